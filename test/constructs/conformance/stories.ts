import { Duration, RemovalPolicy, Size } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import {
  Access,
  Authentication,
  CacheEndpoint,
  CachePattern,
  ConsumerAuthentication,
  Durability,
  Engine,
  EvictionPolicy,
  IamUser,
  type ICache,
  IpDiscovery,
  MemcachedCluster,
  NetworkType,
  NodeType,
  ParameterGroup,
  ParameterPreset,
  PasswordUser,
  ReplicationGroup,
  RestoreSource,
  ServerlessCache,
  ServerlessEngine,
  Topology,
  TransitEncryption,
  UserGroup,
} from '@elasticache-kit/constructs';
import type { StoryStack } from './scaffolding';

/** One way to use the kit, built into a stack of its own: every story passes the four checks. */
export interface Story {
  readonly name: string;
  readonly build: (stack: StoryStack) => void;
}

const PLACED = [
  { slots: '0-8191', primaryAvailabilityZone: 'dummy1a', replicaAvailabilityZones: ['dummy1b'] },
  { slots: '8192-16383', primaryAvailabilityZone: 'dummy1b', replicaAvailabilityZones: ['dummy1a'] },
];

/** Everything that a replication group can be told, beside what the story is about. */
function maximal(stack: StoryStack, topology: Topology): void {
  const cache = stack.cache({
    topology,
    engine: Engine.valkey('8.1'),
    eviction: EvictionPolicy.VOLATILE_LFU,
    rawParameters: { timeout: '300', 'notify-keyspace-events': 'Ex' },
    encryptionKey: new kms.Key(stack, 'OwnKey', { enableKeyRotation: true }),
    port: 6380,
    networkType: NetworkType.IPV4,
    autoMinorVersionUpgrade: false,
    snapshotRetention: Duration.days(35),
    snapshotWindow: '01:00-02:00',
    maintenanceWindow: 'tue:05:00-tue:07:00',
    notificationTopic: stack.topic(),
    description: 'Everything that can be said',
  });
  const products = cache.addNamespace('products', CachePattern.cacheAside());
  cache.connect(stack.lambda('Catalog'), { namespaces: [products] });
  cache.connect(stack.lambda('Signer'), { namespaces: [products], authentication: ConsumerAuthentication.IAM });
}

/** A cache with nothing but what is required, and one consumer. */
function minimal(stack: StoryStack, topology: Topology, engine = Engine.valkey('8.0')): void {
  const cache = stack.keepsDefaults(stack.cache({ topology, engine }));
  cache.connect(stack.lambda(), { namespaces: [cache.addNamespace('products', CachePattern.cacheAside())] });
}

/** Add yours: the test runs over all of them. */
export const STORIES: readonly Story[] = [
  { name: 'ReplicatedMinimal', build: (stack) => minimal(stack, Topology.replicated({ replicas: 1 })) },
  { name: 'ReplicatedMaximal', build: (stack) => maximal(stack, Topology.replicated({ replicas: 5 })) },
  { name: 'ShardedMinimal', build: (stack) => minimal(stack, Topology.sharded({ shards: 3, replicasPerShard: 2 })) },
  { name: 'ShardedMaximal', build: (stack) => maximal(stack, Topology.sharded({ shards: 6, replicasPerShard: 5 })) },
  { name: 'OnTheWayToShards', build: (stack) => minimal(stack, Topology.compatible({ replicas: 1 })) },
  {
    name: 'PlacedByHand',
    build: (stack) => minimal(stack, Topology.sharded({ shards: 2, replicasPerShard: 1, placement: PLACED })),
  },
  {
    name: 'RedisOss',
    build: (stack) => minimal(stack, Topology.sharded({ shards: 2, replicasPerShard: 1 }), Engine.redis('7.1')),
  },
  {
    name: 'AuthToken',
    build: (stack) => {
      const cache = stack.cache({
        topology: Topology.replicated({ replicas: 1 }),
        authentication: Authentication.authToken(),
        snapshotRetention: Duration.days(15),
      });
      cache.connect(stack.lambda(), { namespaces: [cache.addNamespace('products', CachePattern.cacheAside())] });
    },
  },
  {
    name: 'DataTiering',
    build: (stack) => {
      stack.cache({
        topology: Topology.sharded({ shards: 2, replicasPerShard: 1 }),
        nodeType: NodeType.of('cache.r6gd.xlarge'),
        snapshotRetention: Duration.days(15),
      });
    },
  },
  {
    name: 'Development',
    build: (stack) => {
      const cache = stack.isForDevelopment(
        stack.cache({
          topology: Topology.replicated({ replicas: 0 }),
          nodeType: NodeType.T4G_MICRO,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
      );
      cache.connect(stack.lambda(), { namespaces: [cache.addNamespace('products', CachePattern.cacheAside())] });
    },
  },
  {
    name: 'ServerlessMinimal',
    build: (stack) => {
      new ServerlessCache(stack, 'Cache', { vpc: stack.vpc, engine: ServerlessEngine.VALKEY_8 });
    },
  },
  {
    name: 'ServerlessMaximal',
    build: (stack) => {
      const cache = new ServerlessCache(stack, 'Cache', {
        vpc: stack.vpc,
        engine: ServerlessEngine.VALKEY_8,
        usageLimits: {
          dataStorage: { minimum: Size.gibibytes(1), maximum: Size.gibibytes(10) },
          ecpuPerSecond: { minimum: 1000, maximum: 5000 },
        },
        encryptionKey: new kms.Key(stack, 'OwnKey', { enableKeyRotation: true }),
        networkType: NetworkType.IPV4,
        snapshotRetention: Duration.days(35),
        dailySnapshotTime: '03:00',
        finalSnapshotName: 'the-last-one',
        description: 'Everything that can be said',
      });
      const products = cache.addNamespace('products', CachePattern.cacheAside());
      cache.connect(stack.lambda('Catalog'), { namespaces: [products] });
      cache.connect(stack.lambda('Signer'), {
        namespaces: [products],
        authentication: ConsumerAuthentication.IAM,
      });
    },
  },
  {
    name: 'ServerlessRedisOss',
    build: (stack) => {
      const cache = new ServerlessCache(stack, 'Cache', { vpc: stack.vpc, engine: ServerlessEngine.REDIS_7 });
      cache.connect(stack.lambda(), { namespaces: [cache.addNamespace('products', CachePattern.cacheAside())] });
    },
  },
  {
    name: 'ServerlessMemcached',
    build: (stack) => {
      const cache = new ServerlessCache(stack, 'Cache', { vpc: stack.vpc, engine: ServerlessEngine.MEMCACHED_1_6 });
      cache.connect(stack.lambda(), { namespaces: [cache.addNamespace('products', CachePattern.cacheAside())] });
    },
  },
  {
    name: 'MemcachedMinimal',
    build: (stack) => {
      const cache = new MemcachedCluster(stack, 'Cache', { vpc: stack.vpc, nodeType: NodeType.M7G_LARGE, nodes: 3 });
      cache.connect(stack.lambda(), { namespaces: [cache.addNamespace('products', CachePattern.cacheAside())] });
    },
  },
  {
    name: 'MemcachedMaximal',
    build: (stack) => {
      new MemcachedCluster(stack, 'Cache', {
        vpc: stack.vpc,
        engine: Engine.MEMCACHED_1_6_22,
        nodeType: NodeType.M7G_LARGE,
        nodes: 2,
        rawParameters: { max_item_size: '2097152' },
        port: 11_212,
        networkType: NetworkType.IPV4,
        maintenanceWindow: 'tue:05:00-tue:07:00',
        notificationTopic: stack.topic(),
      });
    },
  },
  {
    name: 'RestoredFromSnapshot',
    build: (stack) => {
      const restoreFrom = RestoreSource.fromSnapshot('automatic.shop-2026-11-01-03-00');
      stack.keepsDefaults(stack.cache({ restoreFrom, topology: Topology.replicated({ replicas: 1 }) }));
    },
  },
  {
    name: 'SeededFromS3',
    build: (stack) => {
      const restoreFrom = RestoreSource.fromS3(['arn:aws:s3:::dumps/1.rdb', 'arn:aws:s3:::dumps/2.rdb']);
      stack.keepsDefaults(stack.cache({ restoreFrom, topology: Topology.sharded({ shards: 2, replicasPerShard: 1 }) }));
    },
  },
  {
    name: 'DualStack',
    build: (stack) => {
      const addresses = { networkType: NetworkType.DUAL_STACK, ipDiscovery: IpDiscovery.IPV6 };
      stack.keepsDefaults(stack.cache(addresses));
    },
  },
  {
    name: 'Durable',
    build: (stack) => {
      const cache = stack.keepsDefaults(stack.cache({ engine: Engine.VALKEY_9_0, durability: Durability.SYNC }));
      cache.connect(stack.lambda(), { namespaces: [cache.addNamespace('board', CachePattern.cacheAside())] });
    },
  },
  {
    name: 'OnTheWayToEncryption',
    build: (stack) => {
      const cache = stack.cache({
        topology: Topology.replicated({ replicas: 1 }),
        transitEncryption: TransitEncryption.PREFERRED,
        authentication: Authentication.none(),
      });
      stack.isNotGuardedYet(stack.keepsDefaults(cache));
      cache.connect(stack.lambda(), { namespaces: [cache.addNamespace('products', CachePattern.cacheAside())] });
    },
  },
  {
    name: 'UsersByHand',
    build: (stack) => {
      const engine = Engine.VALKEY_8_1;
      const access = Access.fromString('on ~products:* -@all +get +set');
      const users = [
        new PasswordUser(stack, 'Writer', { engine, access, encryptionKey: stack.ownKey() }),
        new IamUser(stack, 'Reader', { engine, access }),
      ];
      const group = new UserGroup(stack, 'Users', { engine, users });
      group.rotatePassword(users[0] as PasswordUser);
      const topology = Topology.replicated({ replicas: 1 });
      const parameterGroup = new ParameterGroup(stack, 'Parameters', { engine, preset: ParameterPreset.STORE });
      const cache = stack.keepsDefaults(
        stack.cache({ engine, topology, parameterGroup, authentication: Authentication.userGroup(group) }),
      );
      const namespaces = [cache.addNamespace('sessions', CachePattern.sessions())];
      users.forEach((user, i) => cache.connect(stack.lambda(`Consumer${i}`), { namespaces, user }));
    },
  },
  {
    name: 'MadeElsewhere',
    build: (stack) => {
      const securityGroups = [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Firewall', 'sg-0123456789abcdef0')];
      const group = new UserGroup(stack, 'Users', { engine: Engine.VALKEY_8_1 });
      const authentication = Authentication.userGroup(group);
      const caches: ICache[] = [
        ReplicationGroup.fromReplicationGroupAttributes(stack, 'OnNodes', {
          replicationGroupId: 'shop',
          engine: Engine.VALKEY_8_1,
          configurationEndpoint: new CacheEndpoint('clustercfg.shop.abc123.euc1.cache.amazonaws.com', 6379),
          securityGroups,
          authentication,
          encryptionKey: stack.ownKey(),
        }),
        ServerlessCache.fromServerlessCacheAttributes(stack, 'WithoutNodes', {
          serverlessCacheName: 'shop',
          engine: ServerlessEngine.VALKEY_8,
          endpoint: new CacheEndpoint('shop-abc123.serverless.euc1.cache.amazonaws.com', 6379),
          securityGroups,
          authentication,
          encryptionKey: stack.ownKey(),
        }),
        MemcachedCluster.fromMemcachedClusterAttributes(stack, 'Memcached', {
          clusterName: 'shop',
          engine: Engine.MEMCACHED_1_6_22,
          endpoint: new CacheEndpoint('shop.abc123.cfg.euc1.cache.amazonaws.com', 11211),
          securityGroups,
        }),
      ];
      for (const cache of caches) {
        const namespaces = [cache.addNamespace('products', CachePattern.cacheAside())];
        cache.connect(stack.lambda(`ConsumerOf${cache.node.id}`), { namespaces });
      }
    },
  },
];
