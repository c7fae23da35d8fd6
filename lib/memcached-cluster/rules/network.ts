import { known } from '../../cache/known';
import { ipDiscoveryRule, ipv6Rule } from '../../cache/rules/addresses';
import { portRule } from '../../cache/rules/identity';
import { engineSupports } from '../../model/engine-features';
import type { Rule } from '../../model/finding';
import { type ClusterPlan, DEFAULT_PORT } from '../plan';

function hasIpv6({ engine }: ClusterPlan): boolean {
  const version = known(engine.version);
  return version === undefined || engineSupports('memcached', version, 'ipv6');
}

/** Where the nodes listen. */
export const NETWORK_RULES: readonly Rule<ClusterPlan>[] = [
  ipv6Rule('MC_IPV6_UNSUPPORTED', hasIpv6),
  ipDiscoveryRule('MC_IP_DISCOVERY_UNSUITED'),
  portRule('MC_PORT_OUT_OF_RANGE', DEFAULT_PORT),
];
