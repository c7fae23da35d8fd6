import type { Objection } from './finding';

/** Patterns that need nothing but get, set, add, compare-and-swap and delete of single keys. */
const SUITED: readonly string[] = ['cache-aside', 'read-through', 'write-through'];

/** Memcached counts a life in whole seconds, and takes 0 for ever: https://docs.memcached.org/protocols/basic/ */
const SHORTEST_LIFE_MS = 1000;

/** A pattern and its settings as the manifest names them; a setting that only the deployment knows is absent. */
export interface PatternFacts {
  readonly name: string;
  readonly tags: boolean;
  readonly ttlMs: number | undefined;
  readonly negativeTtlMs: number | undefined;
}

/** Why a pattern cannot run on Memcached, which has keys and values and nothing else; nothing where it can. */
export function memcachedPatternObjection({ name, tags }: PatternFacts): Objection | undefined {
  if (SUITED.includes(name) && !tags) return undefined;
  return {
    given: tags ? `a ${name} namespace with tags` : `a ${name} namespace`,
    allowed: `${SUITED.join(', ')}, without tags: Memcached has neither data structures nor scripts nor messages, and may drop any item`,
    fix: 'Put the namespace into a ReplicationGroup or a ServerlessCache of Valkey',
  };
}

/** Why a life cannot be had on Memcached; nothing where it can. */
export function memcachedLifeObjection({ ttlMs, negativeTtlMs }: PatternFacts): Objection | undefined {
  const isTooShort = (ms: number | undefined): boolean => ms !== undefined && ms > 0 && ms < SHORTEST_LIFE_MS;
  if (!isTooShort(ttlMs) && !isTooShort(negativeTtlMs)) return undefined;
  return {
    given: isTooShort(ttlMs) ? `a TTL of ${ttlMs} milliseconds` : `a negative TTL of ${negativeTtlMs} milliseconds`,
    allowed: 'at least one second: Memcached counts seconds, and takes less than one for ever',
    fix: 'Use at least Duration.seconds(1); a negative TTL may also be zero',
  };
}
