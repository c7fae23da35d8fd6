import { known } from '../cache/known';
import type { Finding, Objection } from '../model/finding';
import { memcachedLifeObjection, memcachedPatternObjection } from '../model/memcached-patterns';
import type { CachePattern } from '../vocabulary/cache-pattern';

/** Why a pattern cannot be had on Memcached. */
export function patternFindings({ name, _settings: settings }: CachePattern): readonly Finding[] {
  const life = (ms: number | undefined): number | undefined => (ms === undefined ? undefined : known(ms));
  const facts = {
    name,
    tags: settings.tags === true,
    ttlMs: life(settings.ttlMs),
    negativeTtlMs: life(settings.negativeTtlMs),
  };
  const unsuited = memcachedPatternObjection(facts);
  // The life of what cannot be kept at all is of no interest.
  return unsuited === undefined
    ? signed('MC_TTL_TOO_SHORT', memcachedLifeObjection(facts))
    : signed('MC_PATTERN_UNSUITED', unsuited);
}

function signed(id: string, objection: Objection | undefined): readonly Finding[] {
  return objection === undefined ? [] : [{ id, ...objection }];
}
