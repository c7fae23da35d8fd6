import type { EvictionPolicyName } from './eviction';

/**
 * What a node does when memory is full, in the words that Valkey and Redis have for it: the least recently used item goes, unless the node refuses
 * new items instead, or keeps items without a life.
 *
 * @param values parameters by the names of ElastiCache; one that only the deployment knows counts as not set
 */
export function memcachedEviction(values: Readonly<Record<string, string | undefined>>): EvictionPolicyName {
  if (values.error_on_memory_exhausted === '1') return 'noeviction';
  const hasMaintainer = (values.lru_maintainer ?? (values.no_modern === '0' ? '1' : '0')) === '1';
  return values.expirezero_does_not_evict === '1' && hasMaintainer ? 'volatile-lru' : 'allkeys-lru';
}
