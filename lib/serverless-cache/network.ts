import { Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Finding } from '../model/finding';

/** Fixed by the service: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-serverlesscache.html */
const [MIN_SUBNETS, MAX_SUBNETS] = [2, 3];

/** Where a serverless cache is reached. */
export interface ServerlessPlacement {
  readonly subnetIds: readonly string[];
  /** Zones of the subnets; absent where only the deployment knows them. */
  readonly zones: readonly string[] | undefined;
  /** Number of subnets; absent where only the deployment knows it. */
  readonly count: number | undefined;
}

/**
 * Chooses the subnets: those that are listed one by one, else one of each zone, of the first three zones, so that a VPC which spans more
 * zones, or comes to span more, has a cache that stays where it is.
 */
export function placeServerless(vpc: ec2.IVpc, selection: ec2.SubnetSelection | undefined): ServerlessPlacement {
  const { subnets, isPendingLookup } = vpc.selectSubnets(selection ?? mostPrivate(vpc));
  const isListed = selection?.subnets !== undefined;
  const isKnown = isPendingLookup !== true && !Token.isUnresolved(subnets.map(({ subnetId }) => subnetId));
  const chosen = isListed || !isKnown ? subnets : onePerZone(subnets).slice(0, MAX_SUBNETS);
  const zones = chosen.map(zoneOf);
  return {
    subnetIds: chosen.map(({ subnetId }) => subnetId),
    zones: isKnown && zones.every((zone) => zone !== undefined) ? zones : undefined,
    count: isKnown ? chosen.length : undefined,
  };
}

function mostPrivate(vpc: ec2.IVpc): ec2.SubnetSelection {
  const { PRIVATE_ISOLATED, PRIVATE_WITH_EGRESS } = ec2.SubnetType;
  return { subnetType: vpc.isolatedSubnets.length > 0 ? PRIVATE_ISOLATED : PRIVATE_WITH_EGRESS };
}

/** The first subnet of each zone; one whose zone nobody knows counts as being in a zone of its own. */
function onePerZone(subnets: readonly ec2.ISubnet[]): ec2.ISubnet[] {
  const seen = new Set<string>();
  return subnets.filter((subnet) => {
    const zone = zoneOf(subnet);
    if (zone === undefined) return true;
    return seen.has(zone) ? false : seen.add(zone);
  });
}

/** An imported subnet may not know its zone, and throws when it is asked. */
function zoneOf(subnet: ec2.ISubnet): string | undefined {
  try {
    return subnet.availabilityZone;
  } catch {
    return undefined;
  }
}

/** What is wrong with the subnets of a serverless cache. */
export function placementFindings({ zones, count }: ServerlessPlacement): readonly Finding[] {
  if (count !== undefined && (count < MIN_SUBNETS || count > MAX_SUBNETS)) {
    return [
      {
        id: 'SC_SUBNETS_OUT_OF_RANGE',
        given: `${count} subnet(s)`,
        allowed: `${MIN_SUBNETS} or ${MAX_SUBNETS} subnets, each in another availability zone`,
        fix: 'Narrow or widen `vpcSubnets`, or use a VPC with subnets of that type in at least two zones',
      },
    ];
  }
  if (zones !== undefined && new Set(zones).size < zones.length) {
    return [
      {
        id: 'SC_SUBNETS_SHARE_ZONE',
        given: `${zones.length} subnets in ${new Set(zones).size} availability zone(s)`,
        allowed: 'subnets in different zones: the cache is reached through one endpoint in each',
        fix: 'List one subnet of each zone in `vpcSubnets`',
      },
    ];
  }
  return [];
}
