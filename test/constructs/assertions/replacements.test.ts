import * as fc from 'fast-check';
import { type assertions } from '@elasticache-kit/constructs';
import { CREATE_ONLY } from '../../../lib/model/create-only';
import { SCHEMAS } from '../support/schema';
import { failureOf } from './support/failure';
import { CLUSTER, GROUP, SERVERLESS, templateWith } from './support/templates';

type Properties = Record<string, unknown>;

/** What an update of one resource replaces: property, change and certainty. */
function replaced(type: string, before: Properties, after: Properties, attributes: Properties = {}): string[] {
  const template = (properties: Properties): assertions.CacheTemplate =>
    templateWith({ Cache: { Type: type, Properties: properties, ...attributes } });
  return template(after)
    .replacementsAgainst(template(before))
    .map(({ property, change, certainty }) => `${property} ${change} ${certainty}`);
}

describe('an update replaces a cache', () => {
  it.each<[string, string, Properties, Properties, string[]]>([
    ['when its port changes', GROUP, { Port: 6379 }, { Port: 6380 }, ['Port changed certain']],
    ['when a create-only property appears, even with its default', GROUP, {}, { Port: 6379 }, ['Port added certain']],
    ['when a restore property is tidied away', GROUP, { SnapshotName: 's' }, {}, ['SnapshotName removed certain']],
    ['when it gets a key', GROUP, {}, { KmsKeyId: { Ref: 'Key' } }, ['KmsKeyId added certain']],
    ['when it gets a token', GROUP, {}, { AuthToken: 'x' }, ['AuthToken added certain']],
    [
      'when its token makes room for users',
      GROUP,
      { AuthToken: 'x' },
      { UserGroupIds: ['u'] },
      ['AuthToken removed certain'],
    ],
    [
      'when shards are added without online resharding',
      GROUP,
      { NumNodeGroups: 2 },
      { NumNodeGroups: 3 },
      ['NumNodeGroups changed certain'],
    ],
    [
      'when replicas change beside a per-shard configuration',
      GROUP,
      { NodeGroupConfiguration: [{}], ReplicasPerNodeGroup: 1 },
      { NodeGroupConfiguration: [{}], ReplicasPerNodeGroup: 2 },
      ['ReplicasPerNodeGroup changed certain'],
    ],
    [
      'when a serverless cache gets another name',
      SERVERLESS,
      { ServerlessCacheName: 'a' },
      { ServerlessCacheName: 'b' },
      ['ServerlessCacheName changed certain'],
    ],
    [
      'when a serverless cache moves',
      SERVERLESS,
      { SubnetIds: ['a'] },
      { SubnetIds: ['b'] },
      ['SubnetIds changed certain'],
    ],
    [
      'when Memcached nodes are added without zones',
      CLUSTER,
      { NumCacheNodes: 2 },
      { NumCacheNodes: 3 },
      ['NumCacheNodes changed certain'],
    ],
    [
      'perhaps, when Memcached nodes move to other zones',
      CLUSTER,
      { AZMode: 'single-az' },
      { AZMode: 'cross-az' },
      ['AZMode changed conditional'],
    ],
  ])('%s', (_, type, before, after, expected) => {
    expect(replaced(type, before, after)).toEqual(expected);
  });
});

describe('an update keeps a cache', () => {
  it.each<[string, string, Properties, Properties]>([
    ['when its nodes grow', GROUP, { CacheNodeType: 'cache.r7g.large' }, { CacheNodeType: 'cache.r7g.xlarge' }],
    ['when its engine version rises', GROUP, { EngineVersion: '8.0' }, { EngineVersion: '8.1' }],
    ['when its token is rotated', GROUP, { AuthToken: 'x' }, { AuthToken: 'y' }],
    ['when nodes are added', GROUP, { NumCacheClusters: 2 }, { NumCacheClusters: 3 }],
    ['when a limit of a serverless cache rises', SERVERLESS, { CacheUsageLimits: {} }, { CacheUsageLimits: { a: 1 } }],
    [
      'when Memcached nodes are added to named zones',
      CLUSTER,
      { NumCacheNodes: 2, PreferredAvailabilityZone: 'a' },
      { NumCacheNodes: 3, PreferredAvailabilityZone: 'a' },
    ],
    ['when names inside a value change places', GROUP, { KmsKeyId: { a: 1, b: 2 } }, { KmsKeyId: { b: 2, a: 1 } }],
  ])('%s', (_, type, before, after) => {
    expect(replaced(type, before, after)).toEqual([]);
  });

  it('when shards are added and the update policy reshards online', () => {
    const online = { UpdatePolicy: { UseOnlineResharding: true } };
    expect(replaced(GROUP, { NumNodeGroups: 2 }, { NumNodeGroups: 3 }, online)).toEqual([]);
  });
});

describe('an update is left to the service', () => {
  const online = { UpdatePolicy: { UseOnlineResharding: true } };

  it('where shards change together with anything else, replicas for example', () => {
    const before = { NumNodeGroups: 2, ReplicasPerNodeGroup: 1 };
    const after = { NumNodeGroups: 3, ReplicasPerNodeGroup: 2 };
    expect(replaced(GROUP, before, after, online)).toEqual([
      'NumNodeGroups changed conditional',
      'ReplicasPerNodeGroup changed disputed',
    ]);
  });

  it('where cluster mode leaps over compatible, or goes back', () => {
    const leap = (from: string, to: string): string[] => replaced(GROUP, { ClusterMode: from }, { ClusterMode: to });
    expect(leap('disabled', 'enabled')).toEqual(['ClusterMode changed conditional']);
    expect(leap('enabled', 'disabled')).toEqual(['ClusterMode changed conditional']);
    expect(leap('enabled', 'compatible')).toEqual(['ClusterMode changed conditional']);
    expect([
      ...leap('disabled', 'compatible'),
      ...leap('compatible', 'enabled'),
      ...leap('compatible', 'disabled'),
    ]).toEqual([]);
  });
});

describe('where AWS’s sources disagree', () => {
  const before = templateWith({ Cache: { Type: GROUP, Properties: { Engine: 'redis', ReplicasPerNodeGroup: 1 } } });
  const after = templateWith({ Cache: { Type: GROUP, Properties: { Engine: 'valkey', ReplicasPerNodeGroup: 2 } } });

  it('the change is named as disputed', () => {
    expect(after.replacementsAgainst(before).map(({ property, certainty }) => [property, certainty])).toEqual([
      ['Engine', 'disputed'],
      ['ReplicasPerNodeGroup', 'disputed'],
    ]);
  });

  it('and passes, because the service makes it in place', () => {
    after.keepsCachesOf(before);
    expect(before.cache().isReplacedBy(after)).toBe(false);
  });
});

describe('a cache is lost with what it depends on', () => {
  const stack = (subnetGroup: Properties, cacheType = GROUP): assertions.CacheTemplate =>
    templateWith({
      Subnets: { Type: 'AWS::ElastiCache::SubnetGroup', Properties: subnetGroup },
      Cache: { Type: cacheType, Properties: { CacheSubnetGroupName: { Ref: 'Subnets' } } },
    });

  it('when its subnet group is replaced, although the reference is written as before', () => {
    const [before, after] = [stack({ CacheSubnetGroupName: 'a' }), stack({ CacheSubnetGroupName: 'b' })];
    expect(after.replacementsAgainst(before)).toEqual([
      {
        logicalId: 'Cache',
        resourceType: GROUP,
        property: 'CacheSubnetGroupName',
        change: 'changed',
        certainty: 'certain',
        before: '{"Ref":"Subnets"}',
        after: '{"Ref":"Subnets"}',
      },
    ]);
    expect(before.cache().isReplacedBy(after)).toBe(true);
  });

  it('but not when its subnet group merely gets more subnets', () => {
    expect(stack({ SubnetIds: ['a', 'b'] }).replacementsAgainst(stack({ SubnetIds: ['a'] }))).toEqual([]);
  });

  it('when its construct is renamed, which to CloudFormation is a removal', () => {
    const [before, after] = [templateWith({ Cache: { Type: GROUP } }), templateWith({ Sessions: { Type: GROUP } })];
    expect(failureOf(() => after.keepsCachesOf(before))).toContain(`${GROUP} Cache: is removed`);
  });

  it('when it becomes a cache of another type', () => {
    const [before, after] = [templateWith({ Cache: { Type: GROUP } }), templateWith({ Cache: { Type: SERVERLESS } })];
    expect(failureOf(() => after.keepsCachesOf(before))).toContain(`its logical id becomes a "${SERVERLESS}"`);
  });
});

it('a refused update says which property of which resource, from what to what', () => {
  const template = (Port: number): assertions.CacheTemplate =>
    templateWith({ Cache: { Type: GROUP, Properties: { Port } } });
  expect(failureOf(() => template(6380).keepsCachesOf(template(6379)))).toContain(
    `${GROUP} Cache: Port is changed from 6379 to 6380`,
  );
});

it('the create-only properties are those of the registry’s schemas', () => {
  expect(CREATE_ONLY).toEqual(
    Object.fromEntries(Object.entries(SCHEMAS).map(([type, { createOnly }]) => [type, createOnly])),
  );
});

it('every create-only property replaces, whichever way it changes', () => {
  const properties = Object.entries(CREATE_ONLY).flatMap(([type, names]) => names.map((name) => ({ type, name })));
  const stateful = properties.filter(({ type }) => [GROUP, SERVERLESS, CLUSTER].includes(type));
  fc.assert(
    fc.property(
      fc.constantFrom(...stateful),
      fc.option(fc.jsonValue({ noUnicodeString: true }), { nil: undefined }),
      fc.option(fc.jsonValue({ noUnicodeString: true }), { nil: undefined }),
      ({ type, name }, before, after) => {
        fc.pre(before !== null && after !== null);
        const differ = JSON.stringify(before) !== JSON.stringify(after);
        expect(replaced(type, { [name]: before }, { [name]: after }).length > 0).toBe(differ);
      },
    ),
  );
});
