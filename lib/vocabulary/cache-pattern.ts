import { Duration } from 'aws-cdk-lib';
import type { AccessTarget } from '../model/access-target';
import type { Objection } from '../model/finding';
import type { Needs } from '../model/needs';
import * as needs from '../model/pattern-needs';
import {
  type CacheAsideProps,
  type EntryProps,
  type FeedProps,
  type LeaderboardProps,
  type LockProps,
  RateLimitAlgorithm,
  type RateLimiterProps,
  type ReadThroughProps,
  type SessionsProps,
  type StreamProps,
  type UniqueVisitorsProps,
  WhenUnavailable,
  type WriteBehindProps,
} from './pattern-props';
import {
  countObjections,
  entrySettings,
  maxAgeObjections,
  milliseconds,
  type PatternSettings,
  refreshAheadObjections,
  timeObjections,
} from './pattern-settings';

/**
 * What a namespace is used for: decides the rights its consumers get, what its keys ask of the eviction policy, and what the manifest
 * tells the application.
 *
 * The kit's own client implements cache-aside. Of the other patterns it provides the rights, the check of the eviction policy
 * and the manifest's entry: any client can use the namespace, with the commands that the pattern names.
 */
export class CachePattern {
  /** Read through the application: get, on a miss load from the database and store. Commands: GET, MGET with tags, SET, DEL, scripts. */
  public static cacheAside(props: CacheAsideProps = {}): CachePattern {
    const tags = props.tags ?? false;
    return new CachePattern('cache-aside', tags ? needs.taggedCacheAsideNeeds : needs.cacheAsideNeeds, {
      ...entrySettings(props),
      ...(tags && { tags }),
    });
  }

  /**
   * The cache loads by itself on a miss, and fetches entries anew before they expire. Commands as for cache-aside. Rights, eviction
   * check and manifest entry are provided; the kit's client does not implement it.
   */
  public static readThrough(props: ReadThroughProps = {}): CachePattern {
    const refreshAhead = props.refreshAhead ?? 0.8;
    const settings = { ...entrySettings(props), refreshAhead };
    return new CachePattern('read-through', needs.cacheAsideNeeds, settings, refreshAheadObjections(refreshAhead));
  }

  /**
   * Every write goes to the database and then to the cache. Commands as for cache-aside. Rights, eviction check and manifest entry are
   * provided; the kit's client does not implement it.
   */
  public static writeThrough(props: EntryProps = {}): CachePattern {
    return new CachePattern('write-through', needs.cacheAsideNeeds, entrySettings(props));
  }

  /**
   * A write goes to the cache and, by a stream, to the database later. Needs an eviction policy that spares keys without a TTL.
   * Commands: GET, SET, DEL, PEXPIRE, XADD and consumer groups, scripts. Rights, eviction check and manifest entry are provided; the kit's
   * client does not implement it.
   */
  public static writeBehind(props: WriteBehindProps = {}): CachePattern {
    const counts = { maxBacklog: props.maxBacklog ?? 10_000, maxAttempts: props.maxAttempts ?? 10 };
    const settings = { ...entrySettings(props), ...counts };
    return new CachePattern('write-behind', needs.writeBehindNeeds, settings, countObjections(counts));
  }

  /**
   * Sessions of users: one hash for each, a life that slides, an absolute age. Needs `noeviction`, unless `mayBeEvicted`. Commands:
   * HGETALL, HSET, HDEL, PEXPIRE, DEL, scripts. Rights, eviction check and manifest entry are provided; the kit's client does not
   * implement it.
   */
  public static sessions(props: SessionsProps = {}): CachePattern {
    const ttlMs = milliseconds(props.ttl ?? Duration.minutes(30));
    const maxAgeMs = milliseconds(props.maxAge ?? Duration.hours(24));
    const eviction = props.mayBeEvicted === true ? 'any' : 'never';
    return new CachePattern('sessions', (prefix) => needs.sessionNeeds(prefix, eviction), { ttlMs, maxAgeMs }, [
      ...timeObjections({ maxAge: maxAgeMs }),
      ...maxAgeObjections(ttlMs, maxAgeMs),
    ]);
  }

  /**
   * Members ordered by score: ranks, pages, boards that end. Needs an eviction policy that spares keys without a TTL. Commands: ZADD,
   * ZINCRBY, ZRANGE, ZRANK and the like, scripts. Rights, eviction check and manifest entry are provided; the kit's client does not implement it.
   */
  public static leaderboard(props: LeaderboardProps = {}): CachePattern {
    const { ttl, maxMembers } = props;
    const settings = { ...(ttl && { ttlMs: milliseconds(ttl) }), ...(maxMembers !== undefined && { maxMembers }) };
    return new CachePattern('leaderboard', needs.leaderboardNeeds, settings, countObjections({ maxMembers }));
  }

  /**
   * So many requests in so much time, by the engine's clock. Commands: scripts with TIME, GET, SET; DEL. Rights, eviction check and
   * manifest entry are provided; the kit's client does not implement it.
   */
  public static rateLimiter(props: RateLimiterProps = {}): CachePattern {
    const limit = props.limit ?? 100;
    const windowMs = milliseconds(props.window ?? Duration.minutes(1));
    const settings = {
      limit,
      windowMs,
      algorithm: props.algorithm ?? RateLimitAlgorithm.TOKEN_BUCKET,
      whenUnavailable: props.whenUnavailable ?? WhenUnavailable.ALLOW,
    };
    return new CachePattern('rate-limiter', needs.rateLimiterNeeds, settings, [
      ...countObjections({ limit }),
      ...timeObjections({ window: windowMs }),
    ]);
  }

  /**
   * Mutual exclusion with a fencing number. Needs `noeviction`. Commands: scripts with GET, SET, INCR, PEXPIRE, DEL. Rights, eviction check and
   * manifest entry are provided; the kit's client does not implement it.
   */
  public static lock(props: LockProps = {}): CachePattern {
    return new CachePattern('lock', needs.lockNeeds, { ttlMs: milliseconds(props.ttl ?? Duration.seconds(30)) });
  }

  /**
   * The newest so many items of somebody. Commands: LRANGE, LLEN, LREM, DEL, scripts with LPUSH, LTRIM, PEXPIRE. Rights, eviction check and
   * manifest entry are provided; the kit's client does not implement it.
   */
  public static feed(props: FeedProps = {}): CachePattern {
    const maxItems = props.maxItems ?? 1000;
    const settings = { ttlMs: milliseconds(props.ttl ?? Duration.days(30)), maxItems };
    return new CachePattern('feed', needs.feedNeeds, settings, countObjections({ maxItems }));
  }

  /**
   * About how many different visitors in a period: HyperLogLogs of 12 KB. Commands: PFADD, PFCOUNT, PFMERGE, PEXPIRE. Rights, eviction check and
   * manifest entry are provided; the kit's client does not implement it.
   */
  public static uniqueVisitors(props: UniqueVisitorsProps = {}): CachePattern {
    const settings = { ttlMs: milliseconds(props.ttl ?? Duration.days(90)) };
    return new CachePattern('unique-visitors', needs.uniqueVisitorsNeeds, settings);
  }

  /**
   * Messages to whoever listens just now, on channels that begin like the namespace's keys. Commands: SSUBSCRIBE, SPUBLISH; on engines below
   * 7.0 SUBSCRIBE, PUBLISH. Rights and manifest entry are provided; the kit's client does not implement it.
   */
  public static pubSub(): CachePattern {
    return new CachePattern('pub-sub', needs.pubSubNeeds, {});
  }

  /**
   * A log that consumer groups work off. Needs an eviction policy that spares keys without a TTL. Commands: XADD, XREADGROUP, XACK,
   * XAUTOCLAIM, XTRIM and the like, scripts. Rights, eviction check and manifest entry are provided; the kit's client does not implement it.
   */
  public static stream(props: StreamProps = {}): CachePattern {
    const counts = { maxLength: props.maxLength ?? 100_000, maxAttempts: props.maxAttempts ?? 10 };
    const takeOverAfterMs = milliseconds(props.takeOverAfter ?? Duration.minutes(1));
    return new CachePattern('stream', needs.streamNeeds, { ...counts, takeOverAfterMs }, [
      ...countObjections(counts),
      ...timeObjections({ takeOverAfter: takeOverAfterMs }),
    ]);
  }

  private constructor(
    /** Name of the pattern in the manifest. */
    public readonly name: string,
    /**
     * What consumers need of the engine; without a target, what the newest engines offer.
     *
     * @internal
     */
    public readonly _needs: (keyPrefix: string, target?: AccessTarget) => Needs,
    /** @internal */
    public readonly _settings: PatternSettings,
    /**
     * What is wrong with the settings that only this pattern has.
     *
     * @internal
     */
    public readonly _objections: readonly Objection[] = [],
  ) {}
}
