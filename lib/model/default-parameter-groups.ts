import type { EvictionPolicyName } from './eviction';
import { isMemcachedFamily } from './parameter-facts';

/** What the name of one of AWS's own parameter groups says. */
export interface DefaultParameterGroup {
  readonly family: string;
  readonly clusterEnabled: boolean;
  /** Absent for Memcached. */
  readonly evictionPolicy: EvictionPolicyName | undefined;
}

/**
 * Reads `default.valkey8` and `default.valkey8.cluster.on`; nothing for other groups.
 * Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html
 */
export function defaultParameterGroup(name: string): DefaultParameterGroup | undefined {
  const match = /^default\.([a-z]+[0-9]+(?:\.(?:[0-9]+|x))?)(\.cluster\.on)?$/.exec(name);
  if (match === null) return undefined;
  const family = match[1] ?? '';
  return {
    family,
    clusterEnabled: match[2] !== undefined,
    evictionPolicy: isMemcachedFamily(family) ? undefined : 'volatile-lru',
  };
}
