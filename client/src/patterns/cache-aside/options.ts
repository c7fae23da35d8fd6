import type { ManifestNamespace } from '../../../../lib/contract';
import { type Duration, durationToMs } from '../../duration';
import { CacheError } from '../../errors';
import { LONGEST_TIMER_MS } from '../../resilience/clock';
import type { LoadId } from './key';

/** How a cache-aside namespace behaves. What is left out comes from the manifest, then from the defaults named here. */
export interface CacheAsideOptions<V, Id extends LoadId = string> {
  /**
   * Gets the value from where it is really kept. Called on a miss, once for all who wait for it.
   *
   * `null` means "there is none" and is kept for {@link negativeTtl}; `undefined` is returned to the caller and not kept.
   * An error goes unchanged to everybody who waits.
   */
  readonly load: (id: Id, context: LoadContext) => V | Promise<V>;
  /** How long an entry lives. @default the manifest's, else '5m' */
  readonly ttl?: Duration;
  /** Share of the TTL, 0 to 1, by which an entry's life is shortened at random, never lengthened. @default the manifest's, else 0.1 */
  readonly jitter?: number;
  /** How long `null` is kept; '0s' does not keep it. @default the manifest's, else '30s' or the TTL where that is shorter */
  readonly negativeTtl?: Duration;
  readonly cacheDeadline?: {
    /** How long a read waits for the cache before the loader answers instead. @default '50ms' */
    readonly soft?: Duration;
    /** How long `set` and `delete`, which only the cache can answer, wait for it. @default '500ms' */
    readonly hard?: Duration;
  };
  /** How long a load may take before its callers get `LOADER_DEADLINE` and its signal is aborted. @default '30s' */
  readonly loaderDeadline?: Duration;
  /**
   * How long the error of a failed load answers further calls for the same id without loading again; '0s' switches that off.
   * Short on purpose: it is there for the stragglers of one burst. @default '100ms'
   */
  readonly errorWindow?: Duration;
  /** How long the others wait for a process that died while loading. Renewed while the load goes on. @default '2s' */
  readonly lease?: Duration;
  /** How many loads this process runs at a time. @default 64 */
  readonly maxConcurrentLoads?: number;
  /** How many more may queue; beyond it callers get `LOADS_EXCEEDED`. @default 10000 */
  readonly maxQueuedLoads?: number;
}

export interface LoadContext {
  /** Aborted when the load has taken longer than `loaderDeadline`. */
  readonly signal: AbortSignal;
}

/** The options of one namespace, resolved; durations in milliseconds. */
export interface CacheAsideSettings {
  readonly namespace: string;
  readonly keyPrefix: string;
  readonly ttlMs: number;
  readonly jitter: number;
  readonly negativeTtlMs: number;
  readonly softMs: number;
  readonly hardMs: number;
  readonly loaderMs: number;
  readonly errorWindowMs: number;
  readonly leaseMs: number;
  readonly maxConcurrentLoads: number;
  readonly maxQueuedLoads: number;
}

const DEFAULT_TTL_MS = 300_000;
const DEFAULT_NEGATIVE_TTL_MS = 30_000;
/** Below this a lease would run out between two renewals on an ordinary network. In milliseconds. */
const SHORTEST_LEASE_MS = 50;
/** Above this an engine's expiry arithmetic may overflow; in milliseconds, about 31 years. */
const LONGEST_TTL_MS = 1e12;

/** @throws CacheError `OPTION_INVALID` or `DURATION_INVALID`, naming the namespace and the option */
export function resolveOptions<V, Id extends LoadId>(
  namespace: ManifestNamespace,
  options: CacheAsideOptions<V, Id>,
): CacheAsideSettings {
  const check = new OptionCheck(namespace.name);
  if (typeof options.load !== 'function') check.refuse('load', 'a function', options.load);
  const ttlMs = check.duration('ttl', options.ttl, namespace.ttlMs ?? DEFAULT_TTL_MS, 1, LONGEST_TTL_MS);
  const negativeMs = namespace.negativeTtlMs ?? Math.min(ttlMs, DEFAULT_NEGATIVE_TTL_MS);
  const softMs = check.duration('cacheDeadline.soft', options.cacheDeadline?.soft, 50, 1);
  return {
    namespace: namespace.name,
    keyPrefix: namespace.keyPrefix,
    ttlMs,
    jitter: check.number('jitter', options.jitter, namespace.jitter ?? 0.1, 0, 1),
    negativeTtlMs: check.duration('negativeTtl', options.negativeTtl, negativeMs, 0, LONGEST_TTL_MS),
    softMs,
    hardMs: check.duration('cacheDeadline.hard', options.cacheDeadline?.hard, Math.max(500, softMs), softMs),
    loaderMs: check.duration('loaderDeadline', options.loaderDeadline, 30_000, 1),
    errorWindowMs: check.duration('errorWindow', options.errorWindow, 100, 0),
    leaseMs: check.duration('lease', options.lease, 2_000, SHORTEST_LEASE_MS),
    maxConcurrentLoads: check.count('maxConcurrentLoads', options.maxConcurrentLoads, 64, 1),
    maxQueuedLoads: check.count('maxQueuedLoads', options.maxQueuedLoads, 10_000, 0),
  };
}

/** The TTL of one explicit write, in milliseconds. */
export function resolveTtl(settings: CacheAsideSettings, ttl: Duration | undefined, fallbackMs: number): number {
  return new OptionCheck(settings.namespace).duration('ttl', ttl, fallbackMs, 1, LONGEST_TTL_MS);
}

class OptionCheck {
  public constructor(private readonly namespace: string) {}

  public duration(
    option: string,
    given: Duration | undefined,
    fallback: number,
    min: number,
    max = LONGEST_TIMER_MS,
  ): number {
    if (given === undefined) return fallback;
    const ms = durationToMs(given, `${option} of namespace '${this.namespace}'`);
    if (ms < min || ms > max) this.refuse(option, `from ${min} ms to ${max} ms`, given);
    return ms;
  }

  public number(option: string, given: number | undefined, fallback: number, min: number, max: number): number {
    if (given === undefined) return fallback;
    if (typeof given !== 'number' || !(given >= min && given <= max)) {
      this.refuse(option, `a number from ${min} to ${max}`, given);
    }
    return given;
  }

  public count(option: string, given: number | undefined, fallback: number, min: number): number {
    if (given === undefined) return fallback;
    if (!Number.isSafeInteger(given) || given < min) this.refuse(option, `a whole number from ${min}`, given);
    return given;
  }

  public refuse(option: string, allowed: string, got: unknown): never {
    const shown = got === undefined ? 'nothing' : (JSON.stringify(got) ?? typeof got);
    throw new CacheError(
      'OPTION_INVALID',
      `${option} of namespace '${this.namespace}' must be ${allowed}, got ${shown}`,
    );
  }
}
