import { Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { madeDescription } from '../model/description';
import type { Finding } from '../model/finding';

/** Where the nodes of a cache go. */
export interface Placement {
  readonly subnetIds: string[];
  /** Number of zones; absent where only the deployment knows it. */
  readonly zones: number | undefined;
  /** Each zone once, in the order of the subnets; their names may be tokens. Absent where not even their number is known. */
  readonly zoneNames: readonly string[] | undefined;
  /** Number of subnets; absent where only the deployment knows it. */
  readonly count: number | undefined;
  readonly hasPublicSubnet: boolean;
}

/** Chooses the subnets: those asked for, else the most private kind that the VPC has. */
export function placeInVpc(vpc: ec2.IVpc, vpcSubnets: ec2.SubnetSelection | undefined): Placement {
  const selection = vpcSubnets ?? { subnetType: mostPrivateType(vpc) };
  const { subnetIds, availabilityZones, isPendingLookup, hasPublic } = vpc.selectSubnets(selection);
  const isKnown = !Token.isUnresolved(subnetIds) && !Token.isUnresolved(availabilityZones) && isPendingLookup !== true;
  const zoneNames = isKnown ? [...new Set(availabilityZones)] : undefined;
  return {
    subnetIds,
    zones: zoneNames?.length,
    zoneNames,
    count: isKnown ? subnetIds.length : undefined,
    hasPublicSubnet: hasPublic,
  };
}

function mostPrivateType(vpc: ec2.IVpc): ec2.SubnetType {
  return vpc.isolatedSubnets.length > 0 ? ec2.SubnetType.PRIVATE_ISOLATED : ec2.SubnetType.PRIVATE_WITH_EGRESS;
}

/** What is wrong with the security groups that nodes are given: for none ElastiCache takes the default group of the VPC. */
export function firewallFindings(id: string, given: readonly ec2.ISecurityGroup[] | undefined): readonly Finding[] {
  if (given?.length !== 0) return [];
  return [
    {
      id,
      given: 'an empty list of security groups, for which ElastiCache takes the default group of the VPC',
      allowed: 'at least one security group',
      fix: 'Leave `securityGroups` out: a closed one is made',
    },
  ];
}

/** The firewalls of a cache: those given, each once, else one that is closed in both directions until a consumer is connected. */
export function firewallsOf(
  cache: Construct,
  vpc: ec2.IVpc,
  given: readonly ec2.ISecurityGroup[] | undefined,
): ec2.ISecurityGroup[] {
  if (given !== undefined) return [...new Map(given.map((group) => [group.securityGroupId, group])).values()];
  const description = madeDescription(`Nodes of the cache ${cache.node.path}`);
  return [new ec2.SecurityGroup(cache, 'SecurityGroup', { vpc, description, allowAllOutbound: false })];
}
