/**
 * How ElastiCache's parameters become an engine's own configuration directives.
 * Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html
 */

/** Where ElastiCache's defaults differ from the engine's own. The last entry that fits the engine wins. */
const DEFAULTS: readonly { readonly families: RegExp; readonly values: Readonly<Record<string, string>> }[] = [
  {
    families: /^(valkey|redis)/,
    values: {
      'maxmemory-policy': 'volatile-lru',
      'maxmemory-samples': '3',
      'cluster-require-full-coverage': 'no',
      'acl-pubsub-default': 'allchannels',
      'latency-tracking': 'no',
      'tracking-table-max-keys': '1000000',
    },
  },
  { families: /^(redis|valkey7)/, values: { 'replica-lazy-flush': 'yes' } },
  { families: /^valkey(8|9)/, values: { 'repl-backlog-size': '10485760', 'extended-redis-compatibility': 'yes' } },
  { families: /^memcached/, values: { hash_algorithm: 'jenkins', no_modern: '1', slab_chunk_max: '524288' } },
];

/** ElastiCache's default values for a parameter group family, for example `valkey8`. */
export function defaultParameters(family: string): Readonly<Record<string, string>> {
  return Object.assign(
    {},
    ...DEFAULTS.filter(({ families }) => families.test(family)).map(({ values }) => values),
  ) as Record<string, string>;
}

/** Family of the parameter groups that fit an engine's version, for example `valkey8`, `redis6.x` or `memcached1.6`. */
export function parameterFamily(engine: string, version: string): string {
  if (engine === 'memcached') return `memcached${version.split('.').slice(0, 2).join('.')}`;
  const major = version.split('.')[0] ?? '';
  if (engine === 'redis' && major === '6') return 'redis6.x';
  return engine === 'redis' && Number(major) < 6 ? `redis${version.split('.').slice(0, 2).join('.')}` : engine + major;
}

/** One line of an engine's configuration, and the parameters it comes from. */
export interface Directive {
  readonly name: string;
  readonly values: readonly string[];
  readonly parameters: readonly string[];
}

/** A parameter that has no counterpart in an engine that runs on its own. */
export interface Untranslated {
  readonly parameter: string;
  readonly reason: string;
}

/** What only ElastiCache itself can do with a parameter, or what it derives from the template in another way. */
const NOT_DIRECTIVES: Readonly<Record<string, string>> = {
  maxmemory: 'memory is sized for this machine',
  'reserved-memory': 'memory is sized for this machine',
  'reserved-memory-percent': 'memory is sized for this machine',
  appendonly: 'ElastiCache keeps no append-only file',
  appendfsync: 'ElastiCache keeps no append-only file',
  'close-on-replica-write': 'the engine always closes such connections',
  'close-on-slave-write': 'the engine always closes such connections',
};

/** Parameters that are honoured elsewhere: by the topology, or by the form of the announced addresses. */
const HONOURED_ELSEWHERE = new Set(['cluster-enabled', 'cluster-preferred-endpoint-type']);

const BUFFER_LIMIT = /^client-output-buffer-limit-(normal|pubsub|replica|slave)-(hard-limit|soft-limit|soft-seconds)$/;

/** The engine's own values where a parameter group sets only some of the three. */
const BUFFER_LIMITS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  normal: { 'hard-limit': '0', 'soft-limit': '0', 'soft-seconds': '0' },
  pubsub: { 'hard-limit': '33554432', 'soft-limit': '8388608', 'soft-seconds': '60' },
  replica: { 'hard-limit': '268435456', 'soft-limit': '67108864', 'soft-seconds': '60' },
};

/** Translates a parameter group. Whether the engine at hand knows a directive is for the engine to say. */
export function translateParameters(parameters: Readonly<Record<string, string>>): {
  readonly directives: readonly Directive[];
  readonly untranslated: readonly Untranslated[];
} {
  const directives: Directive[] = [];
  const untranslated: Untranslated[] = [];
  const limits = new Map<string, { values: Record<string, string>; parameters: string[] }>();
  for (const [parameter, value] of Object.entries(parameters)) {
    if (HONOURED_ELSEWHERE.has(parameter)) continue;
    const reason = NOT_DIRECTIVES[parameter];
    const limit = BUFFER_LIMIT.exec(parameter);
    if (reason !== undefined) {
      untranslated.push({ parameter, reason });
    } else if (limit !== null) {
      const kind = limit[1] === 'slave' ? 'replica' : (limit[1] ?? '');
      const entry = limits.get(kind) ?? { values: { ...BUFFER_LIMITS[kind] }, parameters: [] };
      entry.values[limit[2] ?? ''] = value;
      entry.parameters.push(parameter);
      limits.set(kind, entry);
    } else if (parameter === 'rename-commands') {
      directives.push(...renames(value));
    } else {
      directives.push({ name: parameter, values: [value], parameters: [parameter] });
    }
  }
  for (const [kind, { values, parameters: from }] of limits) {
    const triple = ['hard-limit', 'soft-limit', 'soft-seconds'].map((part) => values[part] ?? '0');
    directives.push({ name: 'client-output-buffer-limit', values: [kind, ...triple], parameters: from });
  }
  return { directives, untranslated };
}

/** `rename-commands` holds pairs, `flushall blocked keys allkeys`; `blocked` takes the command away. */
function renames(value: string): Directive[] {
  const words = value.split(/\s+/).filter((word) => word !== '');
  const pairs: Directive[] = [];
  for (let i = 0; i + 1 < words.length; i += 2) {
    const target = words[i + 1] === 'blocked' ? '' : (words[i + 1] ?? '');
    pairs.push({ name: 'rename-command', values: [words[i] ?? '', target], parameters: ['rename-commands'] });
  }
  return pairs;
}
