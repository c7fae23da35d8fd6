import { failureOf } from './support/failure';
import { CLUSTER, GROUP, SERVERLESS, cacheWith, templateWith } from './support/templates';

const facts = (type: string, properties: Record<string, unknown>): unknown[] => {
  const { kind, shards, replicasPerShard, nodeCount } = cacheWith(type, properties);
  return [kind, shards, replicasPerShard, nodeCount];
};

describe('the layout of a replication group follows from whatever properties it is written with:', () => {
  it.each<[string, Record<string, unknown>, unknown[]]>([
    ['nothing', {}, ['replicated', 1, 0, 1]],
    ['nodes', { NumCacheClusters: 3 }, ['replicated', 1, 2, 3]],
    ['one shard with replicas', { ReplicasPerNodeGroup: 2 }, ['replicated', 1, 2, 3]],
    ['shards', { NumNodeGroups: 3, ReplicasPerNodeGroup: 1 }, ['sharded', 3, 1, 6]],
    [
      'a default group for clusters',
      { NumNodeGroups: 1, ReplicasPerNodeGroup: 1, CacheParameterGroupName: 'default.valkey8.cluster.on' },
      ['sharded', 1, 1, 2],
    ],
    ['cluster mode', { ClusterMode: 'Enabled', NumNodeGroups: 1, ReplicasPerNodeGroup: 0 }, ['sharded', 1, 0, 1]],
    [
      'a cache on its way',
      { ClusterMode: 'compatible', NumNodeGroups: 1, ReplicasPerNodeGroup: 2 },
      ['replicated', 1, 2, 3],
    ],
    [
      'equal shards one by one',
      { NodeGroupConfiguration: [{ ReplicaCount: 1 }, { ReplicaCount: 1 }] },
      ['sharded', 2, 1, 4],
    ],
    [
      'unequal shards',
      { NodeGroupConfiguration: [{ ReplicaCount: 1 }, { ReplicaCount: 2 }] },
      ['sharded', 2, undefined, 5],
    ],
    [
      'shards by zones',
      { NodeGroupConfiguration: [{ ReplicaAvailabilityZones: ['a', 'b'] }, {}], ReplicasPerNodeGroup: 2 },
      ['sharded', 2, 2, 6],
    ],
    [
      'a number that the deployment decides',
      { NumNodeGroups: { Ref: 'Shards' }, ReplicasPerNodeGroup: 1, ClusterMode: 'enabled' },
      ['sharded', undefined, 1, undefined],
    ],
    [
      'a member of a global datastore',
      { GlobalReplicationGroupId: 'ldgnf-shop' },
      ['replicated', undefined, undefined, undefined],
    ],
  ])('%s', (_, properties, expected) => {
    expect(facts(GROUP, properties)).toEqual(expected);
  });

  it('an own parameter group that enables the cluster', () => {
    const template = templateWith({
      Parameters: {
        Type: 'AWS::ElastiCache::ParameterGroup',
        Properties: { CacheParameterGroupFamily: 'valkey8', Properties: { 'cluster-enabled': 'yes' } },
      },
      Cache: { Type: GROUP, Properties: { CacheParameterGroupName: { Ref: 'Parameters' }, ReplicasPerNodeGroup: 1 } },
    });
    expect(template.cache().kind).toBe('sharded');
  });
});

describe('a cache without a word about a thing has what ElastiCache gives it:', () => {
  it('an engine, a port and an eviction policy', () => {
    const cache = cacheWith(GROUP, { CacheParameterGroupName: 'default.redis7' });
    cache.hasEngine('redis').hasEviction('volatile-lru');
    expect(cache.parameters).toEqual({});
  });

  it('no encryption, no snapshot and no protection', () => {
    const cache = cacheWith(GROUP, {});
    expect(failureOf(() => cache.isEncrypted())).toBe('Cache: expected encryption in transit true, found false');
    expect(failureOf(() => cache.keepsSnapshots())).toBe(
      'Cache: expected snapshots kept for at least 1 day(s), found 0',
    );
    expect(cache.deletionPolicy).toBe('Delete');
  });

  it('daily snapshots alone do not survive the cache', () => {
    const cache = cacheWith(GROUP, { SnapshotRetentionLimit: 7 });
    expect(failureOf(() => cache.keepsSnapshots())).toContain(
      "nothing is kept when the cache is deleted; its deletion policy is 'Delete'",
    );
  });

  it('what a condition takes away is not there', () => {
    expect(cacheWith(GROUP, { NumCacheClusters: { Ref: 'AWS::NoValue' } }).nodeCount).toBe(1);
  });
});

describe('a serverless cache', () => {
  const template = templateWith({
    Users: { Type: 'AWS::ElastiCache::UserGroup', Properties: { UserGroupId: 'shop', UserIds: ['app', 'elsewhere'] } },
    App: {
      Type: 'AWS::ElastiCache::User',
      Properties: {
        UserId: 'app',
        UserName: 'app',
        AccessString: 'on ~app:* -@all +get',
        AuthenticationMode: { Type: 'iam' },
      },
    },
    Cache: {
      Type: SERVERLESS,
      Properties: {
        ServerlessCacheName: 'shop',
        Engine: 'valkey',
        MajorEngineVersion: '8',
        UserGroupId: 'shop',
        FinalSnapshotName: 'shop-final',
        SnapshotRetentionLimit: 1,
        SecurityGroupIds: [{ 'Fn::GetAtt': ['Firewall', 'GroupId'] }],
      },
    },
    Firewall: {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: {
        SecurityGroupIngress: [{ CidrIp: '10.0.0.0/16', IpProtocol: 'tcp', FromPort: 6379, ToPort: 6380 }],
      },
    },
  });

  it('is in several zones and encrypted without saying so', () => {
    const cache = template.cache('Cache').hasEngine('valkey', '8').isEncrypted().keepsSnapshots();
    expect([cache.kind, cache.isMultiAz, cache.nodeType, cache.shards]).toEqual([
      'serverless',
      true,
      undefined,
      undefined,
    ]);
  });

  it('has users by IAM', () => {
    template.cache().hasUser('app').authenticatingBy('iam').allowing('get').reaching('app:1').notReaching('other:1');
  });

  it('has members that only another template knows, and says so', () => {
    expect(failureOf(() => template.cache().hasUser('elsewhere'))).toContain('not in this template: "elsewhere"');
  });

  it('is open on the port of its readers too', () => {
    template.cache().isOpenTo('10.0.0.0/16').isOpenTo('10.0.0.0/16', 6380).isOpenToNobodyBut('10.0.0.0/16');
  });
});

describe('a Memcached cluster', () => {
  const cache = cacheWith(CLUSTER, {
    Engine: 'memcached',
    EngineVersion: '1.6.22',
    CacheNodeType: 'cache.m7g.large',
    NumCacheNodes: 3,
    AZMode: 'cross-az',
    TransitEncryptionEnabled: true,
    VpcSecurityGroupIds: ['sg-1'],
  });

  it('has nodes and no shards', () => {
    cache.hasEngine('memcached', '1.6.22').hasNodeType('cache.m7g.large');
    expect([cache.kind, cache.nodeCount, cache.shards, cache.isMultiAz]).toEqual(['memcached', 3, undefined, true]);
    expect([cache.isEncryptedInTransit, cache.isEncryptedAtRest, cache.evictionPolicy]).toEqual([
      true,
      false,
      undefined,
    ]);
    expect(cache.users()).toEqual([]);
  });

  it('behind a firewall of another template is not called closed', () => {
    expect(failureOf(() => cache.isClosed())).toContain(
      'who else may connect is not known; not in this template: "sg-1"',
    );
  });

  it('without a firewall of its own is not called closed either', () => {
    expect(failureOf(() => cacheWith(CLUSTER, {}).isClosed())).toContain('has no security group of its own');
  });
});

it('a single Redis node is no group', () => {
  expect(facts(CLUSTER, { Engine: 'redis', NumCacheNodes: 1 })).toEqual(['standalone', 1, 0, 1]);
});

describe('firewalls', () => {
  const firewall = (rules: unknown[], ...beside: Record<string, unknown>[]): ReturnType<typeof templateWith> =>
    templateWith({
      Firewall: { Type: 'AWS::EC2::SecurityGroup', Properties: { SecurityGroupIngress: rules } },
      AppSecurityGroup0123ABCD: {
        Type: 'AWS::EC2::SecurityGroup',
        Metadata: { 'aws:cdk:path': 'Shop/App/SecurityGroup/Resource' },
      },
      Cache: { Type: GROUP, Properties: { SecurityGroupIds: [{ 'Fn::GetAtt': ['Firewall', 'GroupId'] }] } },
      ...Object.fromEntries(
        beside.map((Properties, index) => [`Rule${index}`, { Type: 'AWS::EC2::SecurityGroupIngress', Properties }]),
      ),
    });
  const app = { 'Fn::GetAtt': ['AppSecurityGroup0123ABCD', 'GroupId'] };
  const group = { 'Fn::GetAtt': ['Firewall', 'GroupId'] };

  it('nothing open is closed', () => {
    firewall([]).cache().isClosed().isOpenToNobodyBut();
  });

  it('rules beside the group count, those of other groups do not', () => {
    const rule = { IpProtocol: 'tcp', FromPort: 6379, ToPort: 6379, SourceSecurityGroupId: app };
    firewall([], { ...rule, GroupId: group })
      .cache()
      .isOpenTo('App')
      .isOpenTo('Shop/App')
      .isOpenToNobodyBut('App');
    firewall([], { ...rule, GroupId: app })
      .cache()
      .isClosed();
  });

  it('every protocol opens every port, another protocol none', () => {
    firewall([{ IpProtocol: '-1', CidrIp: '0.0.0.0/0' }])
      .cache()
      .isOpenTo('0.0.0.0/0', 12345);
    firewall([{ IpProtocol: 'udp', FromPort: 6379, ToPort: 6379, CidrIp: '0.0.0.0/0' }])
      .cache()
      .isClosed();
  });
});

describe('alarms', () => {
  const alarm = (properties: Record<string, unknown>): Record<string, unknown> => ({
    MetricName: 'Evictions',
    Threshold: 0,
    ComparisonOperator: 'GreaterThanThreshold',
    AlarmActions: [{ Ref: 'Topic' }],
    ...properties,
  });
  const withAlarm = (properties: Record<string, unknown>): ReturnType<typeof cacheWith> =>
    templateWith({
      Cache: { Type: GROUP, Properties: { ReplicationGroupId: 'Shop' } },
      Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties: alarm(properties) },
    }).cache();
  const dimension = (value: unknown): Record<string, unknown> => ({
    Dimensions: [{ Name: 'CacheClusterId', Value: value }],
  });

  it.each<[string, Record<string, unknown>]>([
    ['a reference', dimension({ Ref: 'Cache' })],
    ['a node by reference', dimension({ 'Fn::Join': ['', [{ Ref: 'Cache' }, '-0001-001']] })],
    ['a node by name', dimension('shop-0001-001')],
    ['a node of an unsharded cache by name', dimension('shop-001')],
    [
      'a metric of an expression',
      { Metrics: [{ Id: 'm', MetricStat: { Metric: { MetricName: 'Evictions', ...dimension({ Ref: 'Cache' }) } } }] },
    ],
    [
      'a search',
      {
        MetricName: undefined,
        Metrics: [
          {
            Id: 'm',
            Expression: `MAX(SEARCH('{AWS/ElastiCache,CacheClusterId} MetricName="Evictions" shop-0001-001', 'Sum', 60))`,
          },
        ],
      },
    ],
  ])('about a cache by %s are found', (_, properties) => {
    withAlarm(properties).hasAlarm('Evictions');
  });

  it.each([['shop-2-001'], ['workshop-001'], ['shopping']])('about another cache, %s, are not', (name) => {
    expect(withAlarm(dimension(name)).alarms()).toEqual([]);
  });

  it('that tell nobody do not count, and are named', () => {
    const cache = withAlarm({ ...dimension({ Ref: 'Cache' }), AlarmActions: undefined });
    expect(failureOf(() => cache.hasAlarm('Evictions'))).toContain(
      'no alarm on Evictions tells anybody; without an action: Alarm',
    );
    expect(cache.alarms()).toEqual([
      { name: 'Alarm', metrics: ['Evictions'], comparison: 'GreaterThanThreshold', threshold: 0, notifies: false },
    ]);
  });
});
