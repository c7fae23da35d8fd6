import { Duration } from 'aws-cdk-lib';
import { cacheAsideNeeds } from '../model/cache-aside-needs';
import type { Needs } from '../model/needs';

/** How entries of a cache-aside namespace live. */
export interface CacheAsideProps {
  /**
   * How long an entry lives at most.
   *
   * @default Duration.minutes(5)
   */
  readonly ttl?: Duration;

  /**
   * Share of the TTL by which each entry's life is shortened at random, so that entries stored together do not expire together: 0
   * to 1, 1 excluded.
   *
   * @default 0.1
   */
  readonly jitter?: number;

  /**
   * How long "there is no such thing" is remembered. Zero asks the database each time.
   *
   * @default - 30 seconds, or the TTL where that is shorter
   */
  readonly negativeTtl?: Duration;
}

const DEFAULT_NEGATIVE_TTL_MS = 30_000;

/** What a namespace is used for: decides the rights its consumers get and what its keys ask of the eviction policy. */
export class CachePattern {
  /**
   * Read through the application: get, on a miss load from the database and store.
   */
  public static cacheAside(props: CacheAsideProps = {}): CachePattern {
    const ttlMs = (props.ttl ?? Duration.minutes(5)).toMilliseconds({ integral: false });
    return new CachePattern('cache-aside', cacheAsideNeeds, {
      ttlMs,
      jitter: props.jitter ?? 0.1,
      negativeTtlMs:
        props.negativeTtl?.toMilliseconds({ integral: false }) ?? Math.min(Math.floor(ttlMs), DEFAULT_NEGATIVE_TTL_MS),
    });
  }

  private constructor(
    /** Name of the pattern in the manifest. */
    public readonly name: string,
    /** @internal */
    public readonly _needs: (keyPrefix: string) => Needs,
    /** @internal */
    public readonly _settings: PatternSettings,
  ) {}
}

interface PatternSettings {
  readonly ttlMs: number;
  readonly jitter: number;
  readonly negativeTtlMs: number;
}
