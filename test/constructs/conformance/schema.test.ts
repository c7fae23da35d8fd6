import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import * as fc from 'fast-check';
import { schemaFindings, SCHEMAS } from '../support/schema';

type Properties = Record<string, unknown>;

const GOLDEN = path.join(__dirname, '../../golden');

const GROUP = 'AWS::ElastiCache::ReplicationGroup';

const findingsOf = (type: string, properties: Properties): string[] =>
  schemaFindings({ Resources: { Cache: { Type: type, Properties: properties as never } } });

const groupWith = (properties: Properties): string[] =>
  findingsOf(GROUP, { ReplicationGroupDescription: 'a cache', ...properties });

it.each(readdirSync(GOLDEN).filter((name) => name.endsWith('.template.json')))(
  'finds nothing wrong with %s, which was reviewed',
  (name) => {
    const template = JSON.parse(readFileSync(path.join(GOLDEN, name), 'utf8')) as Parameters<typeof schemaFindings>[0];
    expect(schemaFindings(template)).toEqual([]);
  },
);

describe('a planted fault is found and named:', () => {
  it.each<[string, Properties, string]>([
    ['an unknown property', { NodeType: 'cache.r7g.large' }, 'Cache.NodeType: there is no such property'],
    ['a number as text', { Port: '6379' }, 'Cache.Port: "6379" is not of type integer'],
    ['a text as number', { EngineVersion: 8.1 }, 'Cache.EngineVersion: 8.1 is not of type string'],
    ['a flag as text', { MultiAZEnabled: 'true' }, 'Cache.MultiAZEnabled: "true" is not of type boolean'],
    ['one value for a list', { SecurityGroupIds: 'sg-1' }, 'Cache.SecurityGroupIds: "sg-1" is not a list'],
    [
      'a value of no enumeration',
      { ClusterMode: 'on' },
      'Cache.ClusterMode: "on" is none of compatible, disabled, enabled',
    ],
    ['a value out of range', { ReplicasPerNodeGroup: 6 }, 'Cache.ReplicasPerNodeGroup: 6 is more than 5'],
    ['a port out of range', { Port: 0 }, 'Cache.Port: 0 is less than 1'],
    ['a retention out of range', { SnapshotRetentionLimit: 36 }, 'Cache.SnapshotRetentionLimit: 36 is more than 35'],
    [
      'a text of another form',
      { CacheNodeType: 'r7g.large' },
      'Cache.CacheNodeType: "r7g.large" does not match ^cache\\.',
    ],
    ['a list that is too long', { UserGroupIds: ['a', 'b'] }, 'Cache.UserGroupIds: a list of 2 is more than 1'],
    ['an item twice', { SnapshotArns: ['a', 'a'] }, 'Cache.SnapshotArns: ["a","a"] holds an item twice'],
    ['a bad item', { UserGroupIds: ['1'] }, 'Cache.UserGroupIds[0]: "1" does not match ^[a-zA-Z][a-zA-Z0-9\\-]*$'],
    [
      'an unknown property of a nested shape',
      { NodeGroupConfiguration: [{ Zone: 'a' }] },
      'Cache.NodeGroupConfiguration[0].Zone: there is no such property',
    ],
    [
      'a missing property of a nested shape',
      { LogDeliveryConfigurations: [{ LogType: 'slow-log', LogFormat: 'json', DestinationType: 'cloudwatch-logs' }] },
      'Cache.LogDeliveryConfigurations[0].DestinationDetails: is required',
    ],
    ['a fault in a branch', { Port: { 'Fn::If': ['Odd', 6379, 'none'] } }, 'Cache.Port: "none" is not of type integer'],
    ['a property of EC2-Classic', { CacheSecurityGroupNames: ['old'] }, 'Cache.CacheSecurityGroupNames: is deprecated'],
  ])('%s', (_, properties, finding) => {
    expect(groupWith(properties)).toEqual([finding]);
  });

  it('a missing property', () => {
    expect(findingsOf('AWS::ElastiCache::UserGroup', { Engine: 'valkey', UserGroupId: 'shop' })).toEqual([
      'Cache.UserIds: is required',
    ]);
  });

  it('a required property that a condition takes away', () => {
    expect(findingsOf(GROUP, { ReplicationGroupDescription: { Ref: 'AWS::NoValue' } })).toEqual([
      'Cache.ReplicationGroupDescription: is required',
    ]);
  });

  it('a parameter of a parameter group that is not a text', () => {
    const group = { CacheParameterGroupFamily: 'valkey8', Description: 'd', Properties: { timeout: 300 } };
    expect(findingsOf('AWS::ElastiCache::ParameterGroup', group)).toEqual([
      'Cache.Properties: {"timeout":300} is not of type map<string,string>',
    ]);
  });

  it('a read-only property', () => {
    const cache = { ServerlessCacheName: 'shop', Engine: 'valkey', Endpoint: { Address: 'here' } };
    expect(findingsOf('AWS::ElastiCache::ServerlessCache', cache)).toEqual(['Cache.Endpoint: is read-only']);
  });

  it('a resource type that does not exist', () => {
    expect(findingsOf('AWS::ElastiCache::Cache', {})).toEqual([
      'Cache: there is no resource type AWS::ElastiCache::Cache',
    ]);
  });

  it.each([
    [{ 'Fn::GetAtt': ['Cache', 'PrimaryEndpoint.Address'] }, 'PrimaryEndpoint.Address'],
    [{ 'Fn::GetAtt': 'Cache.Arn' }, 'Arn'],
    [{ 'Fn::Join': ['', ['x', { 'Fn::GetAtt': ['Cache', 'Port'] }]] }, 'Port'],
    [{ 'Fn::Sub': 'rediss://${Cache.Endpoint.Address}' }, 'Endpoint.Address'],
  ])('an attribute that the resource lacks: %j', (value, attribute) => {
    const template = {
      Resources: { Cache: { Type: GROUP, Properties: { ReplicationGroupDescription: 'a cache' } } },
      Outputs: { Host: { Value: value } },
    };
    expect(schemaFindings(template)).toHaveLength(1);
    expect(schemaFindings(template)[0]).toContain(`${GROUP} (Cache) has no attribute ${attribute}`);
  });
});

it('takes an intrinsic wherever a value may stand', () => {
  const names = Object.entries(SCHEMAS[GROUP]?.properties ?? {})
    .filter(([, property]) => property.deprecated !== true)
    .map(([name]) => name);
  fc.assert(
    fc.property(
      fc.constantFrom(...names),
      fc.constantFrom<unknown>(
        { Ref: 'Parameter' },
        { 'Fn::GetAtt': ['Other', 'Value'] },
        { 'Fn::ImportValue': 'shared' },
        { 'Fn::If': ['Condition', { Ref: 'A' }, { Ref: 'AWS::NoValue' }] },
      ),
      (name, intrinsic) => {
        expect(groupWith({ ReplicationGroupDescription: 'a cache', [name]: intrinsic })).toEqual([]);
      },
    ),
  );
});

it('takes a dynamic reference where a text of a certain form is expected', () => {
  expect(
    groupWith({
      AuthToken: '{{resolve:secretsmanager:x:SecretString:password::}}',
      EngineVersion: '{{resolve:ssm:v}}',
    }),
  ).toEqual([]);
});
