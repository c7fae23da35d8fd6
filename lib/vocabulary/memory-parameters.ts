import type { Duration, Size } from 'aws-cdk-lib';

/** How an engine uses its memory: what is set aside, what is evicted, what is tidied up. */
export interface MemoryParameters {
  /**
   * Keys that eviction looks at to find the best one to drop. The engine by itself takes 5, ElastiCache 3: more is nearer to the
   * policy and costs CPU (`maxmemory-samples`). A whole number, 1 to 64. Before Valkey 8 there is no upper limit.
   *
   * @default 3
   */
  readonly maxmemorySamples?: number;

  /**
   * Share of the memory that is kept from data, for snapshots, replication and buffers. AWS recommends 50 on micro nodes and 30
   * on small ones (`reserved-memory-percent`). A whole number, 0 to 100.
   *
   * @default 25
   */
  readonly reservedMemoryPercent?: number;

  /**
   * As `reservedMemoryPercent`, in bytes; only one of the two (`reserved-memory`).
   *
   * @default - 0
   */
  readonly reservedMemory?: Size;

  /**
   * How slowly the counter of an often used key grows under an LFU policy (`lfu-log-factor`).
   *
   * @default 10
   */
  readonly lfuLogFactor?: number;

  /**
   * Time after which the counter of an LFU policy is lowered by one (`lfu-decay-time`).
   *
   * @default - 1 minute
   */
  readonly lfuDecayTime?: Duration;

  /**
   * How hard the engine looks for expired keys; 10 costs the most CPU (`active-expire-effort`). A whole number, 1 to 10.
   *
   * @default 1
   */
  readonly activeExpireEffort?: number;

  /**
   * Whether memory is defragmented in the background (`activedefrag`).
   *
   * @default false
   */
  readonly activedefrag?: boolean;

  /**
   * Fragmentation below which nothing is done (`active-defrag-ignore-bytes`). 10 MiB to 100 MiB.
   *
   * @default - 100 MiB
   */
  readonly activeDefragIgnoreBytes?: Size;

  /**
   * Fragmentation in percent at which defragmentation starts (`active-defrag-threshold-lower`). A whole number, 1 to 100.
   *
   * @default 10
   */
  readonly activeDefragThresholdLower?: number;

  /**
   * Fragmentation in percent at which defragmentation makes its greatest effort (`active-defrag-threshold-upper`). A whole
   * number, 1 to 100.
   *
   * @default 100
   */
  readonly activeDefragThresholdUpper?: number;

  /**
   * Least CPU for defragmentation, in percent (`active-defrag-cycle-min`). A whole number, 1 to 75.
   *
   * @default 25
   */
  readonly activeDefragCycleMin?: number;

  /**
   * Most CPU for defragmentation, in percent (`active-defrag-cycle-max`). A whole number, 1 to 75.
   *
   * @default 75
   */
  readonly activeDefragCycleMax?: number;

  /**
   * Fields of a set, hash, sorted set or list that are looked at in one step (`active-defrag-max-scan-fields`). A whole number,
   * 1 to 1000000.
   *
   * @default 1000
   */
  readonly activeDefragMaxScanFields?: number;

  /**
   * Whether evicted values are freed in the background (`lazyfree-lazy-eviction`). Redis and Valkey 7 only: Valkey 8 and newer
   * do so by themselves.
   *
   * @default false
   */
  readonly lazyfreeLazyEviction?: boolean;

  /**
   * Whether expired values are freed in the background (`lazyfree-lazy-expire`). Redis and Valkey 7 only: Valkey 8 and newer do
   * so by themselves.
   *
   * @default false
   */
  readonly lazyfreeLazyExpire?: boolean;

  /**
   * Whether values that a command overwrites are freed in the background (`lazyfree-lazy-server-del`). Redis and Valkey 7 only:
   * Valkey 8 and newer do so by themselves.
   *
   * @default false
   */
  readonly lazyfreeLazyServerDel?: boolean;

  /**
   * Whether DEL frees in the background, as UNLINK does (`lazyfree-lazy-user-del`). Redis and Valkey 7 only: Valkey 8 and newer
   * do so by themselves.
   *
   * @default false
   */
  readonly lazyfreeLazyUserDel?: boolean;

  /**
   * Whether idle time goes into growing and shrinking the table of keys (`activerehashing`). Redis 6 only. Fixed when the group
   * is made: another value makes another group.
   *
   * @default true
   */
  readonly activerehashing?: boolean;
}
