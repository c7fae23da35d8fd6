import { Token } from 'aws-cdk-lib';
import { known } from '../../cache/known';
import { type Rule, unless } from '../../model/finding';
import { isWholeNumber } from '../../model/whole-number';
import type { ClusterPlan } from '../plan';

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/quota-limits.html */
const MAX_NODES = 60;

const nodes: Rule<ClusterPlan> = {
  id: 'MC_NODES_OUT_OF_RANGE',
  check: (plan) =>
    unless(isWholeNumber(known(plan.nodes), 1, MAX_NODES), {
      given: `${plan.nodes} nodes`,
      allowed: `a whole number from 1 to ${MAX_NODES}`,
      fix: 'Change `nodes`; for more memory use larger nodes or a second cluster',
    }),
};

const spreadNeedsNodes: Rule<ClusterPlan> = {
  id: 'MC_CROSS_ZONE_NEEDS_NODES',
  check: (plan) =>
    unless(!plan.crossZone || known(plan.nodes) !== 1, {
      given: 'crossZone with one node',
      allowed: 'nodes in several zones only where there are at least 2 nodes',
      fix: 'Use more `nodes`, or leave `crossZone` out',
    }),
};

const spreadNeedsZones: Rule<ClusterPlan> = {
  id: 'MC_CROSS_ZONE_NEEDS_ZONES',
  check: ({ crossZone, givenZones, subnetZones }) =>
    unless(!crossZone || givenZones !== undefined || subnetZones === undefined || subnetZones.length > 1, {
      given: `subnets in ${subnetZones?.length} availability zone(s) for nodes in several`,
      allowed: 'subnets in at least two zones: with one, the loss of a zone is the loss of the whole cache',
      fix: 'Select subnets in more zones with `vpcSubnets`, or say `crossZone: false`',
    }),
};

const zoneOfEachNode: Rule<ClusterPlan> = {
  id: 'MC_ZONES_MISMATCH',
  check: ({ givenZones, ...plan }) => {
    const count = known(plan.nodes);
    return unless(
      givenZones === undefined || known(givenZones) === undefined || count === undefined || givenZones.length === count,
      {
        given: `${givenZones?.length} availability zones for ${count} nodes`,
        allowed: 'one zone for each node; a zone may be named several times',
        fix: 'Name as many `availabilityZones` as there are `nodes`, or leave them out',
      },
    );
  },
};

const zonesContradict: Rule<ClusterPlan> = {
  id: 'MC_ZONES_CONTRADICT',
  check: ({ givenZones, crossZone }) => {
    const count = new Set(givenZones).size;
    // Zones that only the deployment knows may be the same one.
    const isKnown = givenZones?.every((zone) => !Token.isUnresolved(zone)) === true && !Token.isUnresolved(givenZones);
    return unless(!isKnown || givenZones.length < 2 || crossZone === count > 1, {
      given: `crossZone ${crossZone} with ${count} different availability zone(s)`,
      allowed: 'several zones with `crossZone: true`, one zone with `crossZone: false`',
      fix: 'Leave `crossZone` out: it follows from the zones',
    });
  },
};

const zonesOfSubnets: Rule<ClusterPlan> = {
  id: 'MC_ZONES_WITHOUT_SUBNET',
  check: ({ givenZones, subnetZones }) => {
    if (givenZones === undefined || known(givenZones) === undefined || subnetZones === undefined) return [];
    if ([...givenZones, ...subnetZones].some((zone) => Token.isUnresolved(zone))) return [];
    const foreign = [...new Set(givenZones)].filter((zone) => !subnetZones.includes(zone));
    return unless(foreign.length === 0, {
      given: `nodes in ${foreign.join(', ')}`,
      allowed: `zones with a subnet of the cluster: ${subnetZones.join(', ')}`,
      fix: 'Change `availabilityZones`, or select subnets there with `vpcSubnets`',
    });
  },
};

/** How many nodes there are, and where. */
export const NODE_RULES: readonly Rule<ClusterPlan>[] = [
  nodes,
  spreadNeedsNodes,
  spreadNeedsZones,
  zoneOfEachNode,
  zonesContradict,
  zonesOfSubnets,
];
