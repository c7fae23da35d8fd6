import { Duration } from 'aws-cdk-lib';
import type { Template } from 'aws-cdk-lib/assertions';
import { Topology } from '@elasticache-kit/constructs';
import { onlyResource, templateOf, UserStack } from './support/stacks';

/**
 * Properties whose change makes CloudFormation replace the resource: the cache starts empty, a user logs in under another name.
 * From the pages of the CloudFormation Template Reference ("Update requires: Replacement"), and `Engine` and
 * `ReplicasPerNodeGroup`, which the CDK's `cdk diff` announces as replacements although the service changes them in place.
 */
const CREATE_ONLY: Readonly<Record<string, readonly string[]>> = {
  'AWS::ElastiCache::ReplicationGroup': [
    'AtRestEncryptionEnabled',
    'CacheSubnetGroupName',
    'DataTieringEnabled',
    'Engine',
    'GlobalReplicationGroupId',
    'KmsKeyId',
    'NetworkType',
    'NodeGroupConfiguration',
    'Port',
    'PreferredCacheClusterAZs',
    'ReplicasPerNodeGroup',
    'ReplicationGroupId',
    'SnapshotArns',
    'SnapshotName',
  ],
  'AWS::ElastiCache::ParameterGroup': ['CacheParameterGroupFamily'],
  'AWS::ElastiCache::SubnetGroup': ['CacheSubnetGroupName'],
  'AWS::ElastiCache::User': ['Engine', 'UserId', 'UserName'],
  'AWS::ElastiCache::UserGroup': ['Engine', 'UserGroupId'],
};

/**
 * What the construct emits of them. A new entry means that one more change of a user's code empties a production cache: it needs a
 * decision record, not only a new line here. A vanished entry replaces every cache there is.
 */
const EMITTED = {
  'AWS::ElastiCache::ReplicationGroup': [
    'AtRestEncryptionEnabled',
    'CacheSubnetGroupName',
    'Engine',
    'KmsKeyId',
    'Port',
  ],
  'AWS::ElastiCache::ParameterGroup': ['CacheParameterGroupFamily'],
  'AWS::ElastiCache::SubnetGroup': [],
  'AWS::ElastiCache::User': ['Engine', 'UserId', 'UserName'],
  'AWS::ElastiCache::UserGroup': ['Engine', 'UserGroupId'],
};

function createOnlyIn(template: Template): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(CREATE_ONLY).map(([type, names]) => {
      const { Properties } = onlyResource(template, type);
      return [type, names.filter((name) => name in Properties)];
    }),
  );
}

it('a replicated cache emits exactly these properties that replace a resource when they change', () => {
  expect(createOnlyIn(templateOf({ topology: Topology.replicated({ replicas: 2 }) }))).toEqual(EMITTED);
});

it('a sharded cache adds its replica count, which the service changes in place and only `cdk diff` calls a replacement', () => {
  const group = 'AWS::ElastiCache::ReplicationGroup';
  expect(createOnlyIn(templateOf({ topology: Topology.sharded({ shards: 3, replicasPerShard: 2 }) }))).toEqual({
    ...EMITTED,
    [group]: [...EMITTED[group], 'ReplicasPerNodeGroup'],
  });
});

it('a change that keeps the cache keeps every value that would replace it', () => {
  const before = onlyResource(templateOf(), 'AWS::ElastiCache::ReplicationGroup').Properties;
  const after = onlyResource(
    templateOf({
      topology: Topology.sharded({ shards: 6, replicasPerShard: 2 }),
      parameters: { timeout: Duration.minutes(5) },
      maintenanceWindow: 'tue:05:00-tue:06:00',
    }),
    'AWS::ElastiCache::ReplicationGroup',
  ).Properties;
  for (const name of EMITTED['AWS::ElastiCache::ReplicationGroup'])
    expect([name, after[name]]).toEqual([name, before[name]]);
});

describe('names that CloudFormation requires', () => {
  const userIdOf = (path: { stack: string; cache: string }): unknown => {
    const stack = new UserStack(undefined, path.stack);
    stack.cache({}, path.cache);
    return onlyResource(stack.template(), 'AWS::ElastiCache::User').Properties.UserId;
  };

  it('are lower-case, legal and no longer than ElastiCache takes', () => {
    const id = userIdOf({ stack: 'Shop', cache: 'TheCacheOfTheShopThatSellsSoManyThingsThatItsNameIsLong' });
    expect(id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    expect(String(id).length).toBeLessThanOrEqual(40);
  });

  it('differ between stacks and between caches, so that none of an account collide', () => {
    const ids = [
      userIdOf({ stack: 'Shop', cache: 'Cache' }),
      userIdOf({ stack: 'Shop2', cache: 'Cache' }),
      userIdOf({ stack: 'Shop', cache: 'Cache2' }),
    ];
    expect(new Set(ids).size).toBe(3);
  });

  it('stay the same from one synthesis to the next', () => {
    expect(userIdOf({ stack: 'Shop', cache: 'Cache' })).toBe(userIdOf({ stack: 'Shop', cache: 'Cache' }));
  });
});
