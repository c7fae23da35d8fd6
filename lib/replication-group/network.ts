import { Stack, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Finding } from '../model/finding';
import type { GroupPlan } from './plan';
import type { ReplicationGroupProps } from './replication-group-props';

/** Where the nodes go, and what is wrong with it. */
export interface Placement {
  readonly subnetIds: string[];
  readonly findings: readonly Finding[];
}

/** Fixed by the service: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/quota-limits.html */
const MAX_SUBNETS = 20;

/** Chooses the subnets: those asked for, else the most private kind that the VPC has. */
export function placeNodes(plan: GroupPlan, { vpc, vpcSubnets }: ReplicationGroupProps): Placement {
  const selection = vpcSubnets ?? { subnetType: mostPrivateType(vpc) };
  const { subnetIds, availabilityZones, isPendingLookup } = vpc.selectSubnets(selection);
  const zones = new Set(availabilityZones).size;
  const isKnown = !Token.isUnresolved(subnetIds) && !Token.isUnresolved(availabilityZones) && isPendingLookup !== true;
  const findings: Finding[] = [];
  if (isKnown && plan.multiAz && zones < 2) {
    findings.push({
      id: 'RG_MULTI_AZ_NEEDS_ZONES',
      given: `subnets in ${zones} availability zone(s) for a cache with replicas`,
      allowed: 'subnets in at least two zones: a replica beside its primary is lost with it',
      fix: 'Select subnets in more zones with `vpcSubnets`, or use a topology without replicas',
    });
  }
  if (isKnown && (subnetIds.length === 0 || subnetIds.length > MAX_SUBNETS)) {
    findings.push({
      id: 'RG_SUBNETS_OUT_OF_RANGE',
      given: `${subnetIds.length} subnets`,
      allowed: `1 to ${MAX_SUBNETS} subnets`,
      fix: 'Narrow or widen `vpcSubnets`',
    });
  }
  return { subnetIds, findings };
}

function mostPrivateType(vpc: ec2.IVpc): ec2.SubnetType {
  return vpc.isolatedSubnets.length > 0 ? ec2.SubnetType.PRIVATE_ISOLATED : ec2.SubnetType.PRIVATE_WITH_EGRESS;
}

/**
 * Opens the cache's port between a consumer and the cache, in both firewalls.
 *
 * The CDK puts both rules into the stack of the side that is asked. Within one stack that is the cache; across stacks it is the
 * consumer, whose stack depends on the cache's anyway, so that the two do not come to depend on each other.
 */
export function openPath(consumer: ec2.IConnectable, cache: ec2.IConnectable & IConstruct, consumerName: string): void {
  const description = `${consumerName} to its cache`;
  const isNeighbour = consumer.connections.securityGroups.every((group) => Stack.of(group) === Stack.of(cache));
  if (isNeighbour) cache.connections.allowDefaultPortFrom(consumer, description);
  else consumer.connections.allowToDefaultPort(cache, description);
}
