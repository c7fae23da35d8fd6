import type { Placement } from '../cache/network';
import type { Finding } from '../model/finding';
import type { GroupPlan } from './plan';

/** Fixed by the service: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/quota-limits.html */
const MAX_SUBNETS = 20;

/** What is wrong with the subnets of a replication group. */
export function placementFindings(plan: GroupPlan, { zones, count }: Placement): readonly Finding[] {
  const findings: Finding[] = [];
  if (zones !== undefined && plan.multiAz && zones < 2) {
    findings.push({
      id: 'RG_MULTI_AZ_NEEDS_ZONES',
      given: `subnets in ${zones} availability zone(s) for a cache with replicas`,
      allowed: 'subnets in at least two zones: a replica beside its primary is lost with it',
      fix: 'Select subnets in more zones with `vpcSubnets`, or use a topology without replicas',
    });
  }
  if (count !== undefined && (count === 0 || count > MAX_SUBNETS)) {
    findings.push({
      id: 'RG_SUBNETS_OUT_OF_RANGE',
      given: `${count} subnets`,
      allowed: `1 to ${MAX_SUBNETS} subnets`,
      fix: 'Narrow or widen `vpcSubnets`',
    });
  }
  return findings;
}
