/** The cache that rights are written for: what it understands decides what may be said. */
export interface AccessTarget {
  readonly engine: 'valkey' | 'redis';
  /** `major.minor`, or the major version alone as serverless caches have it. */
  readonly version: string;
  readonly kind: 'replicated' | 'sharded' | 'serverless';
}

/** The newest version that this release has data about. Of a later one nothing is said to be unknown. */
const NEWEST = { valkey: '9.1', redis: '7.1' };

/** Oldest versions: a serverless Valkey 7 is 7.2, because ElastiCache has no older one. */
const OLDEST = { valkey: '7.2', redis: '6.0' };

/**
 * Whether the cache's engine is of this version or a later one. Valkey counts on from Redis 7.2. A version that cannot be read is
 * as good as the newest: what is wrong with it is for others to say.
 */
export function isAtLeast({ engine, version }: Pick<AccessTarget, 'engine' | 'version'>, minimum: string): boolean {
  if (!isReadable(version)) return true;
  const actual = compare(version, OLDEST[engine]) < 0 ? OLDEST[engine] : version;
  return compare(actual, minimum) >= 0;
}

/** Whether this release knows all commands of the cache's engine. */
export function isKnownVersion({ engine, version }: AccessTarget): boolean {
  return isReadable(version) && compare(version, NEWEST[engine]) <= 0;
}

function isReadable(version: string): boolean {
  return /^\d+(\.(\d+|x))?$/.test(version);
}

function compare(a: string, b: string): number {
  const [[aMajor, aMinor], [bMajor, bMinor]] = [parts(a), parts(b)];
  return aMajor === bMajor ? aMinor - bMinor : aMajor - bMajor;
}

/** `6.x` is the latest of its major version: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/VersionManagement.html */
function parts(version: string): readonly [number, number] {
  const [major = '0', minor = '0'] = version.split('.');
  return [Number(major), minor === 'x' ? 99 : Number(minor)];
}
