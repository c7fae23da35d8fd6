import type { CacheResource } from './plan';

/**
 * What becomes of each property that CloudFormation has for a cache: a test compares these lists with CloudFormation's own.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_ElastiCache.html
 */

/** Describe the resource to people; nothing in the cache depends on them. */
export const HARMLESS: readonly string[] = ['Description', 'ReplicationGroupDescription', 'Tags'];

/** Honoured, or told of by name where their value is not. */
export const HONOURED: Readonly<Record<CacheResource, readonly string[]>> = {
  ReplicationGroup: [
    'AuthToken',
    'AutomaticFailoverEnabled',
    'CacheNodeType',
    'CacheParameterGroupName',
    'ClusterMode',
    'Engine',
    'EngineVersion',
    'NodeGroupConfiguration',
    'NumCacheClusters',
    'NumNodeGroups',
    'Port',
    'ReplicasPerNodeGroup',
    'ReplicationGroupId',
    'TransitEncryptionEnabled',
    'TransitEncryptionMode',
    'UserGroupIds',
  ],
  CacheCluster: [
    'CacheNodeType',
    'CacheParameterGroupName',
    'ClusterName',
    'Engine',
    'EngineVersion',
    'NumCacheNodes',
    'Port',
    'TransitEncryptionEnabled',
  ],
  ServerlessCache: ['CacheUsageLimits', 'Engine', 'MajorEngineVersion', 'ServerlessCacheName', 'UserGroupId'],
};

const ONE_MACHINE = 'all nodes run on this machine';
const LOOPBACK = 'nodes listen on 127.0.0.1 only';
const IN_MEMORY = 'no data is written to disk';
const EMPTY = 'the cache starts empty';
const NO_SNAPSHOTS = 'no snapshots are taken';

const OF_NODES: Readonly<Record<string, string>> = {
  AutoMinorVersionUpgrade: 'the engine is the one installed on this machine',
  CacheSecurityGroupNames: LOOPBACK,
  CacheSubnetGroupName: LOOPBACK,
  IpDiscovery: LOOPBACK,
  LogDeliveryConfigurations: "logs stay in the twin's state directory",
  NetworkType: LOOPBACK,
  NotificationTopicArn: 'no notifications are sent',
  PreferredMaintenanceWindow: 'there is no maintenance',
  SnapshotArns: EMPTY,
  SnapshotName: EMPTY,
  SnapshotRetentionLimit: NO_SNAPSHOTS,
  SnapshotWindow: NO_SNAPSHOTS,
};

/** What a laptop does not have, and what it does instead. */
export const NOT_HONOURED: Readonly<Record<CacheResource, Readonly<Record<string, string>>>> = {
  ReplicationGroup: {
    ...OF_NODES,
    AtRestEncryptionEnabled: IN_MEMORY,
    DataTieringEnabled: 'all data stays in memory',
    Durability: IN_MEMORY,
    GlobalReplicationGroupId: 'the twin is not part of a global datastore',
    KmsKeyId: IN_MEMORY,
    MultiAZEnabled: ONE_MACHINE,
    PreferredCacheClusterAZs: ONE_MACHINE,
    PrimaryClusterId: EMPTY,
    SecurityGroupIds: LOOPBACK,
    SnapshottingClusterId: NO_SNAPSHOTS,
  },
  CacheCluster: {
    ...OF_NODES,
    AZMode: ONE_MACHINE,
    PreferredAvailabilityZone: ONE_MACHINE,
    PreferredAvailabilityZones: ONE_MACHINE,
    VpcSecurityGroupIds: LOOPBACK,
  },
  ServerlessCache: {
    ConnectionType: LOOPBACK,
    DailySnapshotTime: NO_SNAPSHOTS,
    Endpoint: 'CloudFormation tells it, nobody sets it',
    FinalSnapshotName: NO_SNAPSHOTS,
    KmsKeyId: IN_MEMORY,
    NetworkType: LOOPBACK,
    ReaderEndpoint: 'CloudFormation tells it, nobody sets it',
    SecurityGroupIds: LOOPBACK,
    SnapshotArnsToRestore: EMPTY,
    SnapshotRetentionLimit: NO_SNAPSHOTS,
    SubnetIds: LOOPBACK,
  },
};
