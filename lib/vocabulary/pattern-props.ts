import type { Duration } from 'aws-cdk-lib';

/** How the entries of a namespace live that holds copies of what a database knows. */
export interface EntryProps {
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

/** How entries of a cache-aside namespace live. */
export interface CacheAsideProps extends EntryProps {
  /**
   * Whether entries carry tags by which many of them are invalidated at once.
   *
   * @default false
   */
  readonly tags?: boolean;
}

/** How entries of a read-through namespace live. */
export interface ReadThroughProps extends EntryProps {
  /**
   * Share of an entry's life after which a read still answers from the cache and fetches the value anew in the background: above 0;
   * 1 never refreshes ahead.
   *
   * @default 0.8
   */
  readonly refreshAhead?: number;
}

/** How changes of a write-behind namespace reach the database. */
export interface WriteBehindProps extends EntryProps {
  /**
   * Changes that may wait for the database in each stream. A write beyond is refused, so that a database that is down is
   * noticed before memory is full. A whole number, at least 1.
   *
   * @default 10000
   */
  readonly maxBacklog?: number;

  /**
   * How often a change is tried before it goes to the dead-letter stream. A whole number, at least 1.
   *
   * @default 10
   */
  readonly maxAttempts?: number;
}

/** How sessions live. */
export interface SessionsProps {
  /**
   * How long a session lives that nobody uses. Every use begins it anew.
   *
   * @default Duration.minutes(30)
   */
  readonly ttl?: Duration;

  /**
   * How long a session lives at most, however much it is used. At least the TTL.
   *
   * @default Duration.hours(24)
   */
  readonly maxAge?: Duration;

  /**
   * Whether a session may be lost when memory is full, which signs its user out. Without this the cache must not evict keys that
   * have a TTL, which rules out every serverless cache.
   *
   * @default false
   */
  readonly mayBeEvicted?: boolean;
}

/** How boards live. */
export interface LeaderboardProps {
  /**
   * How long a board lives, from its first score.
   *
   * @default - until it is deleted
   */
  readonly ttl?: Duration;

  /**
   * Members that a board keeps: those beyond, at its far end, are dropped. A whole number, at least 1.
   *
   * @default - all
   */
  readonly maxMembers?: number;
}

/** How a rate limiter counts. */
export enum RateLimitAlgorithm {
  /** A bucket of `limit` tokens that fills evenly over the window: short bursts pass, the average holds. */
  TOKEN_BUCKET = 'token-bucket',
  /** At most `limit` in any stretch of time as long as the window, weighted from two windows. */
  SLIDING_WINDOW = 'sliding-window',
  /** At most `limit` in each window of the clock. Cheapest to explain; up to twice the limit around a window's end. */
  FIXED_WINDOW = 'fixed-window',
}

/** What a rate limiter answers when it cannot ask the cache. */
export enum WhenUnavailable {
  /** Everybody passes: the limit protects, it must not become an outage. */
  ALLOW = 'allow',
  /** Nobody passes: for limits that guard something worth more than being reachable. */
  DENY = 'deny',
}

/** What a rate limiter allows. */
export interface RateLimiterProps {
  /**
   * Requests of one caller in a window. A whole number, at least 1.
   *
   * @default 100
   */
  readonly limit?: number;

  /**
   * Length of the window.
   *
   * @default Duration.minutes(1)
   */
  readonly window?: Duration;

  /**
   * How requests are counted.
   *
   * @default RateLimitAlgorithm.TOKEN_BUCKET
   */
  readonly algorithm?: RateLimitAlgorithm;

  /**
   * The answer when the cache cannot be asked.
   *
   * @default WhenUnavailable.ALLOW
   */
  readonly whenUnavailable?: WhenUnavailable;
}

/** How locks are held. */
export interface LockProps {
  /**
   * How long a lock stays with an owner that has died. A living owner prolongs it.
   *
   * @default Duration.seconds(30)
   */
  readonly ttl?: Duration;
}

/** How feeds live. */
export interface FeedProps {
  /**
   * Items that a feed keeps; older ones are dropped. A whole number, at least 1.
   *
   * @default 1000
   */
  readonly maxItems?: number;

  /**
   * How long a feed lives that nothing is added to.
   *
   * @default Duration.days(30)
   */
  readonly ttl?: Duration;
}

/** How counts of unique visitors live. */
export interface UniqueVisitorsProps {
  /**
   * How long the count of a period is kept.
   *
   * @default Duration.days(90)
   */
  readonly ttl?: Duration;
}

/** How the entries of a stream are worked off. */
export interface StreamProps {
  /**
   * Entries that a stream keeps although everybody has acknowledged them, about. A whole number, at least 1.
   *
   * @default 100000
   */
  readonly maxLength?: number;

  /**
   * How often an entry is delivered before it goes to the dead letters. A whole number, at least 1.
   *
   * @default 10
   */
  readonly maxAttempts?: number;

  /**
   * How long an entry stays with a consumer that does not acknowledge it before another one takes it over.
   *
   * @default Duration.minutes(1)
   */
  readonly takeOverAfter?: Duration;
}
