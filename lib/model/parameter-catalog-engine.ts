import { EVICTION_POLICIES } from './eviction';
import { type EngineParameterFamily, families, type ParameterFacts } from './parameter-facts';
import { atLeast, choice, INT_MAX, integer, type ParameterType, YES_NO } from './parameter-types';
import { RENAMED_COMMANDS } from './parameter-renames';

/**
 * Parameters of Valkey and Redis: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html. Where that page gives no
 * range, the range is the engine's own (https://github.com/valkey-io/valkey/blob/8.0/src/config.c).
 */
type Row = readonly [name: string, defaultValue: string, type: ParameterType];

type Extras = Partial<Omit<ParameterFacts, 'name' | 'defaultValue' | 'type' | 'families'>>;

function rows(from: EngineParameterFamily, to: EngineParameterFamily, extras: Extras, list: readonly Row[]) {
  return list.map(([name, defaultValue, type]): ParameterFacts => ({
    name,
    type,
    defaultValue,
    families: families(from, to),
    change: 'any-time',
    ...extras,
  }));
}

const COUNT = integer(0, INT_MAX);
const LONG_COUNT = atLeast(0);
const SECONDS = integer(0, INT_MAX, 'seconds');
const BYTES = atLeast(0, 'bytes');

const EVERYWHERE: readonly Row[] = [
  ['maxmemory-policy', 'volatile-lru', choice(...EVICTION_POLICIES)],
  ['reserved-memory-percent', '25', integer(0, 100, 'percent')],
  ['reserved-memory', '0', BYTES],
  ['cluster-require-full-coverage', 'no', YES_NO],
  [
    'notify-keyspace-events',
    '',
    {
      kind: 'text',
      fits: (value) => /^[KEg$lshzxeA]*$/.test(value),
      allowed: 'letters of K E g $ l s h z x e A; nothing is off',
    },
  ],
  // 1 to 19 would close connections that are merely idle between two health checks of the service itself.
  ['timeout', '0', integer(20, INT_MAX, 'seconds', [0])],
  ['tcp-keepalive', '300', SECONDS],
  ['slowlog-log-slower-than', '10000', atLeast(0, 'microseconds', [-1])],
  ['slowlog-max-len', '128', LONG_COUNT],
  ['activedefrag', 'no', YES_NO],
  ['active-defrag-ignore-bytes', '104857600', integer(10_485_760, 104_857_600, 'bytes')],
  ['active-defrag-threshold-lower', '10', integer(1, 100, 'percent')],
  ['active-defrag-threshold-upper', '100', integer(1, 100, 'percent')],
  ['active-defrag-cycle-min', '25', integer(1, 75, 'percent')],
  ['active-defrag-cycle-max', '75', integer(1, 75, 'percent')],
  ['lfu-log-factor', '10', COUNT],
  ['lfu-decay-time', '1', integer(0, INT_MAX, 'minutes')],
  ['list-compress-depth', '0', COUNT],
  ['set-max-intset-entries', '512', LONG_COUNT],
  ['hll-sparse-max-bytes', '3000', BYTES],
  ['repl-backlog-ttl', '3600', atLeast(0, 'seconds')],
  ['client-output-buffer-limit-normal-hard-limit', '0', BYTES],
  ['client-output-buffer-limit-normal-soft-limit', '0', BYTES],
  ['client-output-buffer-limit-normal-soft-seconds', '0', SECONDS],
  ['client-output-buffer-limit-pubsub-hard-limit', '33554432', BYTES],
  ['client-output-buffer-limit-pubsub-soft-limit', '8388608', BYTES],
  ['client-output-buffer-limit-pubsub-soft-seconds', '60', SECONDS],
  ['client-query-buffer-limit', '1073741824', integer(1_048_576, 1_073_741_824, 'bytes')],
  ['proto-max-bulk-len', '536870912', integer(1_048_576, 536_870_912, 'bytes')],
];

const SINCE_REDIS_5: readonly Row[] = [
  ['close-on-replica-write', 'yes', YES_NO],
  ['active-defrag-max-scan-fields', '1000', integer(1, 1_000_000)],
  ['stream-node-max-bytes', '4096', BYTES],
  ['stream-node-max-entries', '100', LONG_COUNT],
  ['min-replicas-to-write', '0', COUNT],
  ['min-replicas-max-lag', '10', SECONDS],
  ['rename-commands', '', RENAMED_COMMANDS],
];

const SINCE_REDIS_6: readonly Row[] = [
  ['cluster-allow-reads-when-down', 'no', YES_NO],
  ['active-expire-effort', '1', integer(1, 10)],
  ['tracking-table-max-keys', '1000000', LONG_COUNT],
  ['acllog-max-len', '128', LONG_COUNT],
];

const SINCE_REDIS_7: readonly Row[] = [
  ['cluster-allow-pubsubshard-when-down', 'yes', YES_NO],
  ['cluster-preferred-endpoint-type', 'tls-dynamic', choice('ip', 'tls-dynamic')],
  ['latency-tracking', 'no', YES_NO],
];

/** Lists that were packed as ziplists became listpacks with Redis 7, and their parameters took the new name. */
const PACKED: readonly (readonly [prefix: string, suffix: string, defaultValue: string, type: ParameterType])[] = [
  ['hash-max', 'entries', '512', LONG_COUNT],
  ['hash-max', 'value', '64', BYTES],
  ['zset-max', 'entries', '128', LONG_COUNT],
  ['zset-max', 'value', '64', BYTES],
];

const packed = (form: 'ziplist' | 'listpack'): Row[] =>
  PACKED.map(([prefix, suffix, defaultValue, type]) => [`${prefix}-${form}-${suffix}`, defaultValue, type]);

const COMMAND_LOG: readonly Row[] = [
  ['commandlog-request-larger-than', '1048576', atLeast(0, 'bytes', [-1])],
  ['commandlog-reply-larger-than', '1048576', atLeast(0, 'bytes', [-1])],
  ['commandlog-large-request-max-len', '128', integer(0, 1024)],
  ['commandlog-large-reply-max-len', '128', integer(0, 1024)],
];

const SEARCH: readonly Row[] = [
  ['search-fanout-target-mode', 'client', choice('client', 'throughput')],
  ['search-default-timeout-ms', '50000', integer(1, 60_000, 'milliseconds')],
  ['search-enable-partial-results', 'yes', YES_NO],
];

const LAZY_GONE = 'leave it out: Valkey 8 and newer free memory in the background by themselves';

/** Shown by ElastiCache, changed by nobody. */
const FIXED: readonly ParameterFacts[] = [
  ...[
    'maxmemory',
    'client-output-buffer-limit-replica-hard-limit',
    'client-output-buffer-limit-replica-soft-limit',
  ].map((name): ParameterFacts => ({
    name,
    type: BYTES,
    defaultValue: undefined,
    families: families('redis4.0'),
    change: 'never',
    fix: 'Leave it out: it follows from the node type; reserve memory with `reserved-memory-percent`',
  })),
  ...rows('redis4.0', 'valkey9', { change: 'never' }, [
    ['client-output-buffer-limit-replica-soft-seconds', '60', SECONDS],
    ['lua-time-limit', '5000', integer(0, INT_MAX, 'milliseconds')],
    ['maxclients', '65000', COUNT],
    ['repl-timeout', '60', SECONDS],
  ]),
  ...rows('redis5.0', 'valkey9', { change: 'never' }, [['replica-ignore-maxmemory', 'yes', YES_NO]]),
  ...rows('redis5.0', 'valkey7', { change: 'never', elsewhere: LAZY_GONE }, [['replica-lazy-flush', 'yes', YES_NO]]),
  ...rows('redis4.0', 'redis6.x', { change: 'never', elsewhere: 'leave it out' }, [
    ['list-max-ziplist-size', '-2', integer(-5, INT_MAX)],
  ]),
];

export const ENGINE_PARAMETERS: readonly ParameterFacts[] = [
  ...rows('redis4.0', 'valkey9', {}, EVERYWHERE),
  ...rows('redis5.0', 'valkey9', {}, SINCE_REDIS_5),
  ...rows('redis6.x', 'valkey9', {}, SINCE_REDIS_6),
  ...rows('redis6.x', 'valkey9', { sinceVersion: '6.2' }, [
    ['acl-pubsub-default', 'allchannels', choice('allchannels', 'resetchannels')],
  ]),
  ...rows('redis7', 'valkey9', {}, SINCE_REDIS_7),
  ...rows('redis4.0', 'valkey7', {}, [['maxmemory-samples', '3', integer(1, INT_MAX)]]),
  ...rows('valkey8', 'valkey9', {}, [['maxmemory-samples', '3', integer(1, 64)]]),
  ...rows('redis4.0', 'valkey7', {}, [['repl-backlog-size', '1048576', atLeast(16_384, 'bytes')]]),
  ...rows('valkey8', 'valkey9', {}, [['repl-backlog-size', '10485760', atLeast(16_384, 'bytes')]]),
  ...rows('redis4.0', 'redis6.x', { elsewhere: 'its name there has `listpack` for `ziplist`' }, packed('ziplist')),
  ...rows('redis7', 'valkey9', { elsewhere: 'its name there has `ziplist` for `listpack`' }, packed('listpack')),
  ...rows('redis4.0', 'valkey7', { elsewhere: LAZY_GONE }, [
    ['lazyfree-lazy-eviction', 'no', YES_NO],
    ['lazyfree-lazy-expire', 'no', YES_NO],
    ['lazyfree-lazy-server-del', 'no', YES_NO],
  ]),
  ...rows('redis6.x', 'valkey7', { elsewhere: LAZY_GONE }, [['lazyfree-lazy-user-del', 'no', YES_NO]]),
  ...rows('redis4.0', 'redis4.0', { elsewhere: 'its name there has `replica` for `slave`' }, [
    ['close-on-slave-write', 'yes', YES_NO],
    ['min-slaves-to-write', '0', COUNT],
    ['min-slaves-max-lag', '10', SECONDS],
  ]),
  ...rows('valkey8', 'valkey9', {}, [['extended-redis-compatibility', 'yes', YES_NO]]),
  ...rows('valkey8', 'valkey9', { sinceVersion: '8.1' }, COMMAND_LOG),
  ...rows('valkey8', 'valkey9', { sinceVersion: '8.2' }, SEARCH),
  ...rows('redis4.0', 'valkey9', { change: 'at-creation' }, [
    ['cluster-enabled', 'no', YES_NO],
    ['databases', '16', integer(1, INT_MAX)],
  ]),
  ...rows('redis4.0', 'redis6.x', { change: 'at-creation', elsewhere: 'leave it out: it is always on there' }, [
    ['activerehashing', 'yes', YES_NO],
  ]),
  // AWS prints the default as 0, which is none of the values that it takes: one database, as in every version before.
  ...rows('valkey9', 'valkey9', { change: 'at-creation' }, [['cluster-databases', '0', integer(1, 10_000)]]),
  ...FIXED,
];
