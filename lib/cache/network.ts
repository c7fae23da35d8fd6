import { Stack, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct, IConstruct } from 'constructs';

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

/** The firewall of a cache: closed in both directions until a consumer is connected. */
export function createSecurityGroup(cache: Construct, vpc: ec2.IVpc): ec2.SecurityGroup {
  return new ec2.SecurityGroup(cache, 'SecurityGroup', {
    vpc,
    description: `Nodes of the cache ${cache.node.path}`.slice(0, 255),
    allowAllOutbound: false,
  });
}

/**
 * Opens ports between a consumer and the cache, in both firewalls.
 *
 * The CDK puts both rules into the stack of the side that is asked. Within one stack that is the cache; across stacks it is the
 * consumer, whose stack depends on the cache's anyway, so that the two do not come to depend on each other.
 */
export function openPath(
  consumer: ec2.IConnectable,
  cache: ec2.IConnectable & IConstruct,
  ports: ec2.Port,
  description: string,
): void {
  const isNeighbour = consumer.connections.securityGroups.every((group) => Stack.of(group) === Stack.of(cache));
  if (isNeighbour) cache.connections.allowFrom(consumer, ports, description);
  else consumer.connections.allowTo(cache, ports, description);
}
