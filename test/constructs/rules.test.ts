import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { CfnParameter, Duration } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import {
  Authentication,
  CacheEncryption,
  CachePattern,
  Durability,
  Engine,
  EvictionPolicy,
  IpDiscovery,
  NetworkType,
  NodeType,
  ParameterGroup,
  type ReplicationGroupProps,
  RestoreSource,
  type ShardPlacement,
  Topology,
  TransitEncryption,
} from '@elasticache-kit/constructs';
import { refusal } from './support/errors';
import { onlyResource, UserStack } from './support/stacks';

type Props = Partial<ReplicationGroupProps>;

const sharded = (shards: number, replicasPerShard: number): Props => ({
  topology: Topology.sharded({ shards, replicasPerShard }),
});
const replicated = (replicas: number): Props => ({ topology: Topology.replicated({ replicas }) });

const placed = (...placement: ShardPlacement[]): Props => ({
  topology: Topology.sharded({ shards: 2, replicasPerShard: 1, placement }),
});
const half = (slots: string, others: Partial<ShardPlacement> = {}): ShardPlacement => ({ slots, ...others });
const object = (key: string): string => `arn:aws:s3:::dumps/${key}`;
const durable: Props = { engine: Engine.VALKEY_9_0, durability: Durability.SYNC };

const refusedProps: [string, Props][] = [
  [
    'RG_ENGINE_UNSUPPORTED',
    { engine: Engine.memcached('1.6.22'), authentication: Authentication.none(), autoMinorVersionUpgrade: false },
  ],
  ['RG_ENGINE_VERSION_UNKNOWN', { engine: Engine.redis('7.2') }],
  ['RG_NODE_TYPE_UNSUPPORTED', { engine: Engine.REDIS_7_1, nodeType: NodeType.R8G_LARGE }],
  ['RG_NODE_TYPE_UNSUPPORTED', { engine: Engine.REDIS_6_0, nodeType: NodeType.R7G_LARGE }],
  ['RG_COMPATIBLE_UNSUPPORTED', { engine: Engine.REDIS_6_2, topology: Topology.compatible({ replicas: 1 }) }],
  ['RG_COMPATIBLE_UNSUPPORTED', { topology: Topology.compatible({ replicas: 0 }) }],
  ['RG_AVAILABILITY_ZONES_COUNT', { topology: Topology.replicated({ replicas: 2, availabilityZones: ['a', 'b'] }) }],
  ['RG_PLACEMENT_ONE_ZONE', { topology: Topology.replicated({ replicas: 1, availabilityZones: ['a', 'a'] }) }],
  ['RG_PLACEMENT_COUNT', placed({})],
  ['RG_PLACEMENT_SLOTS', placed(half('0-8191'), half('8192-16382'))],
  ['RG_PLACEMENT_SLOTS', placed(half('0-8191'), half('8191-16383'))],
  ['RG_PLACEMENT_SLOTS', placed(half('1-8191'), half('8192-16383'))],
  ['RG_PLACEMENT_SLOTS', placed(half('0-8191'), {})],
  ['RG_PLACEMENT_SLOTS', placed(half('0-8191'), half('8192-16384'))],
  ['RG_PLACEMENT_REPLICAS', placed({ replicas: 6 }, {})],
  ['RG_PLACEMENT_REPLICAS', placed({ replicaAvailabilityZones: ['a', 'b'] }, {})],
  ['RG_PLACEMENT_ONE_ZONE', placed({}, { primaryAvailabilityZone: 'a', replicaAvailabilityZones: ['a'] })],
  ['RG_AUTHENTICATION_NEEDS_TLS', { transitEncryption: TransitEncryption.PREFERRED }],
  [
    'RG_AUTHENTICATION_NEEDS_TLS',
    { transitEncryption: TransitEncryption.DISABLED, authentication: Authentication.authToken() },
  ],
  [
    'RG_TLS_STEP_UNSUPPORTED',
    {
      engine: Engine.REDIS_6_2,
      nodeType: NodeType.R6G_LARGE,
      transitEncryption: TransitEncryption.PREFERRED,
      authentication: Authentication.none(),
    },
  ],
  [
    'RG_IPV6_UNSUPPORTED',
    { engine: Engine.REDIS_6_0, nodeType: NodeType.R6G_LARGE, networkType: NetworkType.DUAL_STACK },
  ],
  [
    'RG_IPV6_UNSUPPORTED',
    { engine: Engine.REDIS_7_1, nodeType: NodeType.of('cache.r4.large'), networkType: NetworkType.IPV6 },
  ],
  ['RG_IP_DISCOVERY_UNSUITED', { ipDiscovery: IpDiscovery.IPV6 }],
  ['RG_IP_DISCOVERY_UNSUITED', { networkType: NetworkType.IPV6, ipDiscovery: IpDiscovery.IPV4 }],
  ['RG_DURABILITY_UNSUPPORTED', { durability: Durability.ASYNC }],
  ['RG_DURABILITY_UNSUPPORTED', { ...durable, ...replicated(1) }],
  ['RG_DURABILITY_UNSUPPORTED', { ...durable, ...sharded(2, 0) }],
  ['RG_DURABILITY_UNSUPPORTED', { ...durable, nodeType: NodeType.T4G_MEDIUM }],
  ['RG_DURABILITY_UNSUPPORTED', { ...durable, nodeType: NodeType.R6GD_XLARGE }],
  [
    'RG_DURABILITY_UNSUPPORTED',
    { ...durable, transitEncryption: TransitEncryption.PREFERRED, authentication: Authentication.none() },
  ],
  ['RG_DATA_TIERING_EVICTION', { nodeType: NodeType.R6GD_XLARGE, eviction: EvictionPolicy.ALLKEYS_RANDOM }],
  ['RG_RESTORE_OBJECTS_INVALID', { restoreFrom: RestoreSource.fromS3([]) }],
  ['RG_RESTORE_OBJECTS_INVALID', { restoreFrom: RestoreSource.fromS3([object('a,b.rdb')]) }],
  ['RG_RESTORE_OBJECTS_INVALID', { restoreFrom: RestoreSource.fromS3(['s3://dumps/a.rdb']) }],
  ['RG_RESTORE_OBJECTS_INVALID', { ...replicated(1), restoreFrom: RestoreSource.fromS3([object('1'), object('2')]) }],
  [
    'RG_RESTORE_SNAPSHOT_INVALID',
    { restoreFrom: RestoreSource.fromSnapshot('arn:aws:elasticache:eu-west-1:1:snapshot:x') },
  ],
  ['RG_ID_INVALID', { replicationGroupId: 'Shop' }],
  ['RG_ID_INVALID', { replicationGroupId: 'shop--cache' }],
  ['RG_ID_INVALID', { replicationGroupId: 'shop-' }],
  ['RG_ID_INVALID', { replicationGroupId: `s${'x'.repeat(40)}` }],
  ['RG_PORT_OUT_OF_RANGE', { port: 0 }],
  ['RG_PORT_OUT_OF_RANGE', { port: 65536 }],
  ['PG_PARAMETER_DERIVED', { rawParameters: { 'maxmemory-policy': 'noeviction' } }],
  ['PG_PARAMETER_NOT_MODIFIABLE', { rawParameters: { maxclients: '10' } }],
  ['RG_ENGINE_VERSION_UNKNOWN', { engine: Engine.valkey('8') }],
  ['RG_ENGINE_VERSION_UNKNOWN', { engine: Engine.valkey('8.0.1') }],
  ['RG_ENGINE_VERSION_UNKNOWN', { engine: Engine.valkey('constructor') }],
  ['RG_NODE_TYPE_UNSUPPORTED', { nodeType: NodeType.of('r7g.large') }],
  ['RG_NODE_TYPE_UNSUPPORTED', { nodeType: NodeType.of('cache.r6g.24xlarge') }],
  ['RG_NODE_TYPE_UNSUPPORTED', { nodeType: NodeType.of('cache.r7gd.large') }],
  ['RG_NODE_TYPE_UNSUPPORTED', { nodeType: NodeType.of('cache.t2.micro') }],
  ['RG_SHARDS_OUT_OF_RANGE', sharded(0, 1)],
  ['RG_SHARDS_OUT_OF_RANGE', sharded(1.5, 1)],
  ['RG_SHARDS_OUT_OF_RANGE', { ...sharded(501, 0), nodeQuota: 500 }],
  ['RG_REPLICAS_OUT_OF_RANGE', sharded(3, 6)],
  ['RG_REPLICAS_OUT_OF_RANGE', replicated(-1)],
  ['RG_NODE_QUOTA_EXCEEDED', sharded(31, 2)],
  ['RG_NODE_QUOTA_OUT_OF_RANGE', { nodeQuota: 501 }],
  ['RG_SNAPSHOT_RETENTION_OUT_OF_RANGE', { snapshotRetention: Duration.days(36) }],
  ['RG_SNAPSHOT_RETENTION_OUT_OF_RANGE', { snapshotRetention: Duration.hours(12) }],
  ['RG_SNAPSHOT_WINDOW_INVALID', { snapshotWindow: '03:00-03:59' }],
  ['RG_SNAPSHOT_WINDOW_INVALID', { snapshotWindow: '3:00-5:00' }],
  ['RG_SNAPSHOT_WINDOW_INVALID', { snapshotWindow: '24:00-25:00' }],
  ['RG_MAINTENANCE_WINDOW_INVALID', { maintenanceWindow: '05:00-06:00' }],
  ['RG_MAINTENANCE_WINDOW_INVALID', { maintenanceWindow: 'Sun:05:00-Sun:06:00' }],
  ['RG_MAINTENANCE_WINDOW_INVALID', { maintenanceWindow: 'sun:05:00-sun:05:30' }],
  ['RG_WINDOWS_OVERLAP', { maintenanceWindow: 'wed:02:30-wed:03:30' }],
  ['RG_WINDOWS_OVERLAP', { snapshotWindow: '23:30-00:30', maintenanceWindow: 'sun:00:00-sun:01:00' }],
  ['RG_DESCRIPTION_INVALID', { description: '<b>' }],
  ['RG_DESCRIPTION_INVALID', { description: 'x'.repeat(256) }],
];

it.each(refusedProps)('%s for %j', (id, props) => {
  expect(refusal(() => new UserStack().cache(props)).ids).toEqual([id]);
});

const acceptedProps: [string, Props][] = [
  ['the most shards that the default quota allows', sharded(90, 0)],
  ['the most replicas', replicated(5)],
  ['a raised quota', { ...sharded(500, 0), nodeQuota: 500 }],
  ['a node family newer than this release', { nodeType: NodeType.of('cache.z9.large') }],
  ['windows that only touch', { snapshotWindow: '03:00-04:00', maintenanceWindow: 'sun:04:00-sun:05:00' }],
  [
    'overlapping windows where no snapshot is taken',
    {
      snapshotRetention: Duration.days(0),
      maintenanceWindow: 'wed:02:30-wed:03:30',
    },
  ],
  ['a maintenance window over the end of the week', { maintenanceWindow: 'sat:23:30-sun:00:30' }],
];

it.each(acceptedProps)('accepts %s', (_, props) => {
  expect(() => new UserStack().cache(props)).not.toThrow();
});

it('refuses one zone for a cache with replicas, and takes it for one without', () => {
  const stack = new UserStack();
  const vpcSubnets = { subnets: stack.vpc.isolatedSubnets.slice(0, 1) };
  expect(refusal(() => stack.cache({ vpcSubnets })).ids).toEqual(['RG_MULTI_AZ_NEEDS_ZONES']);
  expect(() => stack.cache({ vpcSubnets, ...replicated(0) }, 'Other')).not.toThrow();
});

it('refuses a key that nothing would use', () => {
  const stack = new UserStack();
  const props = { encryption: CacheEncryption.AWS_OWNED, encryptionKey: new kms.Key(stack, 'Key') };
  expect(refusal(() => stack.cache(props)).ids).toEqual(['RG_KEY_UNUSED']);
});

describe('a parameter group that the cache did not make', () => {
  it.each<[string, string, Props]>([
    ['RG_PARAMETER_GROUP_FAMILY', 'default.valkey7.cluster.on', {}],
    ['RG_PARAMETER_GROUP_CLUSTER_MODE', 'default.valkey8', {}],
    ['RG_PARAMETER_GROUP_CLUSTER_MODE', 'default.valkey8.cluster.on', replicated(1)],
    ['RG_PARAMETER_GROUP_CONTRADICTION', 'default.valkey8.cluster.on', { eviction: EvictionPolicy.NOEVICTION }],
  ])('%s for %s', (id, name, props) => {
    const stack = new UserStack();
    const parameterGroup = ParameterGroup.fromParameterGroupName(stack, 'Group', name);
    expect(refusal(() => stack.cache({ parameterGroup, ...props })).ids).toEqual([id]);
  });
});

it('refuses an empty selection of subnets', () => {
  expect(refusal(() => new UserStack().cache({ vpcSubnets: { subnets: [] }, ...replicated(0) })).ids).toEqual([
    'RG_SUBNETS_OUT_OF_RANGE',
  ]);
});

it('refuses a topic with a key, to which ElastiCache would publish nothing without a word', () => {
  const stack = new UserStack();
  const notificationTopic = new sns.Topic(stack, 'Events', { masterKey: new kms.Key(stack, 'TopicKey') });
  expect(refusal(() => stack.cache({ notificationTopic })).ids).toEqual(['RG_TOPIC_ENCRYPTED']);
});

it('leaves to the deployment what only the deployment knows', () => {
  const stack = new UserStack();
  const number = (id: string): number => new CfnParameter(stack, id, { type: 'Number' }).valueAsNumber;
  const text = (id: string): string => new CfnParameter(stack, id).valueAsString;
  stack.cache({
    replicationGroupId: text('Id'),
    engine: Engine.valkey(text('Version'), { parameterFamily: 'valkey8' }),
    topology: Topology.sharded({ shards: number('Shards'), replicasPerShard: number('Replicas') }),
    nodeType: NodeType.of(text('NodeType')),
    port: number('Port'),
    snapshotWindow: text('Snapshots'),
    maintenanceWindow: text('Maintenance'),
    restoreFrom: RestoreSource.fromSnapshot(text('Snapshot')),
    description: text('Description'),
  });
  expect(onlyResource(stack.template(), 'AWS::ElastiCache::ReplicationGroup').Properties).toMatchObject({
    ReplicationGroupId: { Ref: 'Id' },
    NumNodeGroups: { Ref: 'Shards' },
    ReplicasPerNodeGroup: { Ref: 'Replicas' },
    CacheNodeType: { Ref: 'NodeType' },
    Port: { Ref: 'Port' },
    SnapshotName: { Ref: 'Snapshot' },
    MultiAZEnabled: true,
  });
});

it('names everything that is wrong at once: what was given, what is allowed, how to fix it', () => {
  const { code, message } = refusal(() =>
    new UserStack().cache({ ...sharded(3, 9), snapshotRetention: Duration.days(99) }),
  );
  expect(code).toBe('RG_REPLICAS_OUT_OF_RANGE');
  expect(message).toBe(
    [
      '[Shop/Cache] 2 findings',
      'RG_REPLICAS_OUT_OF_RANGE: got 9 replicas for each shard; allowed: a whole number from 0 to 5. Change the number of replicas of the topology',
      'RG_SNAPSHOT_RETENTION_OUT_OF_RANGE: got snapshots kept for 99 days; allowed: whole days from 0 (no snapshots) to 35. Change `snapshotRetention`, for example Duration.days(7)',
    ].join('\n  '),
  );
});

afterEach(() => jest.restoreAllMocks());

describe('a namespace', () => {
  const add = (name: string, pattern = CachePattern.cacheAside(), props: Props = {}) =>
    new UserStack().cache(props).addNamespace(name, pattern);

  it.each(['', 'Products', '1st', 'a:b', 'pro ducts', 'x'.repeat(41), 'a*'])('is not called %j', (name) => {
    expect(refusal(() => add(name)).ids).toEqual(['NS_NAME_INVALID']);
  });

  it.each([
    ['NS_TTL_OUT_OF_RANGE', { ttl: Duration.millis(0) }],
    ['NS_TTL_OUT_OF_RANGE', { ttl: Duration.millis(0.5) }],
    ['NS_NEGATIVE_TTL_OUT_OF_RANGE', { negativeTtl: Duration.millis(1.5) }],
    ['NS_JITTER_OUT_OF_RANGE', { jitter: 1 }],
    ['NS_JITTER_OUT_OF_RANGE', { jitter: -0.1 }],
    ['NS_JITTER_OUT_OF_RANGE', { jitter: Number.NaN }],
  ])('%s for %j', (id, props) => {
    expect(refusal(() => add('products', CachePattern.cacheAside(props))).ids).toEqual([id]);
  });

  it('is not added twice', () => {
    const cache = new UserStack().cache();
    cache.addNamespace('products', CachePattern.cacheAside());
    expect(refusal(() => cache.addNamespace('products', CachePattern.cacheAside())).ids).toEqual(['NS_REPEATED']);
  });

  it('for cache-aside warns in a cache that evicts nothing and fills up, and is allowed', () => {
    const stack = new UserStack();
    stack.cache({ eviction: EvictionPolicy.NOEVICTION }).addNamespace('products', CachePattern.cacheAside());
    // The CDK prints warnings while it synthesizes.
    jest.spyOn(console, 'error').mockImplementation();
    const warnings = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('NS_NEVER_EVICTED'));
    expect(warnings.map(({ entry }) => entry.data)).toEqual([
      expect.stringContaining("evicts none ('noeviction'); better"),
    ]);
  });

  it.each([
    ['never', EvictionPolicy.ALLKEYS_LRU],
    ['only-with-ttl', EvictionPolicy.ALLKEYS_LRU],
    ['never', EvictionPolicy.VOLATILE_LRU],
  ])('whose keys must stay (%s) does not go into a cache that may drop them (%s)', (eviction, policy) => {
    const cache = new UserStack().cache({ eviction: policy });
    const pattern = Object.assign(CachePattern.cacheAside(), {
      _needs: () => ({ commands: [], keys: [], channels: [], eviction }),
    });
    expect(refusal(() => cache.addNamespace('sessions', pattern)).ids).toEqual(['NS_EVICTION_UNSUITED']);
  });
});
