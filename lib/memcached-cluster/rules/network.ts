import { known } from '../../cache/known';
import { engineSupports, versionsWith } from '../../model/engine-features';
import { type Rule, unless } from '../../model/finding';
import { nodeTypeFacts } from '../../model/node-catalog';
import type { ClusterPlan } from '../plan';
import { isWholeNumber } from './whole-number';

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/network-type.html */
const ipv6: Rule<ClusterPlan> = {
  id: 'MC_IPV6_UNSUPPORTED',
  check: (plan) => {
    const isAsked = [plan.networkType, plan.ipDiscovery].some((type) => type === 'ipv6' || type === 'dual_stack');
    if (!isAsked) return [];
    const version = known(plan.engine.version);
    const nodeType = known(plan.nodeType);
    return [
      ...unless(version === undefined || engineSupports('memcached', version, 'ipv6'), {
        given: `IPv6 with Memcached ${version}`,
        allowed: versionsWith('ipv6'),
        fix: 'Use a newer version, or leave `networkType` and `ipDiscovery` out',
      }),
      ...unless(nodeType === undefined || nodeTypeFacts(nodeType)?.ipv6 !== false, {
        given: `IPv6 on ${nodeType}`,
        allowed: 'node types on Nitro: not t2, m4, r4',
        fix: 'Choose a node type of a current generation',
      }),
    ];
  },
};

const discovery: Rule<ClusterPlan> = {
  id: 'MC_IP_DISCOVERY_UNSUITED',
  check: ({ networkType, ipDiscovery }) => {
    const offered = networkType === 'dual_stack' ? ['ipv4', 'ipv6'] : [networkType ?? 'ipv4'];
    return unless(ipDiscovery === undefined || offered.includes(ipDiscovery), {
      given: `ipDiscovery '${ipDiscovery}' in a network of type '${networkType ?? 'ipv4'}'`,
      allowed: offered.map((type) => `'${type}'`).join(' or '),
      fix: 'Use NetworkType.DUAL_STACK, or leave `ipDiscovery` out',
    });
  },
};

const port: Rule<ClusterPlan> = {
  id: 'MC_PORT_OUT_OF_RANGE',
  check: (plan) =>
    unless(isWholeNumber(known(plan.port), 1, 65535), {
      given: `port ${plan.port}`,
      allowed: 'a whole number from 1 to 65535',
      fix: 'Leave `port` out for 11211',
    }),
};

/** Where the nodes listen. */
export const NETWORK_RULES: readonly Rule<ClusterPlan>[] = [ipv6, discovery, port];
