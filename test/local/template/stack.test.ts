import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { CachePlan } from '../../../local/src/template/plan';
import { Stack } from '../../../local/src/template/stack';
import { type JsonObject, readTemplate } from '../../../local/src/template/template';
import { cacheWith, root, template, templateOf } from '../support/fixtures';

const stackOf = (value: JsonObject): Stack => new Stack(readTemplate(value, 'test'), 'Shop');

function cacheOf(properties: JsonObject, resources: JsonObject = {}): CachePlan {
  const [cache] = stackOf(templateOf({ Cache: cacheWith(properties), ...resources })).plan().caches;
  if (cache === undefined) throw new Error('no cache');
  return cache;
}

const group = (Properties: JsonObject): JsonObject => ({
  Type: 'AWS::ElastiCache::ParameterGroup',
  Properties: { CacheParameterGroupFamily: 'valkey8', Description: 'group', Properties },
});

describe('what a template asks for', () => {
  it('is read whole from a sharded cache: shards, replicas, slots, users, parameters', () => {
    const [cache] = stackOf(template('sharded')).plan().caches;
    expect(cache).toMatchObject({
      kind: 'sharded',
      tls: true,
      engine: { name: 'valkey', version: '8.0' },
      shards: [
        { id: '0001', replicas: 2, slots: [{ first: 0, last: 5461 }] },
        { id: '0002', replicas: 2, slots: [{ first: 5462, last: 10922 }] },
        { id: '0003', replicas: 2, slots: [{ first: 10923, last: 16383 }] },
      ],
      access: { kind: 'users', users: [{ userName: 'catalog' }, { userName: 'orders' }] },
      parameters: { 'maxmemory-policy': 'allkeys-lru', 'maxmemory-samples': '3' },
    });
  });

  it('is read from the stack that this repository synthesizes', () => {
    const golden = JSON.parse(
      readFileSync(path.join(root, 'test/golden/production-cache.template.json'), 'utf8'),
    ) as JsonObject;
    const [cache] = stackOf(golden).plan().caches;
    expect(cache?.shards.map(({ replicas }) => replicas)).toEqual([2, 2, 2]);
    expect(cache).toMatchObject({
      tls: true,
      access: { kind: 'users', users: [{ accessString: expect.stringContaining('~products:*') }] },
    });
  });

  it('is read from a replicated cache, whose id ElastiCache writes in lower case', () => {
    const [cache] = stackOf(template('replicated')).plan().caches;
    expect(cache).toMatchObject({ cacheId: 'shop', kind: 'replicated', shards: [{ replicas: 2, slots: [] }] });
  });

  it.each<[string, JsonObject, JsonObject, 'sharded' | 'replicated', number]>([
    ['a default group with cluster mode', { CacheParameterGroupName: 'default.valkey8.cluster.on' }, {}, 'sharded', 1],
    ['a default group without', { CacheParameterGroupName: 'default.valkey8' }, {}, 'replicated', 1],
    [
      'a group of the template with cluster mode',
      { CacheParameterGroupName: { Ref: 'Group' } },
      { Group: group({ 'cluster-enabled': 'yes' }) },
      'sharded',
      1,
    ],
    ['ClusterMode itself', { ClusterMode: 'enabled', NumNodeGroups: 2 }, {}, 'sharded', 2],
    ['several shards', { NumNodeGroups: 4 }, {}, 'sharded', 4],
    ['nothing at all', {}, {}, 'replicated', 1],
  ])('cluster mode follows from %s', (_, properties, resources, kind, shards) => {
    const cache = cacheOf(properties, resources);
    expect([cache.kind, cache.shards.length]).toEqual([kind, shards]);
  });

  it('keeps slots and replicas that are pinned for each shard', () => {
    const cache = cacheOf({
      NumNodeGroups: 2,
      NodeGroupConfiguration: [
        { NodeGroupId: '7', Slots: '0-999,2000-16383', ReplicaCount: 1 },
        { NodeGroupId: '8', Slots: '1000-1999', ReplicaCount: 0 },
      ],
    });
    expect(cache.shards).toEqual([
      {
        id: '0007',
        replicas: 1,
        slots: [
          { first: 0, last: 999 },
          { first: 2000, last: 16383 },
        ],
      },
      { id: '0008', replicas: 0, slots: [{ first: 1000, last: 1999 }] },
    ]);
  });

  it('tells what it does otherwise, by logical id and property, and nothing of what is switched off', () => {
    const { notHonoured } = stackOf(
      templateOf({
        Cache: cacheWith({ MultiAZEnabled: false, SnapshotRetentionLimit: 7, AtRestEncryptionEnabled: true }),
      }),
    ).plan();
    expect(notHonoured.map(({ logicalId, property }) => `${logicalId}.${property}`)).toEqual([
      'Cache.SnapshotRetentionLimit',
      'Cache.AtRestEncryptionEnabled',
      'Cache.Port',
    ]);
  });

  it('leaves out a cache whose condition does not hold', () => {
    const off = { ...cacheWith({}), Condition: 'Never' };
    const value = templateOf({ On: cacheWith({}), Off: off }, { Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } } });
    expect(
      stackOf(value)
        .plan()
        .caches.map(({ logicalId }) => logicalId),
    ).toEqual(['On']);
  });
});

describe('outputs', () => {
  it('mention other services’ resources in the right shape, and the same each time', () => {
    const read = (): Record<string, string> =>
      stackOf(template('sharded')).outputs({
        Cache: { 'ConfigurationEndPoint.Address': 'host', 'ConfigurationEndPoint.Port': '1' },
      }).values;
    expect(read()).toMatchObject({
      TopicArn: expect.stringMatching(/^arn:aws:sns:us-east-1:000000000000:Shop-Topic-[0-9A-F]{12}$/),
      Endpoint: 'host:1',
    });
    expect(read()).toEqual(read());
  });

  it('that import from another stack are left out, and that is said', () => {
    const { values, notHonoured } = stackOf(template('sharded')).outputs({
      Cache: { 'ConfigurationEndPoint.Address': 'host', 'ConfigurationEndPoint.Port': '1' },
    });
    expect(values).not.toHaveProperty('Network');
    expect(notHonoured).toEqual([
      { logicalId: 'Network', property: 'Outputs', detail: 'imports from another stack: left out' },
    ]);
  });

  it('ATTRIBUTE_UNKNOWN: an endpoint that a cache of this kind does not have', () => {
    const stack = stackOf(
      templateOf(
        { Cache: cacheWith({}) },
        { Outputs: { Wrong: { Value: { 'Fn::GetAtt': ['Cache', 'ConfigurationEndPoint.Address'] } } } },
      ),
    );
    expect(() => stack.outputs({ Cache: { 'PrimaryEndPoint.Address': 'host' } })).toThrow(
      expect.objectContaining({
        code: 'ATTRIBUTE_UNKNOWN',
        message: expect.stringContaining('it has PrimaryEndPoint.Address'),
      }),
    );
  });
});

describe('a template that cannot be started is refused before anything is', () => {
  const user = (properties: JsonObject): JsonObject => ({
    Type: 'AWS::ElastiCache::User',
    Properties: { UserId: 'a', UserName: 'a', Engine: 'valkey', ...properties },
  });
  const users = {
    Type: 'AWS::ElastiCache::UserGroup',
    Properties: { UserGroupId: 'g', Engine: 'valkey', UserIds: ['a'] },
  };

  it.each<[string, string, JsonObject, RegExp]>([
    ['TEMPLATE_INVALID', 'no resources', {}, /Resources must be present/],
    ['TEMPLATE_INVALID', 'a resource without a type', { Resources: { A: {} } }, /Resources\.A\.Type must be a string/],
    [
      'TEMPLATE_HAS_NO_CACHE',
      'no cache',
      templateOf({ Topic: { Type: 'AWS::SNS::Topic' } }),
      /stack Shop has no AWS::ElastiCache::ReplicationGroup/,
    ],
    [
      'TEMPLATE_HAS_NO_CACHE',
      'what belongs to a cache but is none',
      templateOf({ Less: { Type: 'AWS::ElastiCache::GlobalReplicationGroup' } }),
      /no other cache \(ReplicationGroup, CacheCluster, ServerlessCache\): it has 1 resources of other types/,
    ],
    [
      'CACHE_INVALID',
      'an engine nobody has',
      templateOf({ Cache: cacheWith({ Engine: 'keydb' }) }),
      /must be valkey or redis, got "keydb"/,
    ],
    [
      'CACHE_INVALID',
      'too many replicas',
      templateOf({ Cache: cacheWith({ NumCacheClusters: 9 }) }),
      /from 1 to 6, got 9/,
    ],
    [
      'CACHE_INVALID',
      'slots that overlap',
      templateOf({
        Cache: cacheWith({ NumNodeGroups: 2, NodeGroupConfiguration: [{ Slots: '0-9000' }, { Slots: '9000-16383' }] }),
      }),
      /2 shards for slot 9000/,
    ],
    [
      'CACHE_INVALID',
      'a user group of another stack',
      templateOf({ Cache: cacheWith({ UserGroupIds: ['other'] }) }),
      /got "other"/,
    ],
    [
      'CACHE_INVALID',
      'two ways to log in',
      templateOf({
        Cache: cacheWith({ UserGroupIds: ['g'], AuthToken: 'x'.repeat(16) }),
        U: user({ NoPasswordRequired: true }),
        G: users,
      }),
      /AuthToken and UserGroupIds/,
    ],
    [
      'USER_INVALID',
      'a user without a password',
      templateOf({ Cache: cacheWith({ UserGroupIds: ['g'] }), U: user({}), G: users }),
      /got none/,
    ],
    [
      'REFERENCE_CYCLE',
      'a cache that needs its own address',
      templateOf({ Cache: cacheWith({ EngineVersion: { 'Fn::GetAtt': ['Cache', 'PrimaryEndPoint.Address'] } }) }),
      /known only when the cache runs/,
    ],
  ])('%s: %s', (code, _, value, message) => {
    expect(() => stackOf(value).plan()).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    );
  });

  it('never shows a password in an error', () => {
    const value = templateOf({
      Cache: cacheWith({ UserGroupIds: ['g'] }),
      U: user({ AuthenticationMode: { Type: 'password', Passwords: [{ secret: 'hunter2' }] } }),
      G: users,
    });
    let message = '';
    try {
      stackOf(value).plan();
    } catch (error) {
      ({ message } = error as Error);
    }
    expect(message).toContain('Passwords must be a list of texts');
    expect(message).not.toContain('hunter2');
  });
});
