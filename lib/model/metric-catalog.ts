/** CloudWatch namespace of every metric of ElastiCache. */
export const METRIC_NAMESPACE = 'AWS/ElastiCache';

/** Hard limit of an alarm on an expression: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-limits.html */
export const MAX_METRICS_IN_ALARM = 10;

/** How the values of several nodes become one: the node that is worst off, or all together. */
export type Combination = 'MAX' | 'MIN' | 'SUM' | 'AVG';

/** How one metric is to be read. */
export interface MetricReading {
  /** What makes one value of the samples of a period. */
  readonly statistic: 'Average' | 'Maximum' | 'Minimum' | 'Sum' | 'p99';
  /** What makes one value of those of several nodes. */
  readonly combination: Combination;
  /** Seconds between two samples. */
  readonly periodSeconds: number;
}

const MINUTE = 60;

/** A level that is bad when it is high: the fullest, the busiest, the slowest node counts. */
const HIGH: MetricReading = { statistic: 'Maximum', combination: 'MAX', periodSeconds: MINUTE };
/** A level that is bad when it is low. */
const LOW: MetricReading = { statistic: 'Minimum', combination: 'MIN', periodSeconds: MINUTE };
/** A load: what a node carries on average, of the node that carries most. */
const LOAD: MetricReading = { statistic: 'Average', combination: 'MAX', periodSeconds: MINUTE };
/** Something that is counted. */
const COUNT: MetricReading = { statistic: 'Sum', combination: 'SUM', periodSeconds: MINUTE };
/** A time that requests take, of which the slowest matter. */
const LATENCY: MetricReading = { statistic: 'p99', combination: 'MAX', periodSeconds: MINUTE };

/** For metrics that this release does not know: what CloudWatch itself shows. */
const UNKNOWN: MetricReading = { statistic: 'Average', combination: 'AVG', periodSeconds: MINUTE };

/**
 * Metrics by the names that CloudWatch has them under.
 *
 * Sources: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.HostLevel.html,
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.Redis.html,
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.Memcached.html
 */
const READINGS: Readonly<Record<string, MetricReading>> = {
  CPUUtilization: LOAD,
  EngineCPUUtilization: LOAD,
  CPUCreditBalance: { ...LOW, periodSeconds: 5 * MINUTE },
  CPUCreditUsage: { ...COUNT, periodSeconds: 5 * MINUTE },
  FreeableMemory: LOW,
  UnusedMemory: LOW,
  SwapUsage: HIGH,
  DatabaseMemoryUsagePercentage: HIGH,
  DatabaseMemoryUsageCountedForEvictPercentage: HIGH,
  DatabaseCapacityUsagePercentage: HIGH,
  DatabaseCapacityUsageCountedForEvictPercentage: HIGH,
  MemoryFragmentationRatio: HIGH,
  // The limit of connections is one of each node.
  CurrConnections: HIGH,
  BlockedConnections: HIGH,
  ReplicationLag: HIGH,
  GlobalDatastoreReplicationLag: HIGH,
  DurabilityLag: HIGH,
  SaveInProgress: HIGH,
  TrafficManagementActive: HIGH,
  IsMaster: HIGH,
  NetworkMaxBytesIn: HIGH,
  NetworkMaxBytesOut: HIGH,
  NetworkMaxPacketsIn: HIGH,
  NetworkMaxPacketsOut: HIGH,
  // Levels that the nodes of a cache share between them.
  BytesUsedForCache: { ...HIGH, combination: 'SUM' },
  BytesUsedForCacheItems: { ...HIGH, combination: 'SUM' },
  CurrItems: { ...HIGH, combination: 'SUM' },
  SuccessfulReadRequestLatency: LATENCY,
  SuccessfulWriteRequestLatency: LATENCY,
  ...Object.fromEntries(
    [
      ...['AuthenticationFailures', 'CommandAuthorizationFailures', 'KeyAuthorizationFailures'],
      ...['ChannelAuthorizationFailures', 'DatabaseAuthorizationFailures'],
      ...['IamAuthenticationExpirations', 'IamAuthenticationThrottling'],
      ...['CacheHits', 'CacheMisses', 'Evictions', 'Reclaimed', 'NewConnections', 'RejectedConnections'],
      ...['NetworkBytesIn', 'NetworkBytesOut', 'NetworkPacketsIn', 'NetworkPacketsOut'],
      ...['NetworkBandwidthInAllowanceExceeded', 'NetworkBandwidthOutAllowanceExceeded'],
      ...['NetworkPacketsPerSecondAllowanceExceeded', 'NetworkConntrackAllowanceExceeded'],
      ...['ProcessedCommands', 'ErrorCount', 'DurabilityBufferExceededErrorCount'],
      // Memcached
      ...['GetHits', 'GetMisses', 'CmdGet', 'CmdSet', 'CmdTouch', 'CmdFlush', 'CmdConfigGet', 'CmdConfigSet'],
      ...['CasHits', 'CasMisses', 'CasBadval', 'DeleteHits', 'DeleteMisses', 'TouchHits', 'TouchMisses'],
      ...['IncrHits', 'IncrMisses', 'DecrHits', 'DecrMisses', 'NewItems', 'EvictedUnfetched', 'ExpiredUnfetched'],
      ...['SlabsMoved', 'BytesReadIntoMemcached', 'BytesWrittenOutFromMemcached'],
    ].map((name) => [name, COUNT]),
  ),
};

/** How a metric is to be read; as CloudWatch itself shows it where this release does not know it. */
export function metricReading(name: string): MetricReading {
  return (Object.hasOwn(READINGS, name) ? READINGS[name] : undefined) ?? UNKNOWN;
}
