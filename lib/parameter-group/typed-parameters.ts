import { parameterFacts } from '../model/parameter-catalog';
import type { EngineParameters } from '../vocabulary/engine-parameters';
import type { MemcachedParameters } from '../vocabulary/memcached-parameters';
import {
  bytes,
  mebibytes,
  microseconds,
  milliseconds,
  minutes,
  numeral,
  oneZero,
  renames,
  seconds,
  verbatim,
  yesNo,
} from './parameter-text';

/** How a field of a typed struct becomes a parameter. */
interface Field<T> {
  readonly text: (value: T) => string;
  /** The parameter's names, newest first: which one a family has decides. */
  readonly names: readonly [string, ...string[]];
}

/** A field for each property of a struct, so that a new property without one does not compile. */
type Fields<T> = { readonly [P in keyof T]-?: Field<NonNullable<T[P]>> };

function field<T>(text: (value: T) => string, ...names: readonly [string, ...string[]]): Field<T> {
  return { text, names };
}

export const ENGINE_FIELDS: Fields<EngineParameters> = {
  maxmemorySamples: field(numeral, 'maxmemory-samples'),
  reservedMemoryPercent: field(numeral, 'reserved-memory-percent'),
  reservedMemory: field(bytes, 'reserved-memory'),
  lfuLogFactor: field(numeral, 'lfu-log-factor'),
  lfuDecayTime: field(minutes, 'lfu-decay-time'),
  activeExpireEffort: field(numeral, 'active-expire-effort'),
  activedefrag: field(yesNo, 'activedefrag'),
  activeDefragIgnoreBytes: field(bytes, 'active-defrag-ignore-bytes'),
  activeDefragThresholdLower: field(numeral, 'active-defrag-threshold-lower'),
  activeDefragThresholdUpper: field(numeral, 'active-defrag-threshold-upper'),
  activeDefragCycleMin: field(numeral, 'active-defrag-cycle-min'),
  activeDefragCycleMax: field(numeral, 'active-defrag-cycle-max'),
  activeDefragMaxScanFields: field(numeral, 'active-defrag-max-scan-fields'),
  lazyfreeLazyEviction: field(yesNo, 'lazyfree-lazy-eviction'),
  lazyfreeLazyExpire: field(yesNo, 'lazyfree-lazy-expire'),
  lazyfreeLazyServerDel: field(yesNo, 'lazyfree-lazy-server-del'),
  lazyfreeLazyUserDel: field(yesNo, 'lazyfree-lazy-user-del'),
  activerehashing: field(yesNo, 'activerehashing'),
  hashMaxListpackEntries: field(numeral, 'hash-max-listpack-entries', 'hash-max-ziplist-entries'),
  hashMaxListpackValue: field(bytes, 'hash-max-listpack-value', 'hash-max-ziplist-value'),
  zsetMaxListpackEntries: field(numeral, 'zset-max-listpack-entries', 'zset-max-ziplist-entries'),
  zsetMaxListpackValue: field(bytes, 'zset-max-listpack-value', 'zset-max-ziplist-value'),
  listCompressDepth: field(numeral, 'list-compress-depth'),
  setMaxIntsetEntries: field(numeral, 'set-max-intset-entries'),
  hllSparseMaxBytes: field(bytes, 'hll-sparse-max-bytes'),
  streamNodeMaxBytes: field(bytes, 'stream-node-max-bytes'),
  streamNodeMaxEntries: field(numeral, 'stream-node-max-entries'),
  timeout: field(seconds, 'timeout'),
  tcpKeepalive: field(seconds, 'tcp-keepalive'),
  databases: field(numeral, 'databases'),
  notifyKeyspaceEvents: field(verbatim, 'notify-keyspace-events'),
  renameCommands: field(renames, 'rename-commands'),
  trackingTableMaxKeys: field(numeral, 'tracking-table-max-keys'),
  clientOutputBufferLimitNormalHardLimit: field(bytes, 'client-output-buffer-limit-normal-hard-limit'),
  clientOutputBufferLimitNormalSoftLimit: field(bytes, 'client-output-buffer-limit-normal-soft-limit'),
  clientOutputBufferLimitNormalSoftSeconds: field(seconds, 'client-output-buffer-limit-normal-soft-seconds'),
  clientOutputBufferLimitPubsubHardLimit: field(bytes, 'client-output-buffer-limit-pubsub-hard-limit'),
  clientOutputBufferLimitPubsubSoftLimit: field(bytes, 'client-output-buffer-limit-pubsub-soft-limit'),
  clientOutputBufferLimitPubsubSoftSeconds: field(seconds, 'client-output-buffer-limit-pubsub-soft-seconds'),
  clientQueryBufferLimit: field(bytes, 'client-query-buffer-limit'),
  protoMaxBulkLen: field(bytes, 'proto-max-bulk-len'),
  closeOnReplicaWrite: field(yesNo, 'close-on-replica-write'),
  aclPubsubDefault: field(verbatim, 'acl-pubsub-default'),
  extendedRedisCompatibility: field(yesNo, 'extended-redis-compatibility'),
  clusterRequireFullCoverage: field(yesNo, 'cluster-require-full-coverage'),
  clusterAllowReadsWhenDown: field(yesNo, 'cluster-allow-reads-when-down'),
  clusterAllowPubsubshardWhenDown: field(yesNo, 'cluster-allow-pubsubshard-when-down'),
  clusterPreferredEndpointType: field(verbatim, 'cluster-preferred-endpoint-type'),
  clusterDatabases: field(numeral, 'cluster-databases'),
  replBacklogSize: field(bytes, 'repl-backlog-size'),
  replBacklogTtl: field(seconds, 'repl-backlog-ttl'),
  minReplicasToWrite: field(numeral, 'min-replicas-to-write'),
  minReplicasMaxLag: field(seconds, 'min-replicas-max-lag'),
  slowlogLogSlowerThan: field(microseconds, 'slowlog-log-slower-than'),
  slowlogMaxLen: field(numeral, 'slowlog-max-len'),
  commandlogRequestLargerThan: field(bytes, 'commandlog-request-larger-than'),
  commandlogReplyLargerThan: field(bytes, 'commandlog-reply-larger-than'),
  commandlogLargeRequestMaxLen: field(numeral, 'commandlog-large-request-max-len'),
  commandlogLargeReplyMaxLen: field(numeral, 'commandlog-large-reply-max-len'),
  acllogMaxLen: field(numeral, 'acllog-max-len'),
  latencyTracking: field(yesNo, 'latency-tracking'),
  searchFanoutTargetMode: field(verbatim, 'search-fanout-target-mode'),
  searchDefaultTimeout: field(milliseconds, 'search-default-timeout-ms'),
  searchEnablePartialResults: field(yesNo, 'search-enable-partial-results'),
};

export const MEMCACHED_FIELDS: Fields<MemcachedParameters> = {
  maxItemSize: field(bytes, 'max_item_size'),
  slabChunkMax: field(bytes, 'slab_chunk_max'),
  memcachedConnectionsOverhead: field(mebibytes, 'memcached_connections_overhead'),
  chunkSize: field(bytes, 'chunk_size'),
  chunkSizeGrowthFactor: field(numeral, 'chunk_size_growth_factor'),
  casDisabled: field(oneZero, 'cas_disabled'),
  errorOnMemoryExhausted: field(oneZero, 'error_on_memory_exhausted'),
  bindingProtocol: field(verbatim, 'binding_protocol'),
  idleTimeout: field(seconds, 'idle_timeout'),
  lruCrawler: field(oneZero, 'lru_crawler'),
  lruMaintainer: field(oneZero, 'lru_maintainer'),
  expirezeroDoesNotEvict: field(oneZero, 'expirezero_does_not_evict'),
  maxconnsFast: field(oneZero, 'maxconns_fast'),
  slabReassign: field(oneZero, 'slab_reassign'),
  slabAutomove: field(numeral, 'slab_automove'),
  hashAlgorithm: field(verbatim, 'hash_algorithm'),
  disableFlushAll: field(oneZero, 'disable_flush_all'),
  noModern: field(oneZero, 'no_modern'),
};

/** Typed parameters of Valkey or Redis by ElastiCache's names, as text. */
export function renderEngineParameters(family: string, parameters: EngineParameters): Readonly<Record<string, string>> {
  return render(family, ENGINE_FIELDS, parameters);
}

/** Typed parameters of Memcached by ElastiCache's names, as text. */
export function renderMemcachedParameters(
  family: string,
  parameters: MemcachedParameters,
): Readonly<Record<string, string>> {
  return render(family, MEMCACHED_FIELDS, parameters);
}

function render<T extends object>(family: string, fields: Fields<T>, parameters: T): Record<string, string> {
  const rendered: Record<string, string> = {};
  for (const property of Object.keys(fields) as (keyof T)[]) {
    const value = parameters[property];
    if (value === undefined || value === null) continue;
    const { names, text } = fields[property];
    // A name that the family does not have is kept: the check refuses it with what to do instead.
    const name = names.find((candidate) => parameterFacts(family, candidate) !== undefined) ?? names[0];
    rendered[name] = text(value);
  }
  return rendered;
}
