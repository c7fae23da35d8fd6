/**
 * How ElastiCache's Memcached parameters become options of the program `memcached`, which has no configuration file.
 * Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html
 */

/** One option, its value apart, and the parameter it comes from. */
export interface MemcachedOption {
  readonly words: readonly string[];
  readonly parameter: string;
}

/** A parameter whose value ElastiCache would not take, and what it takes. */
export interface InvalidParameter {
  readonly parameter: string;
  readonly value: string;
  readonly allowed: string;
}

interface Translation {
  readonly allowed: string;
  readonly takes: (value: string) => boolean;
  /** Nothing where the value is what the program does anyway. */
  readonly words: (value: string) => readonly string[];
}

const wholeNumber = (min: number, max: number): Pick<Translation, 'allowed' | 'takes'> => ({
  allowed: `a whole number from ${min} to ${max}`,
  takes: (value) => /^\d+$/.test(value) && Number(value) >= min && Number(value) <= max,
});

const oneOf = (...values: readonly string[]): Pick<Translation, 'allowed' | 'takes'> => ({
  allowed: `one of ${values.join(', ')}`,
  takes: (value) => values.includes(value),
});

/** `1` is a flag of its own, `0` is nothing. */
const flag = (option: string): Translation => ({
  ...oneOf('0', '1'),
  words: (value) => (value === '1' ? [option] : []),
});

/** An extended option that is on or off: each way has a name. */
const toggle = (on: string, off = `no_${on}`): Translation => ({
  ...oneOf('0', '1'),
  words: (value) => ['-o', value === '1' ? on : off],
});

/** The largest item that the program itself can be told of, in bytes: 1 GiB. */
const LARGEST_ITEM = 1_073_741_824;

/** Memory is cut into pages of this size, in bytes, and these into chunks. */
const SLAB_PAGE = 1_048_576;

/** `no_modern` comes first: it sets others, which must be able to override it. */
const TRANSLATIONS: Readonly<Record<string, Translation>> = {
  no_modern: { ...oneOf('0', '1'), words: (value) => (value === '1' ? ['-o', 'no_modern'] : []) },
  backlog_queue_limit: { ...wholeNumber(1, 65_535), words: (value) => ['-b', value] },
  binding_protocol: { ...oneOf('auto', 'ascii'), words: (value) => (value === 'ascii' ? ['-B', 'ascii'] : []) },
  cas_disabled: flag('-C'),
  chunk_size: { ...wholeNumber(1, 1024), words: (value) => ['-n', value] },
  chunk_size_growth_factor: {
    allowed: 'a number above 1, up to 2',
    takes: (value) => /^\d+(\.\d+)?$/.test(value) && Number(value) > 1 && Number(value) <= 2,
    words: (value) => ['-f', value],
  },
  disable_flush_all: flag('-F'),
  error_on_memory_exhausted: flag('-M'),
  hash_algorithm: { ...oneOf('jenkins', 'murmur3'), words: (value) => ['-o', `hash_algorithm=${value}`] },
  idle_timeout: { ...wholeNumber(0, 86_400), words: (value) => ['-o', `idle_timeout=${value}`] },
  lru_crawler: toggle('lru_crawler'),
  lru_maintainer: toggle('lru_maintainer'),
  max_item_size: { ...wholeNumber(1024, LARGEST_ITEM), words: (value) => ['-I', value] },
  maxconns_fast: toggle('maxconns_fast'),
  requests_per_event: { ...wholeNumber(1, 65_535), words: (value) => ['-R', value] },
  slab_automove: { ...oneOf('0', '1', '2'), words: (value) => ['-o', `slab_automove=${value}`] },
  slab_chunk_max: {
    allowed: `a whole number from 1024 that divides ${SLAB_PAGE}`,
    takes: (value) => /^\d+$/.test(value) && Number(value) >= 1024 && SLAB_PAGE % Number(value) === 0,
    words: (value) => ['-o', `slab_chunk_max=${value}`],
  },
  slab_reassign: toggle('slab_reassign'),
};

/** What only ElastiCache itself can do with a parameter. */
const WITHOUT_OPTION: Readonly<Record<string, string>> = {
  config_max: 'the configuration is kept by the twin',
  config_size_max: 'the configuration is kept by the twin',
  max_cache_memory: 'memory is sized for this machine',
  max_simultaneous_connections: 'connections are limited by this machine',
  memcached_connections_overhead: 'memory is sized for this machine',
  num_threads: 'threads are chosen for this machine',
};

/** Translates a parameter group. Whether the program at hand knows an option is for the program to say. */
export function translateMemcachedParameters(parameters: Readonly<Record<string, string>>): {
  readonly options: readonly MemcachedOption[];
  readonly untranslated: readonly { readonly parameter: string; readonly reason: string }[];
  readonly invalid: readonly InvalidParameter[];
} {
  const known = Object.entries(TRANSLATIONS).flatMap(([parameter, translation]) => {
    const value = parameters[parameter];
    return value === undefined ? [] : [{ parameter, value, translation }];
  });
  const good = known.filter(({ value, translation }) => translation.takes(value));
  return {
    options: good
      .map(({ parameter, value, translation }) => ({ parameter, words: translation.words(value) }))
      .filter(({ words }) => words.length > 0),
    untranslated: Object.keys(parameters)
      .filter((parameter) => !Object.hasOwn(TRANSLATIONS, parameter))
      .map((parameter) => ({
        parameter,
        reason: (Object.hasOwn(WITHOUT_OPTION, parameter) && WITHOUT_OPTION[parameter]) || 'Memcached does not have it',
      })),
    invalid: [
      ...known
        .filter(({ value, translation }) => !translation.takes(value))
        .map(({ parameter, value, translation }) => ({ parameter, value, allowed: translation.allowed })),
      ...unevenChunks(parameters),
    ],
  };
}

/** An item is stored in whole chunks: its largest size must be a multiple of the largest chunk. */
function unevenChunks(parameters: Readonly<Record<string, string>>): InvalidParameter[] {
  const [item = '1048576', chunk = '524288'] = [parameters.max_item_size, parameters.slab_chunk_max];
  if (!/^\d+$/.test(item) || !/^\d+$/.test(chunk) || Number(chunk) === 0 || Number(item) % Number(chunk) === 0)
    return [];
  const allowed = `a multiple of slab_chunk_max (${chunk})`;
  return [{ parameter: 'max_item_size', value: item, allowed }];
}
