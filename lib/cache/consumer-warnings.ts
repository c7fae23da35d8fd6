import { Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { warn } from '../errors/warn';
import { type CacheSide, targetOf } from './network-path';

/** Says so where a consumer has to be told by hand how to find the cache. */
export function warnOfEnvironmentByHand(consumer: ec2.IConnectable, cache: CacheSide, name: string): void {
  warn(Construct.isConstruct(consumer) ? consumer : cache, [
    {
      id: 'CON_ENVIRONMENT_BY_HAND',
      given: `'${name}', whose environment cannot be set from here`,
      allowed: 'functions, and services of ECS that have their container already',
      fix: 'Set the variables that connect returned in `environment` where it runs, and say so: connect(…, { environment: false })',
    },
  ]);
}

/** Says so where a path between two firewalls leads nowhere, or was not opened because somebody else writes the rules. Asked afterwards. */
export function warnOfClosedPath(consumer: ec2.IConnectable, cache: CacheSide): void {
  const [ofConsumer, ofCache] = [consumer.connections.securityGroups, cache.connections.securityGroups];
  if (ofCache.length === 0) return;
  const nodes = [...ofConsumer, ...ofCache].flatMap((group) => group.node.findAll());
  const writtenInto = new Set(nodes.flatMap(groupOfRule));
  const unwritten = [
    ...ofCache.filter((group) => !writtenInto.has(`in:${group.securityGroupId}`)),
    ...ofConsumer.filter((group) => !group.allowAllOutbound && !writtenInto.has(`out:${group.securityGroupId}`)),
  ];
  warn(
    cache,
    unwritten.map((group) => ({
      id: 'CACHE_FIREWALL_IMMUTABLE',
      given: `security group ${group.node.path}, imported with \`mutable: false\`: no rule was written into it`,
      allowed: 'groups whose rules this app writes',
      fix: 'Import it without `mutable: false`, or write the rule where it is made and acknowledge this',
    })),
  );
  warnOfOtherVpc(consumer, cache);
}

function groupOfRule(node: unknown): readonly string[] {
  if (node instanceof ec2.CfnSecurityGroupIngress) return [`in:${node.groupId ?? ''}`];
  return node instanceof ec2.CfnSecurityGroupEgress ? [`out:${node.groupId}`] : [];
}

function warnOfOtherVpc(consumer: ec2.IConnectable, cache: CacheSide): void {
  const [own, other] = [cache, consumer].map(({ connections }) => connections.securityGroups.map(vpcOf));
  // An id and a construct cannot be compared: they may be the same VPC.
  const kinds = new Set([...(own ?? []), ...(other ?? [])].map((vpc) => typeof vpc));
  if (kinds.size > 1 || kinds.has('undefined') || other?.some((vpc) => own?.includes(vpc))) return;
  warn(cache, [
    {
      id: 'CON_OTHER_VPC',
      given: `${Construct.isConstruct(consumer) ? consumer.node.path : 'a consumer'} in another VPC than the cache`,
      allowed: 'a consumer in the VPC of the cache: security groups alone do not connect two VPCs',
      fix: 'Move one of them, or connect the VPCs by peering or a transit gateway and acknowledge this',
    },
  ]);
}

/** The VPC of a group: its construct, else its id; absent where the app does not know it. */
function vpcOf(group: ec2.ISecurityGroup): unknown {
  const { defaultChild } = group.node;
  const vpcId = defaultChild instanceof ec2.CfnSecurityGroup ? defaultChild.vpcId : undefined;
  return vpcId === undefined || !Token.isUnresolved(vpcId) ? vpcId : targetOf(vpcId);
}
