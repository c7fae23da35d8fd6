import type { Finding } from '../../model/finding';
import type { Placement } from '../network';

/** Fixed by the service: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/quota-limits.html */
const MAX_SUBNETS = 20;

/** What is wrong with the number of subnets that nodes are spread over. */
export function subnetFindings(id: string, { count }: Pick<Placement, 'count'>): readonly Finding[] {
  if (count === undefined || (count > 0 && count <= MAX_SUBNETS)) return [];
  return [
    { id, given: `${count} subnets`, allowed: `1 to ${MAX_SUBNETS} subnets`, fix: 'Narrow or widen `vpcSubnets`' },
  ];
}
