import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { Annotations as Messages, CfnParameter, Duration } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import {
  CachePattern,
  Engine,
  EvictionPolicy,
  type ICache,
  MemcachedCluster,
  NodeType,
  ServerlessCache,
  ServerlessEngine,
  Topology,
} from '@elasticache-kit/constructs';
import { refusal } from '../support/errors';
import { UserStack } from '../support/stacks';

/** What is warned of under an id, once the template is made. */
function warnings(stack: UserStack, id: string): string[] {
  stack.template();
  return Annotations.fromStack(stack)
    .findWarning('*', Match.stringLikeRegexp(`constructs:${id}\\]`))
    .map(({ entry }) => entry.data as string);
}

describe('a firewall that is open to the internet', () => {
  const OPEN = 'CACHE_OPEN_TO_EVERYBODY';

  it.each<[string, ec2.IPeer]>([
    ['IPv4', ec2.Peer.anyIpv4()],
    ['IPv6', ec2.Peer.anyIpv6()],
  ])('is said to be, whenever it was opened (%s)', (_, peer) => {
    const stack = new UserStack();
    const cache = stack.cache();
    cache.connections.allowDefaultPortFrom(peer);
    expect(warnings(stack, OPEN)).toEqual([expect.stringContaining('Shop/Cache/SecurityGroup')]);
  });

  it('is found in a group that was given, too', () => {
    const stack = new UserStack();
    const group = new ec2.SecurityGroup(stack, 'Own', { vpc: stack.vpc });
    stack.cache({ securityGroups: [group] });
    group.addIngressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(6379));
    expect(warnings(stack, OPEN)).toEqual([expect.stringContaining('Shop/Own')]);
  });

  it('is not what a range of the network is', () => {
    const stack = new UserStack();
    stack.cache().connections.allowDefaultPortFrom(ec2.Peer.ipv4('10.0.0.0/8'));
    expect(warnings(stack, OPEN)).toEqual([]);
  });
});

describe('public subnets', () => {
  const inPublic = (props: object): UserStack => {
    const stack = new UserStack();
    const vpc = new ec2.Vpc(stack, 'Open', { maxAzs: 2, natGateways: 0, restrictDefaultSecurityGroup: false });
    stack.cache({ vpc, ...props });
    return stack;
  };

  it('are said to be no place for a cache', () => {
    const stack = inPublic({ vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC } });
    expect(warnings(stack, 'CACHE_PUBLIC_SUBNET')).toHaveLength(1);
  });

  it('are not chosen while there are others', () => {
    expect(warnings(inPublic({}), 'CACHE_PUBLIC_SUBNET')).toEqual([]);
  });
});

describe('readers without an endpoint of their own', () => {
  it.each<[string, (stack: UserStack) => ICache, string]>([
    ['a sharded cache', (stack) => stack.cache(), 'a sharded cache'],
    ['one node', (stack) => stack.cache({ topology: Topology.replicated({ replicas: 0 }) }), 'a replicated cache'],
    [
      'Memcached',
      (stack) => new MemcachedCluster(stack, 'Cache', { vpc: stack.vpc, nodeType: NodeType.M7G_LARGE, nodes: 2 }),
      'a memcached cache',
    ],
  ])('are refused by %s, with the way that there is', (_, cacheIn, kind) => {
    const stack = new UserStack();
    const cache = cacheIn(stack);
    const { ids, message } = refusal(() => cache.allowReadersFrom(stack.lambda()));
    expect(ids).toEqual(['CACHE_NO_READER_ENDPOINT']);
    expect(message).toContain(`allowReadersFrom on ${kind}`);
    expect(message).toContain('Use allowWritersFrom');
  });
});

const serverless = (stack: UserStack): ICache =>
  new ServerlessCache(stack, 'Cache', { vpc: stack.vpc, engine: ServerlessEngine.VALKEY_8 });

describe('keys that never expire, in a cache that evicts only those that do', () => {
  const added = (cacheIn: (stack: UserStack) => ICache, pattern: CachePattern): string[] => {
    const stack = new UserStack();
    cacheIn(stack).addNamespace('things', pattern);
    return warnings(stack, 'NS_NEVER_EXPIRES');
  };
  const volatile = (stack: UserStack): ICache => stack.cache({ eviction: EvictionPolicy.VOLATILE_LFU });

  it.each<[string, (stack: UserStack) => ICache, string]>([
    ['volatile-lfu', volatile, "('volatile-lfu')"],
    ['a serverless cache', serverless, "('volatile-lru')"],
  ])('are warned of with %s', (_, cacheIn, policy) => {
    const [warning, ...others] = added(cacheIn, CachePattern.leaderboard());
    expect(others).toEqual([]);
    expect(warning).toContain(
      `namespace 'things', whose keys have no TTL, in a cache that evicts only keys with one ${policy}`,
    );
    expect(warning).toContain('Give the pattern a `ttl`');
  });

  it('are no danger where nothing is evicted anyway', () => {
    const noeviction = (stack: UserStack): ICache => stack.cache({ eviction: EvictionPolicy.NOEVICTION });
    expect(added(noeviction, CachePattern.leaderboard())).toEqual([]);
  });

  it.each<[string, CachePattern]>([
    ['a board that ends', CachePattern.leaderboard({ ttl: Duration.days(7) })],
    ['a board that is bounded', CachePattern.leaderboard({ maxMembers: 1000 })],
    ['a stream, which is trimmed', CachePattern.stream()],
    ['write-behind, whose backlog is bounded', CachePattern.writeBehind()],
    ['a rate limiter, whose windows end', CachePattern.rateLimiter()],
    ['pub/sub, which has no keys', CachePattern.pubSub()],
    ['cache-aside', CachePattern.cacheAside()],
  ])('are not seen in %s', (_, pattern) => {
    expect(added(volatile, pattern)).toEqual([]);
  });

  it('are not mentioned again once they are acknowledged', () => {
    const stack = new UserStack();
    const cache = stack.cache({ eviction: EvictionPolicy.VOLATILE_LFU });
    cache.addNamespace('things', CachePattern.leaderboard());
    Messages.of(cache).acknowledgeWarning('@elasticache-kit/constructs:NS_NEVER_EXPIRES', 'a dozen boards');
    expect(warnings(stack, 'NS_NEVER_EXPIRES')).toEqual([]);
  });
});

it.each<[string, (stack: UserStack) => ICache, string]>([
  ['nodes', (stack) => stack.cache({ eviction: EvictionPolicy.NOEVICTION }), 'EvictionPolicy.ALLKEYS_LRU'],
  [
    'Memcached',
    (stack) =>
      new MemcachedCluster(stack, 'Cache', {
        vpc: stack.vpc,
        nodeType: NodeType.M7G_LARGE,
        nodes: 2,
        parameters: { errorOnMemoryExhausted: true },
      }),
    'Leave `errorOnMemoryExhausted` off',
  ],
])('entries that are never evicted are warned of with a way out that %s have', (_, cacheIn, way) => {
  const stack = new UserStack();
  cacheIn(stack).addNamespace('things', CachePattern.cacheAside());
  expect(warnings(stack, 'NS_NEVER_EVICTED')).toEqual([expect.stringContaining(way)]);
});

describe('Memcached', () => {
  it.each<[string, (stack: UserStack) => ICache]>([
    [
      'on nodes',
      (stack) => new MemcachedCluster(stack, 'Cache', { vpc: stack.vpc, nodeType: NodeType.M7G_LARGE, nodes: 2 }),
    ],
    [
      'without nodes',
      (stack) => new ServerlessCache(stack, 'Cache', { vpc: stack.vpc, engine: ServerlessEngine.MEMCACHED_1_6 }),
    ],
  ])('%s reports all that is wrong with a namespace at once', (_, cacheIn) => {
    const cache = cacheIn(new UserStack());
    expect(refusal(() => cache.addNamespace('Board', CachePattern.leaderboard({ maxMembers: 0 }))).ids).toEqual([
      'NS_NAME_INVALID',
      'NS_SETTING_OUT_OF_RANGE',
      'CACHE_PATTERN_UNSUITED',
    ]);
    const tooShort = CachePattern.cacheAside({ ttl: Duration.millis(1), jitter: 2 });
    expect(refusal(() => cache.addNamespace('pages', tooShort)).ids).toEqual([
      'NS_JITTER_OUT_OF_RANGE',
      'CACHE_TTL_TOO_SHORT',
    ]);
  });
});

it('a life that only the deployment knows is not judged by any cache', () => {
  const stack = new UserStack();
  const seconds = new CfnParameter(stack, 'Seconds', { type: 'Number' }).valueAsNumber;
  const pattern = CachePattern.cacheAside({ ttl: Duration.millis(seconds), negativeTtl: Duration.millis(seconds) });
  const caches = [
    stack.cache({ engine: Engine.VALKEY_8_0 }),
    new MemcachedCluster(stack, 'Memcached', { vpc: stack.vpc, nodeType: NodeType.M7G_LARGE, nodes: 2 }),
  ];
  expect(caches.map((cache) => cache.addNamespace('pages', pattern).name)).toEqual(['pages', 'pages']);
});
