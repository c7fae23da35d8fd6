/** The engines of ElastiCache, as its API names them. */
export const ENGINE_NAMES = ['valkey', 'redis', 'memcached'] as const;

export type EngineName = (typeof ENGINE_NAMES)[number];

/**
 * Versions that ElastiCache offers for new caches and the parameter group family each belongs to. Valkey and Redis from 6.0 on are
 * written `major.minor`; AWS manages the patch. Redis 4 and 5 are past their standard support and not listed: name the family to use them.
 *
 * Sources: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/engine-versions.html,
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateCacheParameterGroup.html
 */
export const ENGINE_FAMILIES: Readonly<Record<EngineName, Readonly<Record<string, string>>>> = {
  valkey: {
    '7.2': 'valkey7',
    '8.0': 'valkey8',
    '8.1': 'valkey8',
    '8.2': 'valkey8',
    '9.0': 'valkey9',
    '9.1': 'valkey9',
  },
  redis: {
    '6.0': 'redis6.x',
    '6.2': 'redis6.x',
    '7.0': 'redis7',
    '7.1': 'redis7',
  },
  memcached: {
    '1.4.5': 'memcached1.4',
    '1.4.14': 'memcached1.4',
    '1.4.24': 'memcached1.4',
    '1.4.33': 'memcached1.4',
    '1.4.34': 'memcached1.4',
    '1.5.10': 'memcached1.5',
    '1.5.16': 'memcached1.5',
    '1.6.6': 'memcached1.6',
    '1.6.12': 'memcached1.6',
    '1.6.17': 'memcached1.6',
    '1.6.22': 'memcached1.6',
  },
};

export function isEngineName(name: string): name is EngineName {
  return (ENGINE_NAMES as readonly string[]).includes(name);
}

/** The parameter group family of a version, or nothing for an engine or a version that this release does not know. */
export function engineFamily(engine: string, version: string): string | undefined {
  const versions = isEngineName(engine) ? ENGINE_FAMILIES[engine] : {};
  return Object.hasOwn(versions, version) ? versions[version] : undefined;
}

/** Versions of an engine that this release knows, oldest first. */
export function engineVersions(engine: EngineName): readonly string[] {
  return Object.keys(ENGINE_FAMILIES[engine]);
}

/**
 * Orders two versions of one engine by their numbers: negative where `a` is the older. `6.x`, ElastiCache's name for the newest
 * minor version, counts as newer than every minor version.
 */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const [one, other] = [left[i] ?? 0, right[i] ?? 0];
    if (one !== other) return one < other ? -1 : 1;
  }
  return 0;
}

function numbersOf(version: string): number[] {
  return version.split('.').map((part) => (part === 'x' ? Number.MAX_SAFE_INTEGER : Number.parseInt(part, 10) || 0));
}
