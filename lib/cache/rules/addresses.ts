import { titleOf, versionsWith } from '../../model/engine-features';
import { type Rule, unless } from '../../model/finding';
import { nodeTypeFacts } from '../../model/node-catalog';
import { known } from '../known';

/** Which addresses nodes have and are found by; absent where nothing was said. */
export interface AddressPlan {
  readonly networkType: string | undefined;
  readonly ipDiscovery: string | undefined;
}

/** Nodes of an engine, and their addresses. */
export interface NodeAddressPlan extends AddressPlan {
  readonly engine: { readonly name: string; readonly version: string };
  readonly nodeType: string;
}

/**
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/network-type.html
 *
 * @param hasIpv6 whether the engine has it; true also where that is not known
 */
export function ipv6Rule<T extends NodeAddressPlan>(id: string, hasIpv6: (plan: T) => boolean): Rule<T> {
  return {
    id,
    check: (plan) => {
      if (!usesIpv6(plan)) return [];
      const { name, version } = plan.engine;
      const nodeType = known(plan.nodeType);
      return [
        ...unless(hasIpv6(plan), {
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
}

export function ipDiscoveryRule(id: string): Rule<AddressPlan> {
  return {
    id,
    check: (plan) => {
      const { networkType, ipDiscovery } = plan;
      if ([networkType, ipDiscovery].some((text) => text !== undefined && known(text) === undefined)) return [];
      const offered = networkType === 'dual_stack' ? ['ipv4', 'ipv6'] : [networkType ?? 'ipv4'];
      return unless(ipDiscovery === undefined || offered.includes(ipDiscovery), {
        given: `ipDiscovery '${ipDiscovery}' in a network of type '${networkType ?? 'ipv4'}'`,
        allowed: offered.map((type) => `'${type}'`).join(' or '),
        fix: 'Use NetworkType.DUAL_STACK, or leave `ipDiscovery` out',
      });
    },
  };
}

function usesIpv6({ networkType, ipDiscovery }: AddressPlan): boolean {
  return networkType === 'ipv6' || networkType === 'dual_stack' || ipDiscovery === 'ipv6';
}
