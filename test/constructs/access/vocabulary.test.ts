import { Duration, Token } from 'aws-cdk-lib';
import {
  CachePattern,
  Namespace,
  EvictionPolicy,
  RateLimitAlgorithm,
  WhenUnavailable,
} from '@elasticache-kit/constructs';
import { refusal } from '../support/errors';
import { deployed } from '../support/resolve';
import { UserStack } from '../support/stacks';
import { UsersStack } from './support/stack';

const SAID: readonly (readonly [CachePattern, object])[] = [
  [CachePattern.cacheAside(), { pattern: 'cache-aside', ttlMs: 300_000, jitter: 0.1, negativeTtlMs: 30_000 }],
  [
    CachePattern.cacheAside({ tags: true, ttl: Duration.seconds(10) }),
    { pattern: 'cache-aside', ttlMs: 10_000, jitter: 0.1, negativeTtlMs: 10_000, tags: true },
  ],
  [
    CachePattern.readThrough({ refreshAhead: 0.5 }),
    { pattern: 'read-through', ttlMs: 300_000, jitter: 0.1, negativeTtlMs: 30_000, refreshAhead: 0.5 },
  ],
  [
    CachePattern.writeThrough({ negativeTtl: Duration.seconds(0) }),
    { pattern: 'write-through', ttlMs: 300_000, jitter: 0.1, negativeTtlMs: 0 },
  ],
  [
    CachePattern.writeBehind(),
    {
      pattern: 'write-behind',
      ttlMs: 300_000,
      jitter: 0.1,
      negativeTtlMs: 30_000,
      maxBacklog: 10_000,
      maxAttempts: 10,
    },
  ],
  [CachePattern.sessions(), { pattern: 'sessions', ttlMs: 1_800_000, maxAgeMs: 86_400_000 }],
  [CachePattern.leaderboard(), { pattern: 'leaderboard' }],
  [
    CachePattern.leaderboard({ ttl: Duration.days(7), maxMembers: 100 }),
    { pattern: 'leaderboard', ttlMs: 604_800_000, maxMembers: 100 },
  ],
  [
    CachePattern.rateLimiter(),
    { pattern: 'rate-limiter', limit: 100, windowMs: 60_000, algorithm: 'token-bucket', whenUnavailable: 'allow' },
  ],
  [
    CachePattern.rateLimiter({
      limit: 5,
      window: Duration.seconds(1),
      algorithm: RateLimitAlgorithm.SLIDING_WINDOW,
      whenUnavailable: WhenUnavailable.DENY,
    }),
    { pattern: 'rate-limiter', limit: 5, windowMs: 1000, algorithm: 'sliding-window', whenUnavailable: 'deny' },
  ],
  [CachePattern.lock(), { pattern: 'lock', ttlMs: 30_000 }],
  [CachePattern.feed(), { pattern: 'feed', ttlMs: 2_592_000_000, maxItems: 1000 }],
  [CachePattern.uniqueVisitors(), { pattern: 'unique-visitors', ttlMs: 7_776_000_000 }],
  [CachePattern.pubSub(), { pattern: 'pub-sub' }],
  [CachePattern.stream(), { pattern: 'stream', maxLength: 100_000, maxAttempts: 10, takeOverAfterMs: 60_000 }],
];

it.each(SAID.map(([pattern, said]) => [pattern.name, pattern, said] as const))(
  'the manifest says of a %s namespace what an application has to know',
  (_, pattern, said) => {
    const stack = new UserStack();
    stack.cache({ eviction: EvictionPolicy.NOEVICTION }).addNamespace('shop', pattern);
    expect(namespacesOf(stack)).toEqual([{ name: 'shop', keyPrefix: 'shop:', ...said }]);
  },
);

function namespacesOf(stack: UserStack): unknown {
  const outputs = Object.entries(stack.template().findOutputs('*') as Record<string, { Value: unknown }>);
  const manifest = outputs.find(([name]) => name.startsWith('CacheManifest'))?.[1];
  return (JSON.parse(deployed(manifest?.Value)) as { namespaces: unknown }).namespaces;
}

it.each<[string, string, () => CachePattern]>([
  ['ttl 0', 'NS_TTL_OUT_OF_RANGE', () => CachePattern.sessions({ ttl: Duration.millis(0) })],
  ['refreshAhead 0', 'NS_SETTING_OUT_OF_RANGE', () => CachePattern.readThrough({ refreshAhead: 0 })],
  ['refreshAhead 1.1', 'NS_SETTING_OUT_OF_RANGE', () => CachePattern.readThrough({ refreshAhead: 1.1 })],
  ['maxBacklog 0', 'NS_SETTING_OUT_OF_RANGE', () => CachePattern.writeBehind({ maxBacklog: 0 })],
  ['maxAttempts 1.5', 'NS_SETTING_OUT_OF_RANGE', () => CachePattern.stream({ maxAttempts: 1.5 })],
  ['limit NaN', 'NS_SETTING_OUT_OF_RANGE', () => CachePattern.rateLimiter({ limit: Number.NaN })],
  ['window 0', 'NS_SETTING_OUT_OF_RANGE', () => CachePattern.rateLimiter({ window: Duration.seconds(0) })],
  ['maxItems -1', 'NS_SETTING_OUT_OF_RANGE', () => CachePattern.feed({ maxItems: -1 })],
  ['maxMembers 0', 'NS_SETTING_OUT_OF_RANGE', () => CachePattern.leaderboard({ maxMembers: 0 })],
  ['takeOverAfter 0', 'NS_SETTING_OUT_OF_RANGE', () => CachePattern.stream({ takeOverAfter: Duration.seconds(0) })],
  [
    'maxAge below ttl',
    'NS_SETTING_OUT_OF_RANGE',
    () => CachePattern.sessions({ ttl: Duration.hours(2), maxAge: Duration.hours(1) }),
  ],
])('a namespace is refused: %s, %s', (_, id, pattern) => {
  const cache = new UserStack().cache({ eviction: EvictionPolicy.NOEVICTION });
  expect(refusal(() => cache.addNamespace('shop', pattern())).ids).toEqual([id]);
});

it('a limit that only the deployment knows is not judged', () => {
  const limit = Token.asNumber({ Ref: 'Limit' });
  expect(CachePattern.rateLimiter({ limit })._objections).toEqual([]);
});

describe('eviction policies', () => {
  const keeping = {
    sessions: CachePattern.sessions(),
    lock: CachePattern.lock(),
  };
  const lasting = {
    'write-behind': CachePattern.writeBehind(),
    stream: CachePattern.stream(),
    leaderboard: CachePattern.leaderboard(),
  };
  const refused = (pattern: CachePattern, eviction: EvictionPolicy): boolean => {
    const cache = new UserStack().cache({ eviction });
    try {
      cache.addNamespace('shop', pattern);
      return false;
    } catch (error) {
      expect((error as { code: string }).code).toBe('NS_EVICTION_UNSUITED');
      return true;
    }
  };

  it.each(Object.entries(keeping))('%s takes only noeviction', (_, pattern) => {
    expect(refused(pattern, EvictionPolicy.NOEVICTION)).toBe(false);
    expect(refused(pattern, EvictionPolicy.VOLATILE_LRU)).toBe(true);
    expect(refused(pattern, EvictionPolicy.ALLKEYS_LRU)).toBe(true);
  });

  it.each(Object.entries(lasting))('%s takes a policy that spares keys without a TTL', (_, pattern) => {
    expect(refused(pattern, EvictionPolicy.NOEVICTION)).toBe(false);
    expect(refused(pattern, EvictionPolicy.VOLATILE_LRU)).toBe(false);
    expect(refused(pattern, EvictionPolicy.ALLKEYS_LFU)).toBe(true);
  });

  it('sessions that may be lost, and everything that is only a copy, take any', () => {
    for (const pattern of [
      CachePattern.sessions({ mayBeEvicted: true }),
      CachePattern.rateLimiter(),
      CachePattern.feed(),
      CachePattern.uniqueVisitors(),
      CachePattern.readThrough(),
      CachePattern.writeThrough(),
      CachePattern.cacheAside({ tags: true }),
    ]) {
      expect([pattern.name, refused(pattern, EvictionPolicy.ALLKEYS_LRU)]).toEqual([pattern.name, false]);
    }
  });
});

it('tags cost one command more', () => {
  const commands = (tags: boolean): readonly string[] => CachePattern.cacheAside({ tags })._needs('shop:').commands;
  expect(commands(true).filter((name) => !commands(false).includes(name))).toEqual(['mget']);
});

it("a namespace's keys begin with its name", () => {
  expect(new Namespace(new UsersStack(), 'products', CachePattern.lock()).keyPrefix).toBe('products:');
});
