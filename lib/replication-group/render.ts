import type { CfnReplicationGroupProps } from 'aws-cdk-lib/aws-elasticache';
import { known } from '../cache/known';
import { shardId } from '../model/nodes';
import { ClusterMode } from '../vocabulary/topology';
import { TransitEncryption } from '../vocabulary/transit-encryption';
import type { GroupPlan, TopologyPlan } from './plan';
import { supports } from './rules/supports';

/** Names of the resources that a replication group refers to. */
export interface GroupReferences {
  readonly subnetGroupName: string;
  readonly parameterGroupName: string;
  readonly securityGroupIds: string[];
  /** Absent where the cache has no users. */
  readonly userGroupId: string | undefined;
  /** A dynamic reference to the secret that holds the token; absent where the cache has none. */
  readonly authToken: string | undefined;
  /** Absent where AWS owns the key. */
  readonly keyArn: string | undefined;
  readonly topicArn: string | undefined;
}

/**
 * Says nothing that was not asked for: a create-only property that appears in a template later replaces the cache even where it
 * appears with its default value.
 */
export function renderReplicationGroup(plan: GroupPlan, refs: GroupReferences): CfnReplicationGroupProps {
  const keepsSnapshots = known(plan.snapshotRetentionDays) !== 0;
  return {
    replicationGroupId: plan.replicationGroupId,
    replicationGroupDescription: plan.description,
    engine: plan.engine.name,
    engineVersion: plan.engine.version,
    cacheNodeType: plan.nodeType,
    ...renderTopology(plan),
    automaticFailoverEnabled: plan.automaticFailover,
    multiAzEnabled: plan.multiAz,
    port: plan.port,
    networkType: plan.networkType,
    ipDiscovery: plan.ipDiscovery,
    cacheSubnetGroupName: refs.subnetGroupName,
    cacheParameterGroupName: refs.parameterGroupName,
    securityGroupIds: refs.securityGroupIds,
    userGroupIds: refs.userGroupId === undefined ? undefined : [refs.userGroupId],
    authToken: refs.authToken,
    atRestEncryptionEnabled: true,
    kmsKeyId: refs.keyArn,
    ...renderTransitEncryption(plan.transitEncryption),
    dataTieringEnabled: plan.dataTiering ? true : undefined,
    durability: plan.durability,
    snapshotName: plan.restore?.snapshotName,
    snapshotArns: plan.restore?.objectArns === undefined ? undefined : [...plan.restore.objectArns],
    autoMinorVersionUpgrade: plan.autoMinorVersionUpgrade,
    preferredMaintenanceWindow: plan.maintenanceWindow,
    snapshotRetentionLimit: plan.snapshotRetentionDays,
    snapshotWindow: keepsSnapshots ? plan.snapshotWindow : undefined,
    notificationTopicArn: refs.topicArn,
  };
}

function renderTransitEncryption(mode: TransitEncryption): Partial<CfnReplicationGroupProps> {
  return mode === TransitEncryption.DISABLED
    ? { transitEncryptionEnabled: false }
    : { transitEncryptionEnabled: true, transitEncryptionMode: mode };
}

/** ElastiCache counts nodes in one mode and shards in the other, and refuses a mixture of the two. */
function renderTopology({ topology, engine }: GroupPlan): Partial<CfnReplicationGroupProps> {
  // Said explicitly, so that a cache that came through `compatible` ends in the mode that it is meant to have.
  const clusterMode = supports(engine, 'clusterModeMigration') ? topology.clusterMode : undefined;
  if (topology.clusterMode !== ClusterMode.ENABLED) {
    const { availabilityZones: zones, replicasPerShard } = topology;
    return { clusterMode, numCacheClusters: 1 + replicasPerShard, preferredCacheClusterAZs: zones && [...zones] };
  }
  return topology.placement === undefined
    ? { clusterMode, numNodeGroups: topology.shards, replicasPerNodeGroup: topology.replicasPerShard }
    : { clusterMode, numNodeGroups: topology.shards, nodeGroupConfiguration: renderPlacement(topology) };
}

/**
 * The number of replicas stands with each shard: beside `NodeGroupConfiguration`, a change of `ReplicasPerNodeGroup` replaces the cache.
 * Ids are given because online resharding needs them.
 */
function renderPlacement({ placement = [] }: TopologyPlan): CfnReplicationGroupProps['nodeGroupConfiguration'] {
  return placement.map((shard, i) => ({
    nodeGroupId: shardId(i + 1),
    slots: shard.slots,
    replicaCount: shard.replicas,
    primaryAvailabilityZone: shard.primaryAvailabilityZone,
    replicaAvailabilityZones: shard.replicaAvailabilityZones && [...shard.replicaAvailabilityZones],
  }));
}
