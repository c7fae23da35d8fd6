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

/** Whether a pattern keeps its promises under a policy: whether nothing is dropped that it must keep. */
export function policySuits(policy: EvictionPolicyName, need: EvictionNeed): boolean {
  switch (need) {
    case 'any':
      return true;
    case 'only-with-ttl':
      return !policy.startsWith('allkeys-');
    case 'never':
      return policy === 'noeviction';
  }
}

/** Whether a pattern works and yet will disappoint: a full cache that drops nothing refuses every new entry. */
export function policyFillsUp(policy: EvictionPolicyName, need: EvictionNeed): boolean {
  return need === 'any' && policy === 'noeviction';
}

/** Whether a policy evicts, and yet never a key without a TTL: such keys fill the memory at the others' expense. */
export function policySparesForever(policy: EvictionPolicyName): boolean {
  return policy.startsWith('volatile-');
}

/** The policies under which a pattern with this need works, in the order of AWS's documentation. */
export function policiesThatSuit(need: EvictionNeed): EvictionPolicyName[] {
  return EVICTION_POLICIES.filter((policy) => policySuits(policy, need));
}

/**
 * Policies that caches with data tiering take. AWS's parameter page leaves the two LFU policies out and its page on data tiering names
 * them: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/data-tiering.html
 */
export const DATA_TIERING_POLICIES: readonly EvictionPolicyName[] = [
  'noeviction',
  'volatile-lru',
  'allkeys-lru',
  'volatile-lfu',
  'allkeys-lfu',
];

export function policySuitsDataTiering(policy: EvictionPolicyName): boolean {
  return DATA_TIERING_POLICIES.includes(policy);
}
