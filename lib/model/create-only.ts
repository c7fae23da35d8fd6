/**
 * Which changes of a template make CloudFormation replace a resource of ElastiCache: a cache that is replaced starts empty.
 *
 * From the pages of the CloudFormation Template Reference ("Update requires"), for example
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-replicationgroup.html, and the
 * registry's schemas (`createOnlyProperties`, `conditionalCreateOnlyProperties`).
 */

/** A resource as a template describes it: property values as written, tokens included. Absent properties are absent. */
export interface ResourceState {
  readonly properties: Readonly<Record<string, unknown>>;
  /** Whether the update policy says `UseOnlineResharding: true`. */
  readonly reshardsOnline: boolean;
}

/**
 * `certain`: CloudFormation replaces the resource. `conditional`: the service decides by the state of the resource. `disputed`: the
 * service changes it in place according to its page and the registry, while the CDK's own specification, and so `cdk diff`,
 * announce a replacement; a change set shows the truth.
 */
export type Certainty = 'certain' | 'conditional' | 'disputed';

/** One property whose change replaces the resource, or may. */
export interface ReplacingChange {
  readonly property: string;
  readonly change: 'added' | 'changed' | 'removed';
  readonly certainty: Certainty;
}

/** Properties whose every change, appearance and disappearance replaces the resource; even its appearance with the default value does. */
export const CREATE_ONLY: Readonly<Record<string, readonly string[]>> = {
  'AWS::ElastiCache::CacheCluster': [
    'CacheSubnetGroupName',
    'ClusterName',
    'Engine',
    'NetworkType',
    'Port',
    'SnapshotArns',
    'SnapshotName',
  ],
  'AWS::ElastiCache::GlobalReplicationGroup': [],
  'AWS::ElastiCache::ParameterGroup': ['CacheParameterGroupFamily'],
  'AWS::ElastiCache::ReplicationGroup': [
    'AtRestEncryptionEnabled',
    'CacheSubnetGroupName',
    'DataTieringEnabled',
    'GlobalReplicationGroupId',
    'KmsKeyId',
    'NetworkType',
    'Port',
    'PreferredCacheClusterAZs',
    'ReplicationGroupId',
    'SnapshotArns',
    'SnapshotName',
  ],
  'AWS::ElastiCache::ServerlessCache': [
    'ConnectionType',
    'KmsKeyId',
    'NetworkType',
    'ServerlessCacheName',
    'SnapshotArnsToRestore',
    'SubnetIds',
  ],
  'AWS::ElastiCache::ServerlessCacheSnapshot': ['KmsKeyId', 'ServerlessCacheName', 'ServerlessCacheSnapshotName'],
  'AWS::ElastiCache::Snapshot': ['CacheClusterId', 'KmsKeyId', 'ReplicationGroupId', 'SnapshotName'],
  'AWS::ElastiCache::SubnetGroup': ['CacheSubnetGroupName'],
  'AWS::ElastiCache::User': ['UserId', 'UserName'],
  'AWS::ElastiCache::UserGroup': ['UserGroupId'],
};

/** Resources whose replacement loses what they hold: data, or a copy of it. */
export const STATEFUL_TYPES: readonly string[] = [
  'AWS::ElastiCache::CacheCluster',
  'AWS::ElastiCache::GlobalReplicationGroup',
  'AWS::ElastiCache::ReplicationGroup',
  'AWS::ElastiCache::ServerlessCache',
  'AWS::ElastiCache::ServerlessCacheSnapshot',
  'AWS::ElastiCache::Snapshot',
];

type IsSame = (before: unknown, after: unknown) => boolean;

type Judge = (
  change: ReplacingChange['change'],
  before: ResourceState,
  after: ResourceState,
  isSame: IsSame,
) => Certainty | undefined;

const RESHARDING = ['NumNodeGroups', 'NodeGroupConfiguration'];

/**
 * Without online resharding CloudFormation builds a group with the new number of shards beside the old one. With it, resharding must
 * be the only change of its update:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatepolicy.html
 */
const unlessReshardedOnline: Judge = (_, before, after, isSame) => {
  if (!after.reshardsOnline) return 'certain';
  const names = Object.keys({ ...before.properties, ...after.properties });
  const isAlone = names.every(
    (name) =>
      RESHARDING.includes(name) || changeOf(before.properties[name], after.properties[name], isSame) === undefined,
  );
  return isAlone ? undefined : 'conditional';
};

/**
 * From disabled to enabled the service goes by compatible only, and no way leads back from enabled:
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/modify-cluster-mode.html
 */
const clusterMode: Judge = (_, { properties: before }, { properties: after }) => {
  const [from, to] = [before['ClusterMode'], after['ClusterMode']];
  const leaps = (from === 'disabled' && to === 'enabled') || (from === 'enabled' && to !== undefined);
  return leaps ? 'conditional' : undefined;
};

/** Changed in place since 2026 where it stands alone; together with per-shard configuration it still replaces. */
const replicas: Judge = (_, before, after) =>
  'NodeGroupConfiguration' in before.properties || 'NodeGroupConfiguration' in after.properties
    ? 'certain'
    : 'disputed';

/** A token is rotated in place. Its appearance, and a move from a token to users, are not updates to CloudFormation. */
const authToken: Judge = (change) => (change === 'changed' ? undefined : 'certain');

/** Memcached nodes are added in place only where the template says in which zones. */
const memcachedNodes: Judge = (_, before, after) =>
  [before, after].some(({ properties }) =>
    ['PreferredAvailabilityZone', 'PreferredAvailabilityZones'].some((name) => name in properties),
  )
    ? undefined
    : 'certain';

const always =
  (certainty: Certainty): Judge =>
  () =>
    certainty;

const CONDITIONAL: Readonly<Record<string, Readonly<Record<string, Judge>>>> = {
  'AWS::ElastiCache::CacheCluster': {
    AZMode: always('conditional'),
    IpDiscovery: always('conditional'),
    NumCacheNodes: memcachedNodes,
    PreferredAvailabilityZone: always('conditional'),
    PreferredAvailabilityZones: always('conditional'),
  },
  'AWS::ElastiCache::ReplicationGroup': {
    AuthToken: authToken,
    ClusterMode: clusterMode,
    Engine: always('disputed'),
    NodeGroupConfiguration: unlessReshardedOnline,
    NumNodeGroups: unlessReshardedOnline,
    ReplicasPerNodeGroup: replicas,
  },
  'AWS::ElastiCache::User': { Engine: always('disputed') },
  'AWS::ElastiCache::UserGroup': { Engine: always('disputed') },
};

/**
 * What an update from one state to the other would replace the resource for, by name of the property.
 *
 * @param isSame whether two written values mean the same; a reference does not where what it refers to is replaced
 */
export function replacingChanges(
  type: string,
  before: ResourceState,
  after: ResourceState,
  isSame: IsSame,
): readonly ReplacingChange[] {
  const judges: Readonly<Record<string, Judge>> = {
    ...Object.fromEntries((CREATE_ONLY[type] ?? []).map((property) => [property, always('certain')])),
    ...CONDITIONAL[type],
  };
  return Object.entries(judges).flatMap(([property, judge]) => {
    const change = changeOf(before.properties[property], after.properties[property], isSame);
    const certainty = change === undefined ? undefined : judge(change, before, after, isSame);
    return change === undefined || certainty === undefined ? [] : [{ property, change, certainty }];
  });
}

function changeOf(before: unknown, after: unknown, isSame: IsSame): ReplacingChange['change'] | undefined {
  if (before === undefined && after === undefined) return undefined;
  if (before === undefined) return 'added';
  if (after === undefined) return 'removed';
  return isSame(before, after) ? undefined : 'changed';
}
