import { type Rule, unless } from '../model/finding';
import type { CachePattern } from '../vocabulary/cache-pattern';

/** A namespace about to be added to a Memcached cache. */
interface MemcachedNamespace {
  readonly name: string;
  readonly pattern: CachePattern;
}

/** Patterns that store values under keys and nothing else: Memcached has no structures, scripts or channels. */
const PATTERNS: readonly string[] = ['cache-aside', 'read-through', 'write-through'];

const pattern: Rule<MemcachedNamespace> = {
  id: 'SC_PATTERN_UNSUITED',
  check: (namespace) =>
    unless(PATTERNS.includes(namespace.pattern.name), {
      given: `a ${namespace.pattern.name} namespace '${namespace.name}' in a Memcached cache`,
      allowed: `${PATTERNS.join(', ')}: Memcached stores values, and has neither structures nor scripts nor channels`,
      fix: 'Use ServerlessEngine.VALKEY_8 for this namespace',
    }),
};

/** What a pattern asks that Memcached cannot give. */
export const MEMCACHED_PATTERN_RULES: readonly Rule<MemcachedNamespace>[] = [pattern];
