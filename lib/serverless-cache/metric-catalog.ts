import type { EngineName } from '../model/engine-catalog';

/** What one minute of a metric means: a level that was reached, things that happened, or something typical of a request. */
type MetricKind = 'level' | 'count' | 'typical';

/** The statistic that says most: the highest level, the number of events, the average request. */
const STATISTICS: Readonly<Record<MetricKind, string>> = { level: 'Maximum', count: 'Sum', typical: 'Average' };

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/serverless-metrics-events.html */
const EVERY_ENGINE: Readonly<Record<string, MetricKind>> = {
  BytesUsedForCache: 'level',
  ElastiCacheProcessingUnits: 'count',
  TotalCmdsCount: 'count',
  CurrConnections: 'level',
  NewConnections: 'count',
  CurrItems: 'level',
  Evictions: 'count',
  ThrottledCmds: 'count',
  NetworkBytesIn: 'count',
  NetworkBytesOut: 'count',
  SuccessfulReadRequestLatency: 'typical',
  SuccessfulWriteRequestLatency: 'typical',
};

const VALKEY_AND_REDIS: Readonly<Record<string, MetricKind>> = {
  CacheHits: 'count',
  CacheMisses: 'count',
  CacheHitRate: 'typical',
  CurrVolatileItems: 'level',
  IamAuthenticationExpirations: 'count',
  IamAuthenticationThrottling: 'count',
  AuthenticationFailures: 'count',
  KeyAuthorizationFailures: 'count',
  CommandAuthorizationFailures: 'count',
};

const MEMCACHED: Readonly<Record<string, MetricKind>> = {
  Reclaimed: 'count',
  CmdGet: 'count',
  CmdSet: 'count',
  CmdTouch: 'count',
  CmdFlush: 'count',
  CasBadval: 'count',
  ...Object.fromEntries(
    ['Get', 'Incr', 'Decr', 'Delete', 'Touch', 'Cas'].flatMap((command) =>
      ['Hits', 'Misses'].map((outcome) => [`${command}${outcome}`, 'count'] as const),
    ),
  ),
};

/** Metrics that caches on nodes have and serverless caches lack: an alarm on one of them would wait for ever. */
const NODES_ONLY: readonly string[] = [
  'CPUUtilization',
  'CPUCreditBalance',
  'CPUCreditUsage',
  'DatabaseCapacityUsagePercentage',
  'DatabaseMemoryUsagePercentage',
  'EngineCPUUtilization',
  'FreeableMemory',
  'MemoryFragmentationRatio',
  'ReplicationLag',
  'SwapUsage',
];

/** The statistic of a metric; `Sum` for one that this release does not know, because nearly all count something. */
export function statisticOf(metric: string): string {
  const kind = { ...EVERY_ENGINE, ...VALKEY_AND_REDIS, ...MEMCACHED }[metric];
  return STATISTICS[kind ?? 'count'];
}

/** Why a serverless cache of this engine never has data for a metric; nothing where it has, or may have. */
export function metricObjection(metric: string, engine: EngineName | undefined): string | undefined {
  if (NODES_ONLY.includes(metric)) return 'a serverless cache';
  if (engine === 'memcached' && Object.hasOwn(VALKEY_AND_REDIS, metric)) return 'Memcached';
  if (engine !== undefined && engine !== 'memcached' && Object.hasOwn(MEMCACHED, metric)) return 'Valkey and Redis';
  return undefined;
}

/** What this release knows that such a cache has, for messages. */
export function metricsOf(engine: EngineName | undefined): readonly string[] {
  const own = engine === 'memcached' ? MEMCACHED : VALKEY_AND_REDIS;
  return Object.keys({ ...EVERY_ENGINE, ...own }).sort();
}
