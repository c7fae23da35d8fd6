import type { CfnParameterGroupProps, CfnReplicationGroupProps } from 'aws-cdk-lib/aws-elasticache';
import { known } from '../cache/known';
import { type GroupPlan, PORT } from './plan';

/** Names of the resources that a replication group refers to. */
export interface GroupReferences {
  readonly subnetGroupName: string;
  readonly parameterGroupName: string;
  readonly securityGroupIds: string[];
  readonly userGroupId: string;
  readonly keyArn: string;
  readonly topicArn: string | undefined;
}

/** Own group rather than a default one: only so can a value be changed later without swapping groups. */
export function renderParameterGroup(plan: GroupPlan): CfnParameterGroupProps {
  return {
    cacheParameterGroupFamily: plan.engine.family ?? '',
    description: `Parameters of ${plan.path}`,
    properties: {
      // Fixed when the group is created, and what makes even a single shard speak the cluster protocol.
      ...(plan.topology.kind === 'sharded' ? { 'cluster-enabled': 'yes' } : {}),
      'maxmemory-policy': plan.eviction,
      ...plan.extraParameters,
    },
  };
}

export function renderReplicationGroup(plan: GroupPlan, refs: GroupReferences): CfnReplicationGroupProps {
  const keepsSnapshots = known(plan.snapshotRetentionDays) !== 0;
  return {
    replicationGroupDescription: plan.description,
    engine: plan.engine.name,
    engineVersion: plan.engine.version,
    cacheNodeType: plan.nodeType,
    ...renderTopology(plan),
    automaticFailoverEnabled: plan.automaticFailover,
    multiAzEnabled: plan.multiAz,
    port: PORT,
    cacheSubnetGroupName: refs.subnetGroupName,
    cacheParameterGroupName: refs.parameterGroupName,
    securityGroupIds: refs.securityGroupIds,
    userGroupIds: [refs.userGroupId],
    atRestEncryptionEnabled: true,
    kmsKeyId: refs.keyArn,
    transitEncryptionEnabled: true,
    transitEncryptionMode: 'required',
    autoMinorVersionUpgrade: true,
    preferredMaintenanceWindow: plan.maintenanceWindow,
    snapshotRetentionLimit: plan.snapshotRetentionDays,
    ...(keepsSnapshots ? { snapshotWindow: plan.snapshotWindow } : {}),
    ...(refs.topicArn === undefined ? {} : { notificationTopicArn: refs.topicArn }),
  };
}

/** ElastiCache counts nodes in one mode and shards in the other, and refuses a mixture of the two. */
function renderTopology({ topology }: GroupPlan): Partial<CfnReplicationGroupProps> {
  return topology.kind === 'sharded'
    ? { numNodeGroups: topology.shards, replicasPerNodeGroup: topology.replicasPerShard }
    : { numCacheClusters: 1 + topology.replicasPerShard };
}
