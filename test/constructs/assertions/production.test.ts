import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { assertions } from '@elasticache-kit/constructs';
import { failureOf } from './support/failure';

/** The reviewed template of the production stack, as a deployment has it: JSON without a construct tree. */
const GOLDEN = readFileSync(path.join(__dirname, '../../golden/production-cache.template.json'), 'utf8');

const cache = assertions.CacheTemplate.fromString(GOLDEN).cache('Cache');

describe('a production template, read without its construct tree,', () => {
  it('says what the cache is', () => {
    expect([cache.kind, cache.engine, cache.nodeType]).toEqual(['sharded', 'valkey', 'cache.r7g.large']);
    expect([cache.shards, cache.replicasPerShard, cache.nodeCount]).toEqual([3, 2, 9]);
    expect([cache.isMultiAz, cache.isEncryptedInTransit, cache.isEncryptedAtRest]).toEqual([true, true, true]);
    expect([cache.snapshotRetentionDays, cache.deletionPolicy]).toEqual([7, 'Snapshot']);
    expect(cache.parameters).toMatchObject({ 'cluster-enabled': 'yes', 'maxmemory-policy': 'allkeys-lru' });
  });

  it('says who may do what, by the consumer’s name', () => {
    const [catalog, ...others] = cache.users();
    expect([catalog?.consumer, catalog?.authentication, others]).toEqual(['catalog', 'password', []]);
    expect(catalog?.keys).toEqual(['products:*']);
    expect(catalog?.channels).toEqual([]);
    expect(catalog?.commands).toContain('get');
  });

  it('says which namespaces there are', () => {
    expect(cache.namespaces()).toEqual([
      { name: 'products', keyPrefix: 'products:', pattern: 'cache-aside', ttlMs: 1_800_000 },
    ]);
  });

  it('says who may connect', () => {
    expect(cache.securityGroupIngress()).toEqual([
      { source: 'CatalogSecurityGroup74DF16FA', description: 'catalog to its cache', fromPort: 6379, toPort: 6379 },
    ]);
  });

  it('passes the assertions that a project would make', () => {
    cache
      .hasEngine('valkey')
      .hasNodeType('cache.r7g.large')
      .hasTopology({ shards: 3, replicasPerShard: 2 })
      .hasEviction('allkeys-lru')
      .hasParameter('maxmemory-policy', 'allkeys-lru')
      .hasNamespace('products')
      .isEncrypted()
      .keepsSnapshots(7)
      .isOpenTo('Catalog')
      .isOpenToNobodyBut('Catalog');
    cache
      .hasUser('catalog')
      .authenticatingBy('password')
      .allowing('get', 'set')
      .reaching('products:1')
      .notReaching('orders:1')
      .notAllowing('flushall', 'keys', 'config|get');
  });

  it('is replaced by none of its own updates', () => {
    const same = assertions.CacheTemplate.fromString(GOLDEN);
    expect(same.replacementsAgainst(same)).toEqual([]);
    same.keepsCachesOf(same);
  });
});

describe('an assertion that fails says what the template has:', () => {
  it.each<[string, (cache: assertions.CacheAssertion) => unknown, string]>([
    ['engine', (c) => c.hasEngine('redis'), 'expected engine "redis", found "valkey"'],
    ['version', (c) => c.hasEngine('valkey', '7.2'), 'expected engine version "7.2", found "8'],
    [
      'node type',
      (c) => c.hasNodeType('cache.r7g.xlarge'),
      'expected node type "cache.r7g.xlarge", found "cache.r7g.large"',
    ],
    ['shards', (c) => c.hasTopology({ shards: 6 }), 'expected shards 6, found 3'],
    ['replicas', (c) => c.hasTopology({ replicasPerShard: 1 }), 'expected replicas per shard 1, found 2'],
    ['eviction', (c) => c.hasEviction('noeviction'), 'expected eviction policy "noeviction", found "allkeys-lru"'],
    ['parameter', (c) => c.hasParameter('timeout', '300'), `expected parameter 'timeout' "300", found nothing`],
    ['namespace', (c) => c.hasNamespace('orders'), `no namespace 'orders'; there is: products`],
    ['snapshots', (c) => c.keepsSnapshots(35), 'expected snapshots kept for at least 35 day(s), found 7'],
    ['closed', (c) => c.isClosed(), 'expected nobody, may connect: CatalogSecurityGroup74DF16FA (6379)'],
    [
      'open',
      (c) => c.isOpenTo('Billing'),
      `'Billing' may not connect to port 6379; may connect: CatalogSecurityGroup74DF16FA`,
    ],
    ['port', (c) => c.isOpenTo('Catalog', 6380), `'Catalog' may not connect to port 6380`],
    ['nobody but', (c) => c.isOpenToNobodyBut('Billing'), 'more may connect than Billing; may connect: Catalog'],
    ['alarm', (c) => c.hasAlarm('FreeableMemory'), 'no alarm on FreeableMemory'],
    ['user', (c) => c.hasUser('billing'), `there is no user 'billing'; there is: catalog`],
    [
      'command',
      (c) => c.hasUser('catalog').allowing('get', 'flushall'),
      `user 'catalog' may not run flushall; its commands: asking,`,
    ],
    ['no command', (c) => c.hasUser('catalog').notAllowing('get'), `user 'catalog' may run get`],
    [
      'key',
      (c) => c.hasUser('catalog').reaching('orders:1'),
      `user 'catalog' does not reach orders:1; its keys: products:*`,
    ],
    ['no key', (c) => c.hasUser('catalog').notReaching('products:1'), `user 'catalog' reaches products:1`],
    [
      'authentication',
      (c) => c.hasUser('catalog').authenticatingBy('iam'),
      'does not authenticate by iam; its authentication: password',
    ],
    [
      'misspelt command',
      (c) => c.hasUser('catalog').notAllowing('flushal'),
      `no engine that the kit knows has a command 'flushal'`,
    ],
  ])('%s', (_, assertion, message) => {
    expect(failureOf(() => assertion(cache))).toContain(message);
  });
});

describe('a cache that is not there', () => {
  const two = assertions.CacheTemplate.fromJSON({
    Resources: {
      ShopCache1234ABCD: {
        Type: 'AWS::ElastiCache::ServerlessCache',
        Metadata: { 'aws:cdk:path': 'Shop/Sessions/Cache/Resource' },
      },
      Other5678ABCD: {
        Type: 'AWS::ElastiCache::ReplicationGroup',
        Metadata: { 'aws:cdk:path': 'Shop/Products/Cache/Resource' },
      },
    },
  });

  it('is asked for with a list of those that are', () => {
    expect(failureOf(() => two.cache('Orders'))).toBe(
      `there is no cache 'Orders'; there is: Shop/Sessions/Cache, Shop/Products/Cache`,
    );
    expect(failureOf(() => assertions.CacheTemplate.fromJSON({}).cache())).toBe('the template has no cache');
  });

  it('is not guessed where several fit', () => {
    expect(failureOf(() => two.cache())).toContain('2 caches fit; say which one');
    expect(failureOf(() => two.cache('Cache'))).toContain(`2 caches fit 'Cache'; say which one: Shop/Sessions/Cache`);
  });

  it('is found by path, end of path, logical id, and logical id without its hash', () => {
    expect(two.cacheIds()).toEqual(['Shop/Sessions/Cache', 'Shop/Products/Cache']);
    for (const name of ['Shop/Sessions/Cache', 'Sessions/Cache', 'ShopCache1234ABCD', 'ShopCache']) {
      expect(two.cache(name).kind).toBe('serverless');
    }
  });

  it('is not looked for in a text that is no template', () => {
    expect(failureOf(() => assertions.CacheTemplate.fromString('Resources:'))).toContain(
      'the text is not a JSON template',
    );
  });
});
