import type { CacheKind } from '../contract';
import { type EvictionPolicyName, policiesThatSuit, policySuits } from '../model/eviction';
import { type Rule, unless } from '../model/finding';
import { isName, MAX_NAME_LENGTH } from '../model/names';
import type { Namespace } from '../vocabulary/namespace';
import { known } from './known';

/** A namespace about to be added to a cache. */
export interface NamespaceRequest {
  readonly kind: CacheKind;
  readonly engine: string;
  readonly evictionPolicy: EvictionPolicyName;
  readonly namespace: Namespace;
  readonly existing: readonly Namespace[];
}

const name: Rule<NamespaceRequest> = {
  id: 'NS_NAME_INVALID',
  check: ({ namespace }) =>
    unless(isName(namespace.name), {
      given: `namespace '${namespace.name}'`,
      allowed: `a lower-case letter, then lower-case letters, digits and hyphens; at most ${MAX_NAME_LENGTH} characters`,
      fix: "Choose a name such as 'products'; it becomes the prefix of the namespace's keys",
    }),
};

const repeated: Rule<NamespaceRequest> = {
  id: 'NS_REPEATED',
  check: ({ namespace, existing }) =>
    unless(!existing.some((other) => other.name === namespace.name), {
      given: `a second namespace '${namespace.name}'`,
      allowed: 'one namespace of each name in a cache',
      fix: 'Use the namespace that addNamespace returned the first time, or choose another name',
    }),
};

const ttl: Rule<NamespaceRequest> = {
  id: 'NS_TTL_OUT_OF_RANGE',
  check: ({ namespace }) => {
    const { ttlMs } = namespace.pattern._settings;
    return unless(isWholeMilliseconds(ttlMs, 1), {
      given: `a TTL of ${ttlMs} milliseconds`,
      allowed: 'whole milliseconds, at least 1',
      fix: 'Change `ttl`, for example Duration.minutes(30)',
    });
  },
};

const negativeTtl: Rule<NamespaceRequest> = {
  id: 'NS_NEGATIVE_TTL_OUT_OF_RANGE',
  check: ({ namespace }) => {
    const { negativeTtlMs } = namespace.pattern._settings;
    return unless(isWholeMilliseconds(negativeTtlMs, 0), {
      given: `a negative TTL of ${negativeTtlMs} milliseconds`,
      allowed: 'whole milliseconds; 0 remembers nothing',
      fix: 'Change `negativeTtl`, for example Duration.seconds(30)',
    });
  },
};

const jitter: Rule<NamespaceRequest> = {
  id: 'NS_JITTER_OUT_OF_RANGE',
  check: ({ namespace }) => {
    const { jitter: given } = namespace.pattern._settings;
    const share = given === undefined ? undefined : known(given);
    return unless(share === undefined || (share >= 0 && share < 1), {
      given: `a jitter of ${share}`,
      allowed: 'a share of the TTL from 0 to 1, 1 excluded',
      fix: 'Change `jitter`, for example 0.1 for up to 10 % shorter lives',
    });
  },
};

const eviction: Rule<NamespaceRequest> = {
  id: 'NS_EVICTION_UNSUITED',
  check: ({ evictionPolicy, namespace, engine }) => {
    // Memcached has none of the other policies: what it cannot keep is refused as such.
    if (engine === 'memcached') return [];
    const need = namespace.pattern._needs(namespace.keyPrefix).eviction;
    return unless(policySuits(evictionPolicy, need), {
      given: `a ${namespace.pattern.name} namespace in a cache with eviction '${evictionPolicy}'`,
      allowed: policiesThatSuit(need).join(', '),
      fix: 'Change `eviction` of the cache, or put the namespace into a cache of its own',
    });
  },
};

/** What the pattern itself says about the settings that only it has. */
const settings: Rule<NamespaceRequest> = {
  id: 'NS_SETTING_OUT_OF_RANGE',
  check: ({ namespace }) => namespace.pattern._objections,
};

/** A pattern without this time has nothing to be wrong. */
function isWholeMilliseconds(value: number | undefined, min: number): boolean {
  const ms = value === undefined ? undefined : known(value);
  return ms === undefined || (Number.isSafeInteger(ms) && ms >= min);
}

/** What a new namespace can get wrong. */
export const NAMESPACE_RULES: readonly Rule<NamespaceRequest>[] = [
  name,
  repeated,
  ttl,
  negativeTtl,
  jitter,
  settings,
  eviction,
];
