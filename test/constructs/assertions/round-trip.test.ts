import * as fc from 'fast-check';
import { Duration } from 'aws-cdk-lib';
import {
  assertions,
  CachePattern,
  Engine,
  EvictionPolicy,
  NodeType,
  type ReplicationGroupProps,
  Topology,
} from '@elasticache-kit/constructs';
import { UserStack } from '../support/stacks';

const replicas = fc.integer({ min: 0, max: 5 });

const topology: fc.Arbitrary<Topology> = fc.oneof(
  replicas.map((count) => Topology.replicated({ replicas: count })),
  fc.integer({ min: 1, max: 5 }).map((count) => Topology.compatible({ replicas: count })),
  fc
    .record({ shards: fc.integer({ min: 1, max: 90 }), replicasPerShard: replicas })
    .filter(({ shards, replicasPerShard }) => shards * (1 + replicasPerShard) <= 90)
    .map((props) => Topology.sharded(props)),
);

const legalProps: fc.Arbitrary<Partial<ReplicationGroupProps>> = fc.record({
  topology,
  engine: fc.constantFrom('7.2', '8.0', '8.1', '8.2').map((version) => Engine.valkey(version)),
  nodeType: fc.constantFrom(NodeType.T4G_MEDIUM, NodeType.M7G_LARGE, NodeType.R7G_XLARGE),
  eviction: fc.constantFrom(...Object.values(EvictionPolicy)),
  snapshotRetention: fc.integer({ min: 0, max: 35 }).map((days) => Duration.days(days)),
});

function read(props: Partial<ReplicationGroupProps>): assertions.CacheAssertion {
  const stack = new UserStack();
  stack.cache(props);
  return assertions.CacheTemplate.fromStack(stack).cache('Cache');
}

it('what a template says of a cache is what its properties asked for', () => {
  fc.assert(
    fc.property(legalProps, (props) => {
      const cache = read(props);
      const { shards, replicasPerShard, isSharded } = props.topology ?? Topology.replicated({ replicas: 0 });
      expect({
        kind: cache.kind,
        shards: cache.shards,
        replicasPerShard: cache.replicasPerShard,
        nodeCount: cache.nodeCount,
        isMultiAz: cache.isMultiAz,
        engine: [cache.engine, cache.engineVersion],
        nodeType: cache.nodeType,
        eviction: cache.evictionPolicy,
        retention: cache.snapshotRetentionDays,
      }).toEqual({
        kind: isSharded ? 'sharded' : 'replicated',
        shards,
        replicasPerShard,
        nodeCount: shards * (1 + replicasPerShard),
        isMultiAz: replicasPerShard > 0,
        engine: ['valkey', props.engine?.version],
        nodeType: props.nodeType?.name,
        eviction: props.eviction,
        retention: props.snapshotRetention?.toDays(),
      });
    }),
    { numRuns: 30 },
  );
});

it('an update that makes a cache grow or shrink keeps it', () => {
  const template = (chosen: Topology): assertions.CacheTemplate => {
    const stack = new UserStack();
    stack.cache({ topology: chosen });
    return assertions.CacheTemplate.fromStack(stack);
  };
  const sharded = (shards: number, replicasPerShard: number): assertions.CacheTemplate =>
    template(Topology.sharded({ shards, replicasPerShard }));
  sharded(6, 2).keepsCachesOf(sharded(3, 2));
  sharded(3, 1).keepsCachesOf(sharded(3, 2));
  // Resharding is in place where it is the only change of its update.
  expect(() => sharded(6, 1).keepsCachesOf(sharded(3, 2))).toThrow('NumNodeGroups is changed from 3 to 6');
  template(Topology.replicated({ replicas: 3 })).keepsCachesOf(template(Topology.replicated({ replicas: 1 })));
});

it('a consumer is found by the names that its stack knows it by, and reaches its namespaces only', () => {
  const stack = new UserStack();
  const cache = stack.cache();
  const products = cache.addNamespace('products', CachePattern.cacheAside());
  cache.addNamespace('orders', CachePattern.cacheAside());
  cache.connect(stack.lambda('Catalog'), { namespaces: [products] });
  const found = assertions.CacheTemplate.fromStack(stack).cache();
  found.isOpenTo('Catalog').isOpenToNobodyBut('Shop/Catalog').hasNamespace('orders');
  found.hasUser('catalog').allowing('get', 'set').reaching('products:1').notReaching('orders:1');
  found.hasUser('Cache/User-catalog').notAllowing('flushall', 'keys', 'acl|whoami');
});
