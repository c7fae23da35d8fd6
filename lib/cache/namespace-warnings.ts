import type { CacheKind } from '../contract';
import { policyFillsUp, policySparesForever } from '../model/eviction';
import { type Rule, unless } from '../model/finding';
import type { NamespaceRequest } from './namespace-rules';

/** How a cache that refuses new entries is made to evict instead. */
const WAY_TO_EVICT: Readonly<Record<CacheKind, string>> = {
  replicated: 'Choose an eviction policy such as EvictionPolicy.ALLKEYS_LRU, or a cache of its own',
  sharded: 'Choose an eviction policy such as EvictionPolicy.ALLKEYS_LRU, or a cache of its own',
  serverless: 'Use a cache of its own',
  memcached: 'Leave `errorOnMemoryExhausted` off, or use a cluster of its own',
};

const neverEvicted: Rule<NamespaceRequest> = {
  id: 'NS_NEVER_EVICTED',
  check: ({ namespace, evictionPolicy, kind }) =>
    unless(!policyFillsUp(evictionPolicy, namespace.pattern._needs(namespace.keyPrefix).eviction), {
      given: `namespace '${namespace.name}', which may lose any entry, in a cache that evicts none ('noeviction')`,
      allowed:
        'a cache that evicts: once the memory of this one is full, every new entry is refused and its traffic reaches the database',
      fix: WAY_TO_EVICT[kind],
    }),
};

/**
 * A board lives until it is deleted, and a policy that evicts only keys with a life evicts everything else first. Streams and the
 * backlog of write-behind have no life either, and a bound instead.
 */
const neverExpires: Rule<NamespaceRequest> = {
  id: 'NS_NEVER_EXPIRES',
  check: ({ namespace, evictionPolicy }) =>
    unless(!policySparesForever(evictionPolicy) || !growsForEver(namespace), {
      given: `namespace '${namespace.name}', whose keys have no TTL, in a cache that evicts only keys with one ('${evictionPolicy}')`,
      allowed:
        'keys with a TTL or a bound: these stay until they are deleted, drive all others out, and once they fill the memory every write is refused',
      fix: 'Give the pattern a `ttl`, or acknowledge this and set an alarm on the memory',
    }),
};

/** Whether a pattern's keys live until somebody deletes them, with nothing that bounds them. */
function growsForEver({ pattern, keyPrefix }: NamespaceRequest['namespace']): boolean {
  const { ttlMs, windowMs, maxMembers, maxLength, maxBacklog } = pattern._settings;
  const isBounded = [ttlMs, windowMs, maxMembers, maxLength, maxBacklog].some((bound) => bound !== undefined);
  return !isBounded && pattern._needs(keyPrefix).keys.length > 0;
}

/** What is legal and dangerous about a new namespace. */
export const NAMESPACE_WARNINGS: readonly Rule<NamespaceRequest>[] = [neverEvicted, neverExpires];
