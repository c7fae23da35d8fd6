import type { Size } from 'aws-cdk-lib';

/** How much data a serverless cache holds. */
export interface DataStorageLimits {
  /**
   * Capacity that is kept ready, and billed whether it is used or not: whole GiB, 1 to 5000. ElastiCache takes up to an hour to
   * make it ready. Zero takes away a minimum that was set before.
   *
   * @default - none: the cache grows with its data
   */
  readonly minimum?: Size;

  /**
   * Data beyond which nothing is stored: whole GiB, 1 to 5000. When it is reached, the least recently used keys with a TTL go; where
   * there are none, writes fail. Zero takes away a maximum that was set before.
   *
   * @default - none: the cache grows to what the service holds, 5000 GiB, and so does its bill
   */
  readonly maximum?: Size;
}

/** How much work a serverless cache does, in ElastiCache processing units: about one for each KB that a simple GET or SET moves. */
export interface EcpuLimits {
  /**
   * Units per second that are kept ready, and billed whether they are used or not: 1000 to 15 000 000. ElastiCache takes up to an
   * hour to make them ready. Zero takes away a minimum that was set before.
   *
   * @default - none: the cache grows with its traffic, by doubling every few minutes
   */
  readonly minimum?: number;

  /**
   * Units per second beyond which requests are throttled: 1000 to 15 000 000. Zero takes away a maximum that was set before.
   *
   * @default - none: the cache grows to what the service gives, and so does its bill
   */
  readonly maximum?: number;
}

/**
 * What a serverless cache keeps ready at least and uses at most. Can be changed at any time. Taking a limit out of the program leaves it in
 * force, because ElastiCache hears nothing of it: set it to zero first.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Scaling.html,
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CacheUsageLimits.html
 */
export interface UsageLimits {
  /**
   * Data.
   *
   * @default - no limits
   */
  readonly dataStorage?: DataStorageLimits;

  /**
   * Work.
   *
   * @default - no limits
   */
  readonly ecpuPerSecond?: EcpuLimits;
}
