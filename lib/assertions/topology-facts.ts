import type { Resource } from './resources';

/** How a replication group is laid out, as far as the template says so. */
export interface GroupTopology {
  readonly isSharded: boolean;
  readonly shards: number | undefined;
  /** Absent where shards differ, or where another resource decides. */
  readonly replicasPerShard: number | undefined;
  readonly nodeCount: number | undefined;
}

/**
 * Reads the layout that a replication group's properties ask for. Unsharded, a group that counts nothing has one node:
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html
 */
export function groupTopology({ properties }: Resource, parameters: Readonly<Record<string, string>>): GroupTopology {
  const perShard = shardConfigurations(properties.NodeGroupConfiguration);
  const shards = perShard?.length ?? whole(properties.NumNodeGroups, 1);
  const isSharded = speaksClusterProtocol(properties, parameters) || (shards ?? 1) > 1;
  // The size of a member of a global datastore, or of a group around an existing node, is decided elsewhere.
  if (properties.GlobalReplicationGroupId !== undefined || properties.PrimaryClusterId !== undefined) {
    return { isSharded, shards: undefined, replicasPerShard: undefined, nodeCount: undefined };
  }
  const common = commonReplicas(properties, isSharded);
  const replicas = perShard?.map(({ ReplicaCount, ReplicaAvailabilityZones }) =>
    ReplicaCount === undefined ? (zones(ReplicaAvailabilityZones) ?? common) : whole(ReplicaCount, undefined),
  );
  const replicasPerShard = replicas === undefined ? common : same(replicas);
  return {
    isSharded,
    shards,
    replicasPerShard,
    nodeCount: replicas === undefined ? product(shards, replicasPerShard) : sum(replicas),
  };
}

function speaksClusterProtocol(
  { ClusterMode, CacheParameterGroupName }: Readonly<Record<string, unknown>>,
  parameters: Readonly<Record<string, string>>,
): boolean {
  // A cache on its way (`compatible`) has a cluster-enabled parameter group and one shard: old clients use it as before.
  if (typeof ClusterMode === 'string') return ClusterMode.toLowerCase() === 'enabled';
  if (parameters['cluster-enabled'] === 'yes') return true;
  return typeof CacheParameterGroupName === 'string' && CacheParameterGroupName.endsWith('.cluster.on');
}

function commonReplicas(
  { NumCacheClusters, ReplicasPerNodeGroup }: Readonly<Record<string, unknown>>,
  isSharded: boolean,
): number | undefined {
  if (ReplicasPerNodeGroup !== undefined || isSharded) return whole(ReplicasPerNodeGroup, undefined);
  const nodes = whole(NumCacheClusters, 1);
  return nodes === undefined ? undefined : nodes - 1;
}

interface ShardConfiguration {
  readonly ReplicaCount?: unknown;
  readonly ReplicaAvailabilityZones?: unknown;
}

function shardConfigurations(value: unknown): readonly ShardConfiguration[] | undefined {
  return Array.isArray(value) && value.length > 0 ? (value as readonly ShardConfiguration[]) : undefined;
}

function zones(value: unknown): number | undefined {
  return Array.isArray(value) ? value.length : undefined;
}

/** A number that the template itself holds; `absent` where it holds nothing. */
function whole(value: unknown, absent: number | undefined): number | undefined {
  if (value === undefined) return absent;
  return typeof value === 'number' ? value : undefined;
}

function same(values: readonly (number | undefined)[]): number | undefined {
  return values.every((value) => value === values[0]) ? values[0] : undefined;
}

function product(shards: number | undefined, replicas: number | undefined): number | undefined {
  return shards === undefined || replicas === undefined ? undefined : shards * (1 + replicas);
}

function sum(replicas: readonly (number | undefined)[]): number | undefined {
  return replicas.reduce<number | undefined>(
    (total, each) => (total === undefined || each === undefined ? undefined : total + 1 + each),
    0,
  );
}
