import { Duration, Lazy, Size, Stack, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  Engine,
  EvictionPolicy,
  ParameterGroup,
  type ParameterGroupProps,
  ParameterPreset,
} from '@elasticache-kit/constructs';
import { refusal } from '../support/errors';
import { userApp } from '../support/stacks';

const TYPE = 'AWS::ElastiCache::ParameterGroup';

function stackWith(props: Partial<ParameterGroupProps> = {}): Stack {
  const stack = new Stack(userApp(), 'Shop');
  new ParameterGroup(stack, 'Parameters', { engine: Engine.VALKEY_8_1, ...props });
  return stack;
}

interface Group {
  readonly logicalId: string;
  readonly Properties: { readonly CacheParameterGroupFamily: string; readonly Properties?: Record<string, unknown> };
}

function groupOf(props: Partial<ParameterGroupProps> = {}): Group {
  const [[logicalId, resource] = ['', {}]] = Object.entries(Template.fromStack(stackWith(props)).findResources(TYPE));
  return { logicalId, ...(resource as Omit<Group, 'logicalId'>) };
}

const parametersOf = (props: Partial<ParameterGroupProps>): unknown => groupOf(props).Properties.Properties;

/** Ids of the warnings that a synthesis would print. */
function warningsOf(props: Partial<ParameterGroupProps>): string[] {
  const { children } = stackWith(props).node;
  return children.flatMap((child) =>
    child.node.metadata.flatMap(({ type, data }) =>
      type === 'aws:cdk:warning' ? [/constructs:(\w+)/.exec(String(data))?.[1] ?? String(data)] : [],
    ),
  );
}

it('of nothing but an engine holds nothing, in the family of the version', () => {
  Template.fromStack(stackWith()).templateMatches({
    Resources: {
      [groupOf().logicalId]: {
        Type: TYPE,
        Properties: {
          CacheParameterGroupFamily: 'valkey8',
          Description: 'Parameters of Shop/Parameters',
          Properties: {},
        },
      },
    },
  });
});

it('of everything holds all of it, as strings', () => {
  const group = groupOf({
    engine: Engine.VALKEY_9_0,
    clusterMode: true,
    preset: ParameterPreset.CACHE_LFU,
    parameters: {
      timeout: Duration.minutes(5),
      clientQueryBufferLimit: Size.mebibytes(64),
      activedefrag: true,
      maxmemorySamples: 10,
      slowlogLogSlowerThan: Duration.millis(0.57),
      lfuDecayTime: Duration.hours(1),
      searchDefaultTimeout: Duration.seconds(2),
      renameCommands: { keys: 'allkeys', flushall: 'blocked' },
      clusterDatabases: 4,
    },
    rawParameters: { 'slowlog-max-len': '256' },
    description: 'Parameters of the shop',
  });
  expect(group.Properties).toEqual({
    CacheParameterGroupFamily: 'valkey9',
    Description: 'Parameters of the shop',
    Properties: {
      'cluster-enabled': 'yes',
      'maxmemory-policy': 'allkeys-lfu',
      'maxmemory-samples': '10',
      timeout: '300',
      'client-query-buffer-limit': '67108864',
      activedefrag: 'yes',
      'slowlog-log-slower-than': '570',
      'lfu-decay-time': '60',
      'search-default-timeout-ms': '2000',
      'rename-commands': 'flushall blocked keys allkeys',
      'cluster-databases': '4',
      'slowlog-max-len': '256',
    },
  });
});

it('of Memcached takes its own parameters', () => {
  const group = groupOf({
    engine: Engine.MEMCACHED_1_6_22,
    memcachedParameters: {
      maxItemSize: Size.mebibytes(2),
      memcachedConnectionsOverhead: Size.mebibytes(200),
      disableFlushAll: true,
      chunkSizeGrowthFactor: 1.08,
      idleTimeout: Duration.hours(1),
    },
  });
  expect(group.Properties).toMatchObject({
    CacheParameterGroupFamily: 'memcached1.6',
    Properties: {
      max_item_size: '2097152',
      memcached_connections_overhead: '200',
      disable_flush_all: '1',
      chunk_size_growth_factor: '1.08',
      idle_timeout: '3600',
    },
  });
});

it('the order in which commands are renamed does not change the template', () => {
  const one = parametersOf({ parameters: { renameCommands: { keys: 'a', flushall: 'b' } } });
  expect(one).toEqual(parametersOf({ parameters: { renameCommands: { flushall: 'b', keys: 'a' } } }));
});

it('says what a cache has to know of it', () => {
  const stack = new Stack();
  const group = new ParameterGroup(stack, 'A', {
    engine: Engine.REDIS_7_1,
    clusterMode: true,
    preset: ParameterPreset.STORE,
  });
  expect([group.family, group.clusterEnabled, group.evictionPolicy]).toEqual(['redis7', true, 'noeviction']);
  expect(stack.resolve(group.parameterGroupName)).toEqual({ Ref: expect.stringMatching(/^Aredis7cluster/) });
});

it.each([
  [{}, 'volatile-lru'],
  [{ eviction: EvictionPolicy.ALLKEYS_RANDOM }, 'allkeys-random'],
  [{ preset: ParameterPreset.MIXED_LFU }, 'volatile-lfu'],
  [{ preset: ParameterPreset.CACHE, eviction: EvictionPolicy.ALLKEYS_LRU }, 'allkeys-lru'],
  [{ engine: Engine.MEMCACHED_1_6_22 }, undefined],
])('with %j caches evict by %s', (props, policy) => {
  const group = new ParameterGroup(new Stack(), 'A', { engine: Engine.VALKEY_8_1, ...props });
  expect(group.evictionPolicy).toBe(policy);
});

describe('presets', () => {
  it.each([
    [ParameterPreset.CACHE, 'allkeys-lru'],
    [ParameterPreset.CACHE_LFU, 'allkeys-lfu'],
    [ParameterPreset.MIXED, 'volatile-lru'],
    [ParameterPreset.MIXED_LFU, 'volatile-lfu'],
  ])('%j evicts by %s and looks for the right key', (preset, policy) => {
    expect(parametersOf({ preset })).toEqual({ 'maxmemory-policy': policy, 'maxmemory-samples': '5' });
  });

  it('the store evicts nothing', () => {
    expect(parametersOf({ preset: ParameterPreset.STORE })).toEqual({ 'maxmemory-policy': 'noeviction' });
  });

  it.each([Engine.REDIS_6_2, Engine.REDIS_7_1, Engine.VALKEY_7_2])('free memory in the background in %j', (engine) => {
    expect(parametersOf({ engine, preset: ParameterPreset.CACHE })).toMatchObject({
      'lazyfree-lazy-eviction': 'yes',
      'lazyfree-lazy-expire': 'yes',
      'lazyfree-lazy-server-del': 'yes',
      'lazyfree-lazy-user-del': 'yes',
    });
  });

  it('give way to what is said explicitly', () => {
    expect(parametersOf({ preset: ParameterPreset.CACHE, parameters: { maxmemorySamples: 3 } })).toMatchObject({
      'maxmemory-samples': '3',
    });
    expect(parametersOf({ preset: ParameterPreset.CACHE, rawParameters: { 'maxmemory-samples': '4' } })).toMatchObject({
      'maxmemory-samples': '4',
    });
  });

  it('say nothing of a family newer than this release but the policy', () => {
    const engine = Engine.valkey('10.0', { parameterFamily: 'valkey10' });
    expect(parametersOf({ engine, preset: ParameterPreset.CACHE })).toEqual({ 'maxmemory-policy': 'allkeys-lru' });
  });
});

describe('what an existing group cannot change makes another group', () => {
  const before: Partial<ParameterGroupProps> = { engine: Engine.VALKEY_8_1 };
  const changes: [string, Partial<ParameterGroupProps>][] = [
    ['the family', { engine: Engine.VALKEY_9_0 }],
    ['the engine', { engine: Engine.REDIS_7_1 }],
    ['cluster mode', { clusterMode: true }],
    ['databases', { parameters: { databases: 32 } }],
    ['databases, by name', { rawParameters: { databases: '32' } }],
  ];
  it.each(changes)('%s', (_, after) => {
    expect(groupOf({ ...before, ...after }).logicalId).not.toBe(groupOf(before).logicalId);
  });

  const kept: [string, Partial<ParameterGroupProps>][] = [
    ['a minor version', { engine: Engine.VALKEY_8_2 }],
    ['the eviction policy', { eviction: EvictionPolicy.NOEVICTION }],
    ['a preset', { preset: ParameterPreset.CACHE }],
    ['a parameter', { parameters: { timeout: Duration.minutes(5) } }],
    ['the description', { description: 'Other' }],
  ];
  it.each(kept)('and %s does not', (_, after) => {
    expect(groupOf({ ...before, ...after }).logicalId).toBe(groupOf(before).logicalId);
  });

  it('the ids of today stay the ids of tomorrow', () => {
    expect([
      groupOf({ engine: Engine.VALKEY_8_1 }).logicalId,
      groupOf({ engine: Engine.VALKEY_8_1, clusterMode: true }).logicalId,
      groupOf({ engine: Engine.REDIS_6_2, parameters: { databases: 4, activerehashing: false } }).logicalId,
      groupOf({ engine: Engine.MEMCACHED_1_6_22 }).logicalId,
    ]).toMatchInlineSnapshot(`
      [
        "Parametersvalkey86D8B6CE3",
        "Parametersvalkey8clusterE71982FD",
        "Parametersredis6xdatabases4activerehashingnoC2255981",
        "Parametersmemcached162A37D797",
      ]
    `);
  });
});

const refused: [string[], Partial<ParameterGroupProps>][] = [
  [['PG_FAMILY_UNKNOWN'], { engine: Engine.valkey('12.0'), preset: ParameterPreset.CACHE }],
  [['PG_FAMILY_OF_OTHER_ENGINE'], { engine: Engine.valkey('8.1', { parameterFamily: 'redis7' }) }],
  [['PG_CLUSTER_MODE_UNSUPPORTED'], { engine: Engine.MEMCACHED_1_6_22, clusterMode: true }],
  [
    ['PG_PROPERTY_OF_OTHER_ENGINE', 'PG_PROPERTY_OF_OTHER_ENGINE'],
    { engine: Engine.MEMCACHED_1_6_22, preset: ParameterPreset.CACHE, parameters: { timeout: Duration.minutes(1) } },
  ],
  [['PG_PROPERTY_OF_OTHER_ENGINE'], { memcachedParameters: { casDisabled: true } }],
  [['PG_EVICTION_CONTRADICTION'], { preset: ParameterPreset.CACHE, eviction: EvictionPolicy.NOEVICTION }],
  [['PG_PARAMETER_REPEATED'], { parameters: { timeout: Duration.minutes(1) }, rawParameters: { timeout: '60' } }],
  [['PG_PARAMETER_UNKNOWN'], { rawParameters: { 'max-memory-samples': '5' } }],
  [['PG_PARAMETER_NOT_IN_FAMILY'], { rawParameters: { 'lazyfree-lazy-eviction': 'yes' } }],
  [['PG_PARAMETER_NOT_IN_FAMILY'], { parameters: { lazyfreeLazyUserDel: true } }],
  [['PG_PARAMETER_NOT_IN_FAMILY'], { engine: Engine.REDIS_7_1, parameters: { activerehashing: false } }],
  [['PG_PARAMETER_NOT_IN_FAMILY'], { engine: Engine.VALKEY_7_2, parameters: { clusterDatabases: 2 } }],
  [['PG_PARAMETER_NOT_MODIFIABLE'], { rawParameters: { appendonly: 'yes' } }],
  [['PG_PARAMETER_NOT_MODIFIABLE'], { rawParameters: { maxclients: '10' } }],
  [['PG_PARAMETER_DERIVED'], { rawParameters: { 'maxmemory-policy': 'allkeys-lru' } }],
  [['PG_PARAMETER_DERIVED'], { rawParameters: { 'cluster-enabled': 'yes' }, clusterMode: true }],
  [['PG_PARAMETER_VALUE_INVALID'], { parameters: { timeout: Duration.seconds(19) } }],
  [['PG_PARAMETER_VALUE_INVALID'], { parameters: { timeout: Duration.millis(20_500) } }],
  [['PG_PARAMETER_VALUE_INVALID'], { parameters: { maxmemorySamples: 65 } }],
  [['PG_PARAMETER_VALUE_INVALID'], { parameters: { maxmemorySamples: 2.5 } }],
  [['PG_PARAMETER_VALUE_INVALID'], { parameters: { maxmemorySamples: Number.NaN } }],
  [['PG_PARAMETER_VALUE_INVALID'], { parameters: { hllSparseMaxBytes: Size.kibibytes(0.3) } }],
  [['PG_PARAMETER_VALUE_INVALID'], { parameters: { renameCommands: { config: 'blocked' } } }],
  [['PG_PARAMETER_VALUE_INVALID'], { parameters: { notifyKeyspaceEvents: 'Kq' } }],
  [['PG_RESERVED_MEMORY_TWICE'], { parameters: { reservedMemory: Size.gibibytes(1), reservedMemoryPercent: 25 } }],
  [
    ['PG_MAX_ITEM_SIZE_INVALID'],
    { engine: Engine.MEMCACHED_1_6_22, memcachedParameters: { maxItemSize: Size.bytes(1_000_000) } },
  ],
  [['PG_DESCRIPTION_EMPTY'], { description: ' ' }],
];

it.each(refused)('%j for %j', (ids, props) => {
  expect(refusal(() => stackWith(props)).ids).toEqual(ids);
});

it('names everything that is wrong at once: what was given, what is allowed, how to fix it', () => {
  const { message } = refusal(() =>
    stackWith({
      parameters: { timeout: Duration.seconds(5) },
      rawParameters: { timeuot: '300', 'lazyfree-lazy-expire': 'yes' },
    }),
  );
  expect(message).toBe(
    [
      '[Shop/Parameters] 3 findings',
      "PG_PARAMETER_UNKNOWN: got parameter 'timeuot'; allowed: parameters of the family valkey8: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html. Did you mean 'timeout'?; a parameter newer than this release goes in by addPropertyOverride on the group of the construct",
      "PG_PARAMETER_NOT_IN_FAMILY: got parameter 'lazyfree-lazy-expire' in the family valkey8; allowed: it exists in redis4.0, redis5.0, redis6.x, redis7, valkey7. Leave it out: Valkey 8 and newer free memory in the background by themselves",
      "PG_PARAMETER_VALUE_INVALID: got timeout '5'; allowed: 0 or a whole number from 20 to 2147483647 (seconds). Change it, or leave it out for the default '0'",
    ].join('\n  '),
  );
});

it('leaves to the deployment what only the deployment knows', () => {
  expect(
    parametersOf({
      parameters: {
        maxmemorySamples: Lazy.number({ produce: () => 700 }),
        timeout: Duration.seconds(Lazy.number({ produce: () => 1 })),
        databases: Token.asNumber({ Ref: 'AWS::AccountId' }),
      },
      rawParameters: { 'slowlog-max-len': Lazy.string({ produce: () => 'many' }) },
    }),
  ).toEqual({
    'maxmemory-samples': '700',
    timeout: '1',
    databases: { Ref: 'AWS::AccountId' },
    'slowlog-max-len': 'many',
  });
});

const cautions: [string[], Partial<ParameterGroupProps>][] = [
  [[], { preset: ParameterPreset.CACHE }],
  [['PG_PARAMETER_WITHOUT_EFFECT'], { engine: Engine.VALKEY_8_0, parameters: { commandlogLargeReplyMaxLen: 256 } }],
  [['PG_PARAMETER_WITHOUT_EFFECT'], { engine: Engine.VALKEY_8_1, parameters: { searchEnablePartialResults: false } }],
  [[], { engine: Engine.VALKEY_8_2, parameters: { searchEnablePartialResults: false } }],
  [['PG_NOTIFICATIONS_SILENT'], { parameters: { notifyKeyspaceEvents: 'xe' } }],
  [[], { parameters: { notifyKeyspaceEvents: 'Ex' } }],
  [['PG_RESERVED_MEMORY_LOW'], { parameters: { reservedMemoryPercent: 10 } }],
  [[], { parameters: { reservedMemoryPercent: 25 } }],
];

it.each(cautions)('warns of %j for %j', (ids, props) => {
  expect(warningsOf(props)).toEqual(ids);
});

it('warns above twenty parameters, which is all that ElastiCache takes in one call', () => {
  const parameters = (count: number): Partial<ParameterGroupProps> => ({
    engine: Engine.MEMCACHED_1_6_22,
    rawParameters: Object.fromEntries(
      [
        'max_item_size=1048576',
        'slab_chunk_max=524288',
        'memcached_connections_overhead=100',
        'chunk_size=48',
        'chunk_size_growth_factor=1.25',
        'cas_disabled=0',
        'error_on_memory_exhausted=0',
        'binding_protocol=auto',
        'idle_timeout=0',
        'lru_crawler=0',
        'lru_maintainer=0',
        'expirezero_does_not_evict=0',
        'maxconns_fast=0',
        'slab_reassign=0',
        'slab_automove=0',
        'hash_algorithm=jenkins',
        'disable_flush_all=0',
        'track_sizes=0',
        'watcher_logbuf_size=256',
        'worker_logbuf_size=64',
        'no_modern=1',
      ]
        .slice(0, count)
        .map((pair) => pair.split('=') as [string, string]),
    ),
  });
  expect([warningsOf(parameters(20)), warningsOf(parameters(21))]).toEqual([[], ['PG_MANY_PARAMETERS']]);
});

describe('imported', () => {
  const stack = new Stack();

  it.each([
    ['default.valkey8', 'valkey8', false, 'volatile-lru'],
    ['default.valkey8.cluster.on', 'valkey8', true, 'volatile-lru'],
    ['default.redis6.x.cluster.on', 'redis6.x', true, 'volatile-lru'],
    ['default.redis5.0', 'redis5.0', false, 'volatile-lru'],
    ['default.memcached1.6', 'memcached1.6', false, undefined],
    ['my-group', undefined, undefined, undefined],
    ['default.', undefined, undefined, undefined],
  ])('%s has the family %s, cluster mode %s and policy %s', (name, family, clusterEnabled, evictionPolicy) => {
    const group = ParameterGroup.fromParameterGroupName(stack, name, name);
    expect({ ...pick(group) }).toEqual({ parameterGroupName: name, family, clusterEnabled, evictionPolicy });
  });

  it('with attributes knows what it is told', () => {
    const attributes = {
      parameterGroupName: 'mine',
      family: 'valkey8',
      clusterEnabled: true,
      evictionPolicy: EvictionPolicy.NOEVICTION,
    };
    expect(pick(ParameterGroup.fromParameterGroupAttributes(stack, 'Mine', attributes))).toEqual(attributes);
  });

  it('by a name that only the deployment knows is taken as it is', () => {
    const name = Lazy.string({ produce: () => 'default.valkey8' });
    const group = ParameterGroup.fromParameterGroupName(stack, 'Later', name);
    expect([stack.resolve(group.parameterGroupName), group.family]).toEqual(['default.valkey8', undefined]);
  });

  function pick(group: ReturnType<typeof ParameterGroup.fromParameterGroupName>) {
    const { parameterGroupName, family, clusterEnabled, evictionPolicy } = group;
    return { parameterGroupName, family, clusterEnabled, evictionPolicy };
  }
});
