import type { EvictionNeed } from './needs';

/** Values of the parameter `maxmemory-policy`: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html */
export const EVICTION_POLICIES = [
  'volatile-lru',
  'allkeys-lru',
  'volatile-lfu',
  'allkeys-lfu',
  'volatile-random',
  'allkeys-random',
  'volatile-ttl',
  'noeviction',
] as const;

export type EvictionPolicyName = (typeof EVICTION_POLICIES)[number];

/**
 * Whether a pattern works as promised under a policy. A pattern whose keys may go (`any`) wants them to go: under `noeviction` a
 * full cache refuses every new entry and all that traffic reaches the database.
 */
export function policySuits(policy: EvictionPolicyName, need: EvictionNeed): boolean {
  switch (need) {
    case 'any':
      return policy !== 'noeviction';
    case 'only-with-ttl':
      return !policy.startsWith('allkeys-');
    case 'never':
      return policy === 'noeviction';
  }
}

/** The policies under which a pattern with this need works, in the order of AWS's documentation. */
export function policiesThatSuit(need: EvictionNeed): EvictionPolicyName[] {
  return EVICTION_POLICIES.filter((policy) => policySuits(policy, need));
}
