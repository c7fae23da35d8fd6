import { MEMCACHED_PARAMETER_FAMILIES, type MemcachedParameterFamily, type ParameterFacts } from './parameter-facts';
import { atLeast, choice, INT_MAX, integer, ONE_ZERO, type ParameterType } from './parameter-types';

/** Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html, section on Memcached. */
type Row = readonly [name: string, defaultValue: string | undefined, type: ParameterType];

/** Memcached's own page, into which chunks of every size must fit without a rest: it does not start otherwise (1.6.18). */
const SLAB_PAGE = 1_048_576;
const CHUNK: ParameterType = {
  kind: 'text',
  fits: (value) => /^[1-9][0-9]*$/.test(value) && SLAB_PAGE % Number(value) === 0,
  allowed: `a power of two up to ${SLAB_PAGE} (bytes)`,
};

const KIBIBYTES = integer(1, INT_MAX, 'KiB');

/** Take effect when nodes start: changing one on a living cluster asks for a reboot, which empties the nodes. */
const MODIFIABLE: readonly Row[] = [
  ['max_item_size', '1048576', integer(1024, 1_073_741_824, 'bytes')],
  ['slab_chunk_max', '524288', CHUNK],
  ['memcached_connections_overhead', '100', integer(0, INT_MAX, 'MiB')],
  ['chunk_size', '48', integer(1, INT_MAX, 'bytes')],
  ['chunk_size_growth_factor', '1.25', { kind: 'decimal', above: 1 }],
  ['cas_disabled', '0', ONE_ZERO],
  ['error_on_memory_exhausted', '0', ONE_ZERO],
  ['binding_protocol', 'auto', choice('auto', 'ascii')],
  ['idle_timeout', '0', integer(0, 86_400, 'seconds')],
  ['lru_crawler', '0', ONE_ZERO],
  ['lru_maintainer', '0', ONE_ZERO],
  ['expirezero_does_not_evict', '0', ONE_ZERO],
  ['maxconns_fast', '0', ONE_ZERO],
  ['slab_reassign', '0', ONE_ZERO],
  ['slab_automove', '0', choice('0', '1', '2')],
  ['hash_algorithm', 'jenkins', choice('jenkins', 'murmur3')],
  ['disable_flush_all', '0', ONE_ZERO],
  ['track_sizes', '0', ONE_ZERO],
  ['watcher_logbuf_size', '256', KIBIBYTES],
  ['worker_logbuf_size', '64', KIBIBYTES],
];

const FIXED: readonly Row[] = [
  ['max_cache_memory', undefined, atLeast(1, 'MiB')],
  ['num_threads', undefined, integer(1, INT_MAX)],
  ['max_simultaneous_connections', '65000', integer(1, INT_MAX)],
  ['requests_per_event', '20', integer(1, INT_MAX)],
  ['backlog_queue_limit', '1024', integer(1, INT_MAX)],
  ['config_max', '16', integer(1, INT_MAX)],
  ['config_size_max', '65536', integer(1, INT_MAX)],
  ['hashpower_init', '16', integer(1, INT_MAX)],
  ['large_memory_pages', '0', ONE_ZERO],
  ['lock_down_paged_memory', '0', ONE_ZERO],
  ['maximize_core_file_limit', '0', ONE_ZERO],
];

function rows(
  list: readonly Row[],
  change: ParameterFacts['change'],
  families: readonly MemcachedParameterFamily[],
  elsewhere?: string,
): ParameterFacts[] {
  return list.map(([name, defaultValue, type]) => ({
    name,
    type,
    defaultValue,
    families,
    change,
    ...(elsewhere === undefined ? {} : { elsewhere }),
  }));
}

export const MEMCACHED_PARAMETERS: readonly ParameterFacts[] = [
  ...rows(MODIFIABLE, 'any-time', MEMCACHED_PARAMETER_FAMILIES),
  ...rows([['modern', '0', ONE_ZERO]], 'any-time', ['memcached1.4'], '`no_modern` says the opposite there'),
  ...rows(
    [
      ['no_modern', '1', ONE_ZERO],
      ['inline_ascii_resp', '0', ONE_ZERO],
    ],
    'any-time',
    ['memcached1.5', 'memcached1.6'],
  ),
  ...rows(FIXED, 'never', MEMCACHED_PARAMETER_FAMILIES),
];
