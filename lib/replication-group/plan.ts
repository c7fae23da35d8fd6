import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { CacheEncryption } from '../cache/encryption';
import { known } from '../cache/known';
import { madeDescription } from '../model/description';
import type { EvictionPolicyName } from '../model/eviction';
import { evenSlots } from '../model/nodes';
import type { ShardPlan } from '../model/placement';
import { nodeTypeFacts } from '../model/node-catalog';
import { DEFAULT_NODE_QUOTA, type TopologyFacts } from '../model/topology';
import type { ParameterGroupProps } from '../parameter-group/parameter-group-props';
import { type ParameterGroupPlan, planParameterGroup } from '../parameter-group/plan';
import { EvictionPolicy } from '../vocabulary/eviction-policy';
import { ClusterMode, type ShardPlacement } from '../vocabulary/topology';
import { TransitEncryption } from '../vocabulary/transit-encryption';
import type { ReplicationGroupProps } from './replication-group-props';

/** ElastiCache's own default, said explicitly because a port can never be changed. */
export const DEFAULT_PORT = 6379;

/** ElastiCache's own policy: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html */
const DEFAULT_EVICTION: EvictionPolicyName = 'volatile-lru';

/** Everything that is decided about a cache before any resource is made. Numbers may be tokens. */
export interface GroupPlan {
  readonly path: string;
  readonly replicationGroupId: string | undefined;
  readonly description: string;
  readonly engine: { readonly name: string; readonly version: string; readonly family: string | undefined };
  readonly nodeType: string;
  /** Whether values may go to SSD: follows from the node type, which the service demands it of. */
  readonly dataTiering: boolean;
  readonly topology: TopologyPlan;
  readonly authentication: 'users' | 'token' | 'none';
  readonly transitEncryption: TransitEncryption;
  readonly encryption: CacheEncryption;
  readonly hasOwnKey: boolean;
  readonly port: number;
  readonly networkType: string | undefined;
  readonly ipDiscovery: string | undefined;
  readonly durability: string | undefined;
  readonly restore: RestorePlan | undefined;
  /** What becomes of keys when memory is full; where an existing parameter group does not say it, ElastiCache's default is assumed. */
  readonly eviction: EvictionPolicyName;
  /** The cache's own parameter group; absent where an existing one is given. */
  readonly parameters: ParameterGroupPlan | undefined;
  readonly existingParameters: ExistingParameters | undefined;
  readonly snapshotRetentionDays: number;
  readonly snapshotWindow: string;
  readonly maintenanceWindow: string;
  readonly autoMinorVersionUpgrade: boolean;
  readonly nodeQuota: number;
  readonly removalPolicy: RemovalPolicy;
  /** Whether a replica takes over when its primary is lost. ElastiCache demands it of every sharded cache. */
  readonly automaticFailover: boolean;
  readonly multiAz: boolean;
}

export interface TopologyPlan {
  readonly kind: TopologyFacts['kind'];
  readonly clusterMode: ClusterMode;
  readonly shards: number;
  readonly replicasPerShard: number;
  /** One entry for each shard, where anything of it is decided by hand. */
  readonly placement: readonly ShardPlan[] | undefined;
  readonly availabilityZones: readonly string[] | undefined;
}

/** A parameter group that the cache does not make itself. */
export interface ExistingParameters {
  readonly name: string;
  readonly family: string | undefined;
  readonly clusterEnabled: boolean | undefined;
  /** Properties that say something about parameters beside it. */
  readonly contradictedBy: readonly string[];
}

export interface RestorePlan {
  readonly snapshotName: string | undefined;
  readonly objectArns: readonly string[] | undefined;
}

/** Fills in the defaults and derives what follows from the topology. Decides nothing by looking at other resources. */
export function planReplicationGroup(path: string, props: ReplicationGroupProps): GroupPlan {
  const topology = planTopology(props);
  // A number that only the deployment knows is taken to be what people deploy: a cache with replicas.
  const survivesNodeLoss = known(topology.replicasPerShard) !== 0 && lowestReplicas(topology) !== 0;
  return {
    path,
    replicationGroupId: props.replicationGroupId,
    description: props.description ?? madeDescription(`Cache ${path}`),
    engine: { name: props.engine.name, version: props.engine.version, family: props.engine.parameterFamily },
    nodeType: props.nodeType.name,
    dataTiering: nodeTypeFacts(props.nodeType.name)?.dataTiering === true,
    topology,
    authentication: props.authentication?._kind ?? 'users',
    transitEncryption: props.transitEncryption ?? TransitEncryption.REQUIRED,
    encryption: props.encryption ?? CacheEncryption.CUSTOMER_MANAGED,
    hasOwnKey: props.encryptionKey !== undefined,
    port: props.port ?? DEFAULT_PORT,
    networkType: props.networkType,
    ipDiscovery: props.ipDiscovery,
    durability: props.durability,
    restore: props.restoreFrom,
    ...planParameters(path, props),
    snapshotRetentionDays: (props.snapshotRetention ?? Duration.days(7)).toDays({ integral: false }),
    snapshotWindow: props.snapshotWindow ?? '03:00-04:00',
    maintenanceWindow: props.maintenanceWindow ?? 'sun:05:00-sun:06:00',
    autoMinorVersionUpgrade: props.autoMinorVersionUpgrade ?? true,
    nodeQuota: props.nodeQuota ?? DEFAULT_NODE_QUOTA,
    removalPolicy: props.removalPolicy ?? RemovalPolicy.SNAPSHOT,
    automaticFailover: topology.kind === 'sharded' || survivesNodeLoss,
    multiAz: survivesNodeLoss,
  };
}

/** What the cache's own parameter group is made of. */
export function parameterGroupProps(props: ReplicationGroupProps): ParameterGroupProps {
  return {
    engine: props.engine,
    clusterMode: props.topology.clusterMode !== ClusterMode.DISABLED,
    preset: props.preset,
    eviction: props.eviction ?? (props.preset === undefined ? EvictionPolicy.ALLKEYS_LRU : undefined),
    parameters: props.parameters,
    rawParameters: props.rawParameters,
  };
}

function planParameters(
  path: string,
  props: ReplicationGroupProps,
): Pick<GroupPlan, 'eviction' | 'parameters' | 'existingParameters'> {
  const { parameterGroup } = props;
  if (parameterGroup === undefined) {
    const parameters = planParameterGroup(path, parameterGroupProps(props));
    return { parameters, eviction: parameters.evictionPolicy ?? DEFAULT_EVICTION, existingParameters: undefined };
  }
  return {
    parameters: undefined,
    eviction: parameterGroup.evictionPolicy ?? DEFAULT_EVICTION,
    existingParameters: {
      name: parameterGroup.parameterGroupName,
      family: parameterGroup.family,
      clusterEnabled: parameterGroup.clusterEnabled,
      contradictedBy: (['eviction', 'preset', 'parameters', 'rawParameters'] as const).filter(
        (name) => props[name] !== undefined,
      ),
    },
  };
}

function planTopology({ topology, restoreFrom }: ReplicationGroupProps): TopologyPlan {
  const { isSharded, clusterMode, shards, replicasPerShard, availabilityZones } = topology;
  // RDB files are spread over shards by their slots, so ElastiCache wants these said: the even ones, unless others are given.
  const seeded = isSharded && restoreFrom?.objectArns !== undefined && Number.isInteger(known(shards)) && shards > 0;
  const even = seeded ? evenSlots(shards).map(({ first, last }) => `${first}-${last}`) : undefined;
  const given: readonly ShardPlacement[] | undefined = topology.placement ?? even?.map(() => ({}));
  return {
    kind: isSharded ? 'sharded' : 'replicated',
    clusterMode,
    shards,
    replicasPerShard,
    availabilityZones,
    placement: given?.map((shard, i) => ({
      slots: shard.slots ?? even?.[i],
      primaryAvailabilityZone: shard.primaryAvailabilityZone,
      replicaAvailabilityZones: shard.replicaAvailabilityZones,
      replicas: shard.replicas ?? replicasPerShard,
    })),
  };
}

/** The replicas of the shard that has fewest; absent where only the deployment knows. */
export function lowestReplicas({ placement, replicasPerShard }: TopologyPlan): number | undefined {
  const all = (placement ?? [{ replicas: replicasPerShard }]).map(({ replicas }) => known(replicas));
  const numbers = all.filter((replicas) => replicas !== undefined);
  return numbers.length < all.length ? undefined : Math.min(...numbers);
}

/** Primaries and replicas together; absent where only the deployment knows. */
export function plannedNodes({ placement, replicasPerShard, shards }: TopologyPlan): number | undefined {
  if (placement === undefined) {
    const [count, replicas] = [known(shards), known(replicasPerShard)];
    return count === undefined || replicas === undefined ? undefined : count * (1 + replicas);
  }
  const replicas = placement.map((shard) => known(shard.replicas));
  return replicas.reduce<number | undefined>(
    (sum, count) => (sum === undefined || count === undefined ? undefined : sum + 1 + count),
    0,
  );
}
