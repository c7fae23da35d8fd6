import type { Placement } from '../cache/network';
import { subnetFindings } from '../cache/rules/subnets';
import type { Finding } from '../model/finding';
import type { GroupPlan } from './plan';

/** What is wrong with the subnets of a replication group. */
export function placementFindings(plan: GroupPlan, placement: Placement): readonly Finding[] {
  const { zones } = placement;
  const findings: Finding[] = [];
  if (zones !== undefined && plan.multiAz && zones < 2) {
    findings.push({
      id: 'RG_MULTI_AZ_NEEDS_ZONES',
      given: `subnets in ${zones} availability zone(s) for a cache with replicas`,
      allowed: 'subnets in at least two zones: a replica beside its primary is lost with it',
      fix: 'Select subnets in more zones with `vpcSubnets`, or use a topology without replicas',
    });
  }
  return [...findings, ...subnetFindings('RG_SUBNETS_OUT_OF_RANGE', placement)];
}
