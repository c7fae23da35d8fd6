import { memcachedLifeObjection, memcachedPatternObjection, type PatternFacts } from '../model/memcached-patterns';
import type { Objection, Rule } from '../model/finding';
import { known } from './known';
import type { NamespaceRequest } from './namespace-rules';

/** Memcached runs on nodes and without them, and can do as little in both: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/SelectEngine.html */
const patternSuited: Rule<NamespaceRequest> = {
  id: 'CACHE_PATTERN_UNSUITED',
  check: (request) => listed(unsuited(request)),
};

const lifeLongEnough: Rule<NamespaceRequest> = {
  id: 'CACHE_TTL_TOO_SHORT',
  check: (request) =>
    // The life of what cannot be kept at all is of no interest.
    request.engine !== 'memcached' || unsuited(request) ? [] : listed(memcachedLifeObjection(factsOf(request))),
};

/** Why Memcached cannot run the pattern; nothing where it can, and for every other engine. */
function unsuited(request: NamespaceRequest): Objection | undefined {
  return request.engine === 'memcached' ? memcachedPatternObjection(factsOf(request)) : undefined;
}

function factsOf({ namespace }: NamespaceRequest): PatternFacts {
  const { name, _settings: settings } = namespace.pattern;
  const life = (ms: number | undefined): number | undefined => (ms === undefined ? undefined : known(ms));
  return {
    name,
    tags: settings.tags === true,
    ttlMs: life(settings.ttlMs),
    negativeTtlMs: life(settings.negativeTtlMs),
  };
}

function listed(objection: Objection | undefined): readonly Objection[] {
  return objection === undefined ? [] : [objection];
}

/** What a namespace on Memcached can get wrong besides. */
export const MEMCACHED_NAMESPACE_RULES: readonly Rule<NamespaceRequest>[] = [patternSuited, lifeLongEnough];
