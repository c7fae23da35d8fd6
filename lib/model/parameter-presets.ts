import type { EvictionPolicyName } from './eviction';
import { parameterFacts } from './parameter-catalog';

/**
 * What goes with an eviction policy, with what each family has of it.
 *
 * - `maxmemory-samples`: ElastiCache samples 3 keys to find one to evict, the engine by itself 5, which comes close to the true order
 *   (https://valkey.io/topics/lru-cache/). A cache whose hits depend on the policy is worth the little CPU.
 * - `lazyfree-lazy-*`: freeing a large value takes the one thread that answers everybody. Valkey 8 does it in the background by
 *   itself, and the engines before it where they are told to (https://redis.io/docs/latest/operate/oss_and_stack/management/config/).
 *
 * Nothing else: every further parameter depends on what is stored, and ElastiCache's defaults suit most.
 */
export function presetParameters(policy: EvictionPolicyName, family: string): Readonly<Record<string, string>> {
  const wanted: readonly (readonly [string, string])[] = [
    ...(policy === 'noeviction' ? [] : ([['maxmemory-samples', '5']] as const)),
    ...['eviction', 'expire', 'server-del', 'user-del'].map((cause) => [`lazyfree-lazy-${cause}`, 'yes'] as const),
  ];
  return Object.fromEntries(wanted.filter(([name]) => parameterFacts(family, name) !== undefined));
}
