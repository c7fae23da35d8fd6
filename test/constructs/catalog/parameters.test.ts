import fc from 'fast-check';
import { defaultParameters } from '../../../lib/model/engine-parameters';
import { DATA_TIERING_POLICIES, EVICTION_POLICIES, policySuitsDataTiering } from '../../../lib/model/eviction';
import { nearest } from '../../../lib/model/nearest';
import { checkParameter, effectiveFrom, parameterFacts, parametersOf } from '../../../lib/model/parameter-catalog';
import { ENGINE_PARAMETERS } from '../../../lib/model/parameter-catalog-engine';
import { MEMCACHED_PARAMETERS } from '../../../lib/model/parameter-catalog-memcached';
import {
  maxItemSizeForNode,
  maxItemSizeObjection,
  reservedMemoryObjection,
} from '../../../lib/model/parameter-combinations';
import { ENGINE_PARAMETER_FAMILIES, MEMCACHED_PARAMETER_FAMILIES } from '../../../lib/model/parameter-facts';
import { valueFits } from '../../../lib/model/parameter-types';

const FAMILIES: readonly string[] = [...ENGINE_PARAMETER_FAMILIES, ...MEMCACHED_PARAMETER_FAMILIES];

// Claims of tutorials, and what ElastiCache has.
const refused: [string, string, string, string][] = [
  ['valkey8', 'lazyfree-lazy-eviction', 'yes', 'not-in-family'],
  ['valkey9', 'lazyfree-lazy-user-del', 'yes', 'not-in-family'],
  ['redis7', 'activerehashing', 'yes', 'not-in-family'],
  ['valkey7', 'activerehashing', 'yes', 'not-in-family'],
  ['valkey8', 'appendonly', 'yes', 'not-modifiable'],
  ['redis7', 'appendfsync', 'everysec', 'not-modifiable'],
  ['valkey8', 'tls-port', '1', 'not-modifiable'],
  ['valkey8', 'save', '900 1', 'not-modifiable'],
  ['valkey8', 'requirepass', 'x', 'not-modifiable'],
  ['valkey8', 'io-threads', '4', 'not-modifiable'],
  ['valkey8', 'maxclients', '10', 'not-modifiable'],
  ['valkey8', 'maxmemory', '10', 'not-modifiable'],
  ['valkey8', 'lua-time-limit', '10', 'not-modifiable'],
  ['valkey8', 'client-output-buffer-limit-replica-hard-limit', '10', 'not-modifiable'],
  ['redis7', 'replica-lazy-flush', 'no', 'not-modifiable'],
  ['redis6.x', 'list-max-ziplist-size', '-2', 'not-modifiable'],
  ['valkey8', 'maxmemory-policy', 'allkeys-lru', 'derived'],
  ['redis7', 'cluster-enabled', 'yes', 'derived'],
  ['valkey8', 'hash-max-ziplist-entries', '512', 'not-in-family'],
  ['redis6.x', 'hash-max-listpack-entries', '512', 'not-in-family'],
  ['valkey7', 'commandlog-request-larger-than', '1', 'not-in-family'],
  ['valkey8', 'cluster-databases', '4', 'not-in-family'],
  ['redis7', 'extended-redis-compatibility', 'yes', 'not-in-family'],
  ['redis5.0', 'acl-pubsub-default', 'resetchannels', 'not-in-family'],
  ['valkey8', 'max_item_size', '1048576', 'unknown'],
  ['memcached1.6', 'timeout', '30', 'unknown'],
  ['memcached1.6', 'maxmemory-policy', 'allkeys-lru', 'unknown'],
  ['memcached1.6', 'num_threads', '4', 'not-modifiable'],
  ['memcached1.6', 'modern', '1', 'not-in-family'],
  ['valkey8', 'constructor', 'x', 'unknown'],
  ['valkey8', 'timeout', '1', 'value'],
  ['valkey8', 'timeout', '19', 'value'],
  ['valkey8', 'timeout', '20s', 'value'],
  ['valkey8', 'timeout', ' 20', 'value'],
  ['valkey8', 'timeout', '1e3', 'value'],
  ['valkey8', 'timeout', '', 'value'],
  ['valkey8', 'maxmemory-samples', '65', 'value'],
  ['valkey8', 'maxmemory-samples', '0', 'value'],
  ['valkey8', 'activedefrag', 'true', 'value'],
  ['valkey8', 'notify-keyspace-events', 'KEX', 'value'],
  ['valkey8', 'reserved-memory-percent', '101', 'value'],
  ['valkey8', 'repl-backlog-size', '16383', 'value'],
  ['valkey8', 'active-defrag-ignore-bytes', '10485759', 'value'],
  ['valkey8', 'search-default-timeout-ms', '60001', 'value'],
  ['valkey8', 'cluster-preferred-endpoint-type', 'hostname', 'value'],
  ['valkey8', 'rename-commands', 'flushall', 'value'],
  ['valkey8', 'rename-commands', 'flushall a-b', 'value'],
  ['valkey8', 'rename-commands', `flushall ${'x'.repeat(21)}`, 'value'],
  ['valkey8', 'rename-commands', 'config blocked', 'value'],
  ['valkey8', 'rename-commands', 'keys a flushall a', 'value'],
  ['valkey8', 'rename-commands', 'keys a keys b', 'value'],
  ['valkey9', 'cluster-databases', '10001', 'value'],
  ['memcached1.6', 'idle_timeout', '86401', 'value'],
  ['memcached1.6', 'lru_crawler', 'yes', 'value'],
  ['memcached1.6', 'slab_automove', '3', 'value'],
  ['memcached1.6', 'chunk_size_growth_factor', '1', 'value'],
  ['memcached1.6', 'slab_chunk_max', '524286', 'value'],
  ['memcached1.6', 'slab_chunk_max', '2097152', 'value'],
  ['memcached1.6', 'slab_chunk_max', '0', 'value'],
  ['memcached1.6', 'max_item_size', '512', 'value'],
];

it.each(refused)('%s refuses %s=%j: %s', (family, name, value, kind) => {
  expect(checkParameter(family, name, value)?.kind).toBe(kind);
});

const accepted: [string, string, string][] = [
  ['redis7', 'lazyfree-lazy-eviction', 'yes'],
  ['valkey7', 'lazyfree-lazy-user-del', 'yes'],
  ['redis6.x', 'activerehashing', 'no'],
  ['redis6.x', 'hash-max-ziplist-entries', '512'],
  ['valkey8', 'hash-max-listpack-entries', '512'],
  ['redis7', 'maxmemory-samples', '100'],
  ['valkey8', 'timeout', '0'],
  ['valkey8', 'timeout', '20'],
  ['valkey8', 'slowlog-log-slower-than', '-1'],
  ['valkey8', 'notify-keyspace-events', ''],
  ['valkey8', 'notify-keyspace-events', 'KEA'],
  ['valkey8', 'rename-commands', 'flushall blocked FLUSHDB blocked keys allkeys'],
  ['valkey8', 'databases', '32'],
  ['valkey9', 'cluster-databases', '16'],
  ['valkey8', 'commandlog-request-larger-than', '-1'],
  ['memcached1.6', 'chunk_size_growth_factor', '1.08'],
  ['memcached1.6', 'no_modern', '0'],
  ['memcached1.6', 'slab_chunk_max', '1048576'],
  ['memcached1.6', 'max_item_size', '1024'],
  ['memcached1.4', 'modern', '1'],
  // Families newer than this release: what cannot be judged is left to ElastiCache.
  ['valkey10', 'lazyfree-lazy-eviction', 'yes'],
  ['valkey10', 'something-new', '1'],
];

it.each(accepted)('%s takes %s=%j', (family, name, value) => {
  expect(checkParameter(family, name, value)).toBeUndefined();
});

it('what no family takes is refused for families newer than this release too', () => {
  expect([
    checkParameter('valkey10', 'appendonly', 'yes')?.kind,
    checkParameter('valkey10', 'maxmemory-policy', 'x')?.kind,
  ]).toEqual(['not-modifiable', 'derived']);
});

it('a value that only the deployment knows is not judged, its name is', () => {
  expect(checkParameter('valkey8', 'timeout', undefined)).toBeUndefined();
  expect(checkParameter('valkey8', 'timeuot', undefined)?.kind).toBe('unknown');
});

describe('an objection says what was given, what is allowed and how to fix it', () => {
  it.each([
    ['valkey8', 'timeuot', '20', { fix: expect.stringContaining("Did you mean 'timeout'?") }],
    ['valkey8', 'max-memory-samples', '5', { fix: expect.stringContaining("'maxmemory-samples'") }],
    ['valkey8', 'zzzz', '5', { fix: expect.stringContaining('Leave it out') }],
    [
      'valkey8',
      'lazyfree-lazy-expire',
      'yes',
      {
        allowed: 'it exists in redis4.0, redis5.0, redis6.x, redis7, valkey7',
        fix: 'Leave it out: Valkey 8 and newer free memory in the background by themselves',
      },
    ],
    [
      'valkey8',
      'hash-max-ziplist-value',
      '64',
      {
        allowed: 'it exists in redis4.0, redis5.0, redis6.x',
        fix: 'Its name there has `listpack` for `ziplist`',
      },
    ],
    ['valkey8', 'appendonly', 'yes', { fix: expect.stringContaining('snapshots') }],
    ['valkey8', 'cluster-enabled', 'yes', { fix: expect.stringContaining('`topology`') }],
    [
      'valkey8',
      'timeout',
      '5',
      {
        given: "timeout '5'",
        allowed: '0 or a whole number from 20 to 2147483647 (seconds)',
        fix: "Change it, or leave it out for the default '0'",
      },
    ],
  ])('%s %s=%s', (family, name, value, expected) => {
    expect(checkParameter(family, name, value)).toMatchObject(expected);
  });
});

it('every default is a value that the parameter takes, except the one that AWS prints wrongly', () => {
  const wrong = FAMILIES.flatMap((family) =>
    parametersOf(family).flatMap(({ name, type, defaultValue }) =>
      defaultValue === undefined || valueFits(type, defaultValue) ? [] : [`${family} ${name}=${defaultValue}`],
    ),
  );
  expect(wrong).toEqual(['valkey9 cluster-databases=0']);
});

it('no family has a parameter twice', () => {
  for (const family of FAMILIES) {
    const names = [...ENGINE_PARAMETERS, ...MEMCACHED_PARAMETERS].flatMap((row) =>
      row.families.includes(family) ? [row.name] : [],
    );
    expect([family, names.filter((name, i) => names.indexOf(name) !== i)]).toEqual([family, []]);
  }
});

it('samples three keys for eviction by default, not five as the engine by itself does', () => {
  expect(FAMILIES.map((family) => parameterFacts(family, 'maxmemory-samples')?.defaultValue)).toEqual([
    ...ENGINE_PARAMETER_FAMILIES.map(() => '3'),
    undefined,
    undefined,
    undefined,
  ]);
});

it('keeps a replication backlog of ten megabytes from Valkey 8 on, of one before', () => {
  expect(
    ['redis7', 'valkey7', 'valkey8', 'valkey9'].map((f) => parameterFacts(f, 'repl-backlog-size')?.defaultValue),
  ).toEqual(['1048576', '1048576', '10485760', '10485760']);
});

it.each(['redis6.x', 'redis7', 'valkey7', 'valkey8', 'valkey9'])(
  'the twin starts %s with the defaults of the catalogue',
  (family) => {
    const twin = Object.entries(defaultParameters(family)).filter(
      ([name]) => parameterFacts(family, name) !== undefined,
    );
    expect(twin.length).toBeGreaterThanOrEqual(5);
    expect(twin).toEqual(twin.map(([name]) => [name, parameterFacts(family, name)?.defaultValue]));
  },
);

it('whole numbers are taken inside their range and refused outside it', () => {
  for (const family of FAMILIES) {
    for (const { name, type, change } of parametersOf(family)) {
      if (type.kind !== 'integer' || change === 'never' || name === 'cluster-enabled') continue;
      const { min, max, also = [] } = type;
      fc.assert(
        fc.property(fc.maxSafeInteger(), (value) => {
          const inside = (value >= min && value <= max) || also.includes(value);
          expect([name, value, checkParameter(family, name, String(value)) === undefined]).toEqual([
            name,
            value,
            inside,
          ]);
        }),
        {
          numRuns: 20,
          examples: [[min], [max], [min - 1], ...(max < Number.MAX_SAFE_INTEGER ? [[max + 1] as [number]] : [])],
        },
      );
    }
  }
});

it('no text makes the check fail instead of answering', () => {
  fc.assert(
    fc.property(fc.constantFrom(...FAMILIES, 'valkey10', ''), fc.string(), fc.string(), (family, name, value) => {
      const objection = checkParameter(family, name, value);
      if (objection) expect(Object.values(objection).every((text) => text.length > 0)).toBe(true);
    }),
  );
});

it.each([
  ['valkey8', 'commandlog-reply-larger-than', '8.0', '8.1'],
  ['valkey8', 'search-fanout-target-mode', '8.1', '8.2'],
  ['valkey8', 'search-fanout-target-mode', '8.2', undefined],
  ['valkey9', 'search-fanout-target-mode', '9.0', undefined],
  ['redis6.x', 'acl-pubsub-default', '6.0', '6.2'],
  ['redis7', 'acl-pubsub-default', '7.0', undefined],
  ['valkey8', 'timeout', '8.0', undefined],
])('in %s %s on version %s has its effect from %s on', (family, name, version, since) => {
  expect(effectiveFrom(family, name, version)).toBe(since);
});

describe('parameters that depend on each other', () => {
  it('reserve memory in bytes or in percent', () => {
    expect(reservedMemoryObjection({ 'reserved-memory': '1', 'reserved-memory-percent': '25' })).toBeDefined();
    expect(reservedMemoryObjection({ 'reserved-memory': '1' })).toBeUndefined();
  });

  it('the largest item is a multiple of the largest chunk, with defaults for what is not said', () => {
    const of = (values: Record<string, string | undefined>) => maxItemSizeObjection('memcached1.6', values);
    expect(of({})).toBeUndefined();
    expect(of({ max_item_size: '2097152' })).toBeUndefined();
    expect(of({ max_item_size: '1000000' })).toMatchObject({ fix: expect.stringContaining('1048576') });
    expect(of({ max_item_size: '262144' })).toBeDefined();
    expect(of({ slab_chunk_max: '1048576' })).toBeUndefined();
    expect(of({ slab_chunk_max: '2097152' })).toBeDefined();
    expect(of({ max_item_size: undefined })).toBeUndefined();
    expect(of({ max_item_size: 'x' })).toBeUndefined();
  });

  it('the largest item is at most a quarter of what connections leave of the memory', () => {
    const of = (values: Record<string, string>, memory: number) => maxItemSizeForNode('memcached1.6', values, memory);
    const mib = (count: number): string => String(count * 1024 * 1024);
    expect(of({ max_item_size: mib(103) }, 512)).toBeUndefined();
    expect(of({ max_item_size: mib(104) }, 512)).toBeDefined();
    expect(of({ max_item_size: mib(104), memcached_connections_overhead: '50' }, 512)).toBeUndefined();
  });
});

it('caches with data tiering take five of the eight eviction policies', () => {
  expect(EVICTION_POLICIES.filter((policy) => !policySuitsDataTiering(policy))).toEqual([
    'volatile-random',
    'allkeys-random',
    'volatile-ttl',
  ]);
  expect(DATA_TIERING_POLICIES).toHaveLength(5);
});

it('the nearest name is the one with the fewest letters changed', () => {
  expect([nearest('timout', ['timeout', 'other']), nearest('xyz', ['timeout']), nearest('', ['ab', 'aa'])]).toEqual([
    'timeout',
    undefined,
    'aa',
  ]);
});
