import { ipDiscoveryRule, ipv6Rule } from '../../cache/rules/addresses';
import type { Rule } from '../../model/finding';
import type { GroupPlan } from '../plan';
import { supports } from './supports';

/** Which addresses the nodes have. */
export const NETWORK_RULES: readonly Rule<GroupPlan>[] = [
  ipv6Rule('RG_IPV6_UNSUPPORTED', ({ engine }) => supports(engine, 'ipv6')),
  ipDiscoveryRule('RG_IP_DISCOVERY_UNSUITED'),
];
