import { App, Aws, CfnParameter, Fn, Lazy, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as fc from 'fast-check';
import {
  Engine,
  MemcachedCluster,
  type MemcachedClusterProps,
  NodeType,
  ParameterGroup,
  ReplicationGroup,
  type ReplicationGroupProps,
  RestoreSource,
  ServerlessCache,
  ServerlessEngine,
  type ServerlessCacheProps,
  Topology,
} from '@elasticache-kit/constructs';
import { clusterIn } from './memcached/cluster';
import { ServerlessStack } from './serverless-cache/support';
import { refusal } from './support/errors';
import { onlyResource, userApp, UserStack } from './support/stacks';

const GROUP = 'AWS::ElastiCache::ReplicationGroup';
const NO_TOKEN = /[$#]\{Token|e\+289/;

describe('a value that only the deployment knows', () => {
  it('is not judged as a list of one zone', () => {
    const stack = new UserStack();
    stack.cache({ topology: Topology.replicated({ replicas: 2, availabilityZones: Fn.getAzs() }) });
    expect(onlyResource(stack.template(), GROUP).Properties).toMatchObject({
      PreferredCacheClusterAZs: { 'Fn::GetAZs': '' },
    });
  });

  it('is not judged as one zone for the nodes of Memcached either', () => {
    const stack = new UserStack();
    clusterIn(stack, { availabilityZones: Fn.getAzs() });
    expect(onlyResource(stack.template(), 'AWS::ElastiCache::CacheCluster').Properties).toMatchObject({
      AZMode: 'cross-az',
      PreferredAvailabilityZones: { 'Fn::GetAZs': '' },
    });
  });

  it('as engine version needs its family, and the message says so in words', () => {
    const stack = new UserStack();
    const version = new CfnParameter(stack, 'Version').valueAsString;
    for (const { ids, message } of [
      refusal(() => stack.cache({ engine: Engine.valkey(version) })),
      refusal(() => clusterIn(stack, { engine: Engine.memcached(version) }, 'Memcached')),
      refusal(() => new ParameterGroup(stack, 'Group', { engine: Engine.valkey(version) })),
    ]) {
      expect(ids).toHaveLength(1);
      expect(message).toContain('that only the deployment knows, without its parameter family');
      expect(message).not.toMatch(NO_TOKEN);
    }
  });

  const text = (): string => Lazy.string({ produce: () => 'x' });
  const number = (): number => Lazy.number({ produce: () => 1 });
  const list = (): string[] => Lazy.list({ produce: () => ['x'] });

  /** Either as usual or as a token, of each property on its own. */
  const some = <T extends object>(tokens: T): fc.Arbitrary<Partial<T>> =>
    fc.record(
      Object.fromEntries(Object.entries(tokens).map(([name, value]) => [name, fc.constant(value as unknown)])),
      { requiredKeys: [] },
    ) as fc.Arbitrary<Partial<T>>;

  const groupProps = (): Partial<ReplicationGroupProps> => ({
    engine: Engine.valkey(text(), { parameterFamily: text() }),
    nodeType: NodeType.of(text()),
    topology: Topology.sharded({
      shards: number(),
      replicasPerShard: number(),
      placement: [
        { slots: text(), replicas: number(), primaryAvailabilityZone: text(), replicaAvailabilityZones: list() },
      ],
    }),
    port: number(),
    nodeQuota: number(),
    networkType: text() as never,
    ipDiscovery: text() as never,
    replicationGroupId: text(),
    snapshotWindow: text(),
    maintenanceWindow: text(),
    description: text(),
    restoreFrom: RestoreSource.fromS3(list()),
    rawParameters: { timeout: text() },
  });
  const clusterProps = (): Partial<MemcachedClusterProps> => ({
    engine: Engine.memcached(text(), { parameterFamily: text() }),
    nodeType: NodeType.of(text()),
    nodes: number(),
    availabilityZones: list(),
    port: number(),
    networkType: text() as never,
    ipDiscovery: text() as never,
    maintenanceWindow: text(),
    clusterName: text(),
    description: text(),
    rawParameters: { idle_timeout: text() },
  });
  const serverlessProps = (): Partial<ServerlessCacheProps> => ({
    engine: ServerlessEngine.valkey(text()),
    networkType: text() as never,
    usageLimits: { ecpuPerSecond: { minimum: number(), maximum: number() } },
    dailySnapshotTime: text(),
    finalSnapshotName: text(),
    restoreFrom: list(),
    description: text(),
    serverlessCacheName: text(),
  });

  it.each<[string, fc.Arbitrary<unknown>, (props: never) => unknown]>([
    ['a ReplicationGroup', some(groupProps()), (props) => new UserStack().cache(props)],
    ['a MemcachedCluster', some(clusterProps()), (props) => clusterIn(new UserStack(), props)],
    ['a ServerlessCache', some(serverlessProps()), (props) => new ServerlessStack().serverless(props)],
  ])('is taken for any property of %s', (_, arbitrary, make) => {
    fc.assert(
      fc.property(arbitrary, (props) => {
        make(props as never);
      }),
      { numRuns: 40, seed: 3 },
    );
  });

  it('is not shown as the CDK writes it, where something else is wrong', () => {
    const { message } = refusal(() =>
      new ServerlessStack().serverless({ dailySnapshotTime: Aws.REGION, finalSnapshotName: 'A' }),
    );
    expect(message).not.toMatch(NO_TOKEN);
    const stack = new UserStack();
    const bad = refusal(() =>
      stack.cache({ topology: Topology.sharded({ shards: number(), replicasPerShard: 9 }), description: '<b>' }),
    );
    expect(bad.message).not.toMatch(NO_TOKEN);
  });
});

it('what is recommended in place of a node type is a node type that this version takes', () => {
  const { message } = refusal(() => new UserStack().cache({ engine: Engine.REDIS_6_0, nodeType: NodeType.R7G_LARGE }));
  expect(message).toContain('for example NodeType.R6G_LARGE');
  expect(message).not.toContain('R7G');
  expect(() => new UserStack().cache({ engine: Engine.REDIS_6_0, nodeType: NodeType.R6G_LARGE })).not.toThrow();
});

it('Memcached in a replication group is one mistake and not many', () => {
  expect(refusal(() => new UserStack().cache({ engine: Engine.MEMCACHED_1_6_22 })).ids).toEqual([
    'RG_ENGINE_UNSUPPORTED',
  ]);
  expect(refusal(() => clusterIn(new UserStack(), { engine: Engine.VALKEY_8_1 })).ids).toEqual([
    'MC_ENGINE_UNSUPPORTED',
  ]);
});

it('zones by hand are warned of, because another replica would replace the cache', () => {
  const stack = new UserStack();
  const topology = Topology.replicated({ replicas: 1, availabilityZones: ['a', 'b'] });
  const cache = stack.cache({ topology });
  const warned = cache.node.metadata.filter(({ type }) => type === 'aws:cdk:warning').map(({ data }) => String(data));
  expect(warned).toEqual([expect.stringContaining('@elasticache-kit/constructs:RG_ZONES_FIXED')]);
});

describe('plain JavaScript', () => {
  const stack = new Stack(userApp(), 'Js');
  const vpc = new ec2.Vpc(stack, 'Vpc');
  let count = 0;
  const id = (): string => `C${count++}`;
  const group = {
    vpc,
    engine: Engine.VALKEY_8_1,
    nodeType: NodeType.R7G_LARGE,
    topology: Topology.replicated({ replicas: 1 }),
  };
  const cluster = { vpc, nodeType: NodeType.M7G_LARGE, nodes: 2 };

  it.each<[string, string[], () => unknown]>([
    [
      'a group of nothing',
      Array.from({ length: 4 }, () => 'RG_PROPERTY_MISSING'),
      () => new ReplicationGroup(stack, id(), {} as never),
    ],
    [
      'a group without properties',
      Array.from({ length: 4 }, () => 'RG_PROPERTY_MISSING'),
      () => new ReplicationGroup(stack, id(), undefined as never),
    ],
    [
      'a node type by name',
      ['RG_PROPERTY_KIND'],
      () => new ReplicationGroup(stack, id(), { ...group, nodeType: 'cache.r7g.large' } as never),
    ],
    [
      'an engine by name',
      ['RG_PROPERTY_KIND'],
      () => new ReplicationGroup(stack, id(), { ...group, engine: 'valkey' } as never),
    ],
    [
      'days as a number',
      ['RG_PROPERTY_KIND'],
      () => new ReplicationGroup(stack, id(), { ...group, snapshotRetention: 7 } as never),
    ],
    [
      'a topology by its numbers',
      ['RG_PROPERTY_KIND'],
      () => new ReplicationGroup(stack, id(), { ...group, topology: { replicas: 1 } } as never),
    ],
    [
      'a cluster without nodes',
      ['MC_PROPERTY_MISSING'],
      () => new MemcachedCluster(stack, id(), { ...cluster, nodes: undefined } as never),
    ],
    [
      'nodes as text',
      ['MC_PROPERTY_KIND'],
      () => new MemcachedCluster(stack, id(), { ...cluster, nodes: '2' } as never),
    ],
    [
      'a serverless cache without engine',
      ['SC_PROPERTY_MISSING'],
      () => new ServerlessCache(stack, id(), { vpc } as never),
    ],
    [
      'a serverless cache with the engine of nodes',
      ['SC_PROPERTY_KIND'],
      () => new ServerlessCache(stack, id(), { vpc, engine: Engine.VALKEY_8_1 } as never),
    ],
    ['a parameter group without engine', ['PG_PROPERTY_MISSING'], () => new ParameterGroup(stack, id(), {} as never)],
  ])('%s is told what to give', (_, ids, make) => {
    expect(refusal(make).ids).toEqual(ids);
  });

  it('is told how to write it, and what it gave is not repeated', () => {
    const { message } = refusal(
      () => new ReplicationGroup(new Stack(new App(), 'S'), 'Cache', { ...group, authentication: 'hunter2' } as never),
    );
    expect(message).toContain(
      'RG_PROPERTY_KIND: got a string as `authentication`; allowed: an Authentication. Write it as Authentication.users()',
    );
    expect(message).not.toContain('hunter2');
  });
});
