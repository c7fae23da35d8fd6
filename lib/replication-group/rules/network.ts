import { known } from '../../cache/known';
import { titleOf, versionsWith } from '../../model/engine-features';
import { type Rule, unless } from '../../model/finding';
import { nodeTypeFacts } from '../../model/node-catalog';
import type { GroupPlan } from '../plan';
import { supports } from './supports';

const usesIpv6 = ({ networkType, ipDiscovery }: GroupPlan): boolean =>
  networkType === 'ipv6' || networkType === 'dual_stack' || ipDiscovery === 'ipv6';

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/network-type.html */
const ipv6: Rule<GroupPlan> = {
  id: 'RG_IPV6_UNSUPPORTED',
  check: (plan) => {
    if (!usesIpv6(plan)) return [];
    const { name, version } = plan.engine;
    const nodeType = known(plan.nodeType);
    return [
      ...unless(supports(plan.engine, 'ipv6'), {
        given: `IPv6 with ${titleOf(name)} ${version}`,
        allowed: versionsWith('ipv6'),
        fix: 'Use a newer engine version, or leave `networkType` and `ipDiscovery` out',
      }),
      ...unless(nodeType === undefined || nodeTypeFacts(nodeType)?.ipv6 !== false, {
        given: `IPv6 on ${nodeType}`,
        allowed: 'node types on Nitro: not t2, m4, r4',
        fix: 'Choose a node type of a current generation',
      }),
    ];
  },
};

const discovery: Rule<GroupPlan> = {
  id: 'RG_IP_DISCOVERY_UNSUITED',
  check: ({ networkType, ipDiscovery }) => {
    const offered = networkType === 'dual_stack' ? ['ipv4', 'ipv6'] : [networkType ?? 'ipv4'];
    return unless(ipDiscovery === undefined || offered.includes(ipDiscovery), {
      given: `ipDiscovery '${ipDiscovery}' in a network of type '${networkType ?? 'ipv4'}'`,
      allowed: offered.map((type) => `'${type}'`).join(' or '),
      fix: 'Use NetworkType.DUAL_STACK, or leave `ipDiscovery` out',
    });
  },
};

/** Which addresses the nodes have. */
export const NETWORK_RULES: readonly Rule<GroupPlan>[] = [ipv6, discovery];
