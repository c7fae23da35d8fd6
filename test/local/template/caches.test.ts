import type { CachePlan } from '../../../local/src/template/plan';
import { Stack } from '../../../local/src/template/stack';
import { type JsonObject, readTemplate } from '../../../local/src/template/template';
import { cacheWith, clusterWith, serverlessWith, templateOf, usersOf } from '../support/fixtures';

const planOf = (resources: JsonObject): readonly CachePlan[] =>
  new Stack(readTemplate(templateOf(resources), 'test'), 'Shop').plan().caches;

const parameterGroup = (family: string, Properties: JsonObject = {}): JsonObject => ({
  Type: 'AWS::ElastiCache::ParameterGroup',
  Properties: { CacheParameterGroupFamily: family, Description: 'group', Properties },
});

const password = { AuthenticationMode: { Type: 'password', Passwords: ['x'.repeat(16)] } };

describe('what a serverless cache asks for', () => {
  it.each([
    ['valkey', undefined, '8', true],
    ['valkey', '9', '9', true],
    ['redis', undefined, '7', true],
    ['memcached', '1.6', '1.6', false],
  ])('%s %s: version %s, cluster mode %s, TLS always', (engine, written, version, clustered) => {
    const [cache] = planOf({
      Cache: serverlessWith({ Engine: engine, ...(written !== undefined && { MajorEngineVersion: written }) }),
    });
    expect(cache).toMatchObject({ kind: 'serverless', engine: { name: engine, version }, clustered, tls: true });
  });

  it('its name in lower case, and the most data that it may hold', () => {
    const limits = { DataStorage: { Minimum: 1, Maximum: 2, Unit: 'GB' }, ECPUPerSecond: { Maximum: 0 } };
    expect(
      planOf({ Cache: serverlessWith({ ServerlessCacheName: 'Shop-1', CacheUsageLimits: limits }) }),
    ).toMatchObject([{ cacheId: 'shop-1', memoryLimitMiB: 2048 }]);
  });
});

it('a Memcached cluster has a shard for each node, a name of its own where it is given none', () => {
  const [cache] = planOf({ Pages: clusterWith({ NumCacheNodes: 3 }) });
  expect(cache?.shards.map(({ id, replicas }) => `${id} ${replicas}`)).toEqual(['0001 0', '0002 0', '0003 0']);
  expect(cache).toMatchObject({ cacheId: expect.stringMatching(/^pages-[0-9a-f]{6}$/), kind: 'memcached', tls: false });
  expect(cache?.parameters).toMatchObject({ hash_algorithm: 'jenkins' });
});

it('the user that every account has: in a Redis group by the id default', () => {
  const users = usersOf('redis', { app: password });
  const group = users.Group as { Properties: JsonObject };
  const [cache] = planOf({
    ...users,
    Group: { ...group, Properties: { ...group.Properties, UserIds: ['default', 'app'] } },
    Cache: cacheWith({ Engine: 'redis', EngineVersion: '7.1', UserGroupIds: ['GROUP'] }),
  });
  expect(cache?.access).toMatchObject({
    users: [{ userName: 'default', noPassword: true, accessString: 'on ~* &* +@all' }, { userName: 'app' }],
  });
});

describe('CACHE_INVALID, with what was given and what is allowed', () => {
  it.each<[string, JsonObject, RegExp]>([
    [
      'a serverless cache of no engine',
      serverlessWith({ Engine: 'keydb' }),
      /Cache\.Properties\.Engine must be valkey, redis or memcached, got "keydb"/,
    ],
    [
      'without a name',
      { Type: 'AWS::ElastiCache::ServerlessCache', Properties: { Engine: 'valkey' } },
      /ServerlessCacheName must be present, got nothing/,
    ],
    [
      'with a name that is none',
      serverlessWith({ ServerlessCacheName: '../x' }),
      /ServerlessCacheName must be 1 to 40 letters, .* got "\.\.\/x"/,
    ],
    [
      'of a minor version',
      serverlessWith({ MajorEngineVersion: '8.0' }),
      /MajorEngineVersion must be one of 7, 8, 9 for valkey, got "8\.0"/,
    ],
    [
      'with more data than there can be',
      serverlessWith({ CacheUsageLimits: { DataStorage: { Maximum: 9000, Unit: 'GB' } } }),
      /CacheUsageLimits\.DataStorage\.Maximum must be a whole number from 1 to 5000, got 9000/,
    ],
    [
      'with data in another unit',
      serverlessWith({ CacheUsageLimits: { DataStorage: { Maximum: 9, Unit: 'TB' } } }),
      /DataStorage\.Unit must be "GB", got "TB"/,
    ],
    [
      'with limits the wrong way round',
      serverlessWith({ CacheUsageLimits: { ECPUPerSecond: { Minimum: 3000, Maximum: 2000 } } }),
      /ECPUPerSecond\.Maximum must be at least the Minimum \(3000\), got 2000/,
    ],
    [
      'Memcached with users',
      serverlessWith({ Engine: 'memcached', UserGroupId: 'group' }),
      /UserGroupId must be absent: Memcached has no users, got "group"/,
    ],
    [
      'users of another stack',
      serverlessWith({ UserGroupId: 'other' }),
      /UserGroupId must be user groups of this template, got "other"/,
    ],
    [
      'a cluster of Valkey',
      clusterWith({ Engine: 'valkey' }),
      /Engine must be memcached or redis \(Valkey runs in an AWS::ElastiCache::ReplicationGroup\), got "valkey"/,
    ],
    [
      'without a number of nodes',
      { Type: 'AWS::ElastiCache::CacheCluster', Properties: { Engine: 'memcached' } },
      /NumCacheNodes must be present/,
    ],
    [
      'of too many nodes',
      clusterWith({ NumCacheNodes: 61 }),
      /NumCacheNodes must be a whole number from 1 to 60, got 61/,
    ],
    [
      'of two Redis OSS nodes',
      clusterWith({ Engine: 'redis', NumCacheNodes: 2 }),
      /NumCacheNodes must be a whole number from 1 to 1, got 2/,
    ],
    [
      'of Redis OSS with TLS',
      clusterWith({ Engine: 'redis', TransitEncryptionEnabled: true }),
      /TransitEncryptionEnabled must be false or absent: .*replication group has/,
    ],
    [
      'of an old Memcached with TLS',
      clusterWith({ EngineVersion: '1.6.6', TransitEncryptionEnabled: true }),
      /false or absent below EngineVersion 1\.6\.12 \(here 1\.6\.6\)/,
    ],
    ['one node over several zones', clusterWith({ AZMode: 'cross-az' }), /AZMode must be single-az with one node/],
    [
      'a zone too few',
      clusterWith({ NumCacheNodes: 2, PreferredAvailabilityZones: ['a'] }),
      /one for each of the 2 nodes, got \["a"\]/,
    ],
    ['Memcached from a snapshot', clusterWith({ SnapshotName: 'x' }), /SnapshotName must be absent for Memcached/],
    [
      'Redis OSS in cluster mode',
      clusterWith({ Engine: 'redis', CacheParameterGroupName: 'default.redis7.cluster.on' }),
      /must be a group without cluster mode/,
    ],
    [
      'a group of another family',
      clusterWith({ EngineVersion: '1.5.16', CacheParameterGroupName: 'default.memcached1.6' }),
      /must be a group of the family memcached1\.5, as memcached 1\.5\.16 needs/,
    ],
    [
      'a replication group with a group of another family',
      cacheWith({ CacheParameterGroupName: 'default.valkey7' }),
      /the family valkey8, as valkey 8\.0 needs, got "default\.valkey7 of the family valkey7"/,
    ],
    [
      'several shards outside of cluster mode',
      cacheWith({ CacheParameterGroupName: 'default.valkey8', NumNodeGroups: 2 }),
      /NumNodeGroups must be 1 in cluster mode disabled; .*, got 2/,
    ],
    [
      'a cluster mode that is none',
      cacheWith({ ClusterMode: 'maybe' }),
      /ClusterMode must be enabled, disabled, compatible, got "maybe"/,
    ],
    [
      'users without TLS',
      cacheWith({ TransitEncryptionEnabled: false, UserGroupIds: ['group'] }),
      /TransitEncryptionEnabled must be true, because UserGroupIds need TLS, got false/,
    ],
    [
      'a token without TLS',
      cacheWith({ TransitEncryptionEnabled: false, AuthToken: 'hunter2hunter2hunter2' }),
      /because an AuthToken needs TLS/,
    ],
    ['two user groups', cacheWith({ UserGroupIds: ['a', 'b'] }), /UserGroupIds must be a list of one user group/],
    [
      'a Valkey user group on a Redis cache',
      cacheWith({ Engine: 'redis', EngineVersion: '7.1', UserGroupIds: ['group'] }),
      /a user group of engine redis, as a redis cache needs, got "group of engine valkey"/,
    ],
  ])('%s', (_, cache, message) => {
    const resources = { Cache: cache, ...usersOf('valkey', { a: password }) };
    expect(() => planOf(resources)).toThrow(
      expect.objectContaining({ code: 'CACHE_INVALID', message: expect.stringMatching(message) }),
    );
    expect(() => planOf(resources)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
    );
  });

  it('two caches with one id', () => {
    expect(() => planOf({ One: serverlessWith(), Two: serverlessWith() })).toThrow(
      expect.objectContaining({
        code: 'CACHE_INVALID',
        message: expect.stringContaining('Resources.Two and Resources.One have the same id shop'),
      }),
    );
  });
});

describe('USER_INVALID', () => {
  const redis = { Cache: cacheWith({ Engine: 'redis', EngineVersion: '7.1', UserGroupIds: ['group'] }) };

  it.each<[string, JsonObject, RegExp]>([
    [
      'a Redis group without a default user',
      usersOf('redis', { a: password }),
      /must hold a user with the name default/,
    ],
    [
      'two users of one name',
      usersOf('redis', { a: { ...password, UserName: 'default' }, b: { ...password, UserName: 'default' } }),
      /users with different names, got "two with the name \\"default\\""/,
    ],
  ])('%s', (_, users, message) => {
    expect(() => planOf({ ...redis, ...users })).toThrow(
      expect.objectContaining({ code: 'USER_INVALID', message: expect.stringMatching(message) }),
    );
  });
});

it('a default group of the family that fits, whatever the version is called', () => {
  const [cache] = planOf({
    Cache: cacheWith({ Engine: 'redis', EngineVersion: '6.x', CacheParameterGroupName: 'default.redis6.x.cluster.on' }),
    Group: parameterGroup('redis6.x'),
  });
  expect(cache).toMatchObject({ kind: 'sharded', clustered: true });
});
