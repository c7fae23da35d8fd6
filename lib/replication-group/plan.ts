import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { known } from '../cache/known';
import type { EvictionPolicyName } from '../model/eviction';
import { DEFAULT_NODE_QUOTA, type TopologyFacts } from '../model/topology';
import { EvictionPolicy } from '../vocabulary/eviction-policy';
import type { ReplicationGroupProps } from './replication-group-props';

/** ElastiCache's own default, said explicitly because a port can never be changed. */
export const PORT = 6379;

/** Everything that is decided about a cache before any resource is made. */
export interface GroupPlan {
  readonly path: string;
  readonly description: string;
  readonly engine: { readonly name: string; readonly version: string; readonly family: string | undefined };
  readonly nodeType: string;
  /** As given: numbers may be tokens. */
  readonly topology: {
    readonly kind: TopologyFacts['kind'];
    readonly shards: number;
    readonly replicasPerShard: number;
  };
  readonly eviction: EvictionPolicyName;
  /** What the user asked for beside what follows from the rest. */
  readonly extraParameters: Readonly<Record<string, string>>;
  readonly snapshotRetentionDays: number;
  readonly snapshotWindow: string;
  readonly maintenanceWindow: string;
  readonly nodeQuota: number;
  readonly removalPolicy: RemovalPolicy;
  /** Whether a replica takes over when its primary is lost. ElastiCache demands it of every sharded cache. */
  readonly automaticFailover: boolean;
  readonly multiAz: boolean;
}

/** Fills in the defaults and derives what follows from the topology. Decides nothing by looking at other resources. */
export function planReplicationGroup(path: string, props: ReplicationGroupProps): GroupPlan {
  const { isSharded, shards, replicasPerShard } = props.topology;
  const survivesNodeLoss = known(replicasPerShard) !== 0;
  return {
    path,
    description: props.description ?? `Cache ${path}`.slice(0, 255),
    engine: { name: props.engine.name, version: props.engine.version, family: props.engine.parameterFamily },
    nodeType: props.nodeType.name,
    topology: { kind: isSharded ? 'sharded' : 'replicated', shards, replicasPerShard },
    eviction: props.eviction ?? EvictionPolicy.ALLKEYS_LRU,
    extraParameters: props.parameters ?? {},
    snapshotRetentionDays: (props.snapshotRetention ?? Duration.days(7)).toDays({ integral: false }),
    snapshotWindow: props.snapshotWindow ?? '03:00-04:00',
    maintenanceWindow: props.maintenanceWindow ?? 'sun:05:00-sun:06:00',
    nodeQuota: props.nodeQuota ?? DEFAULT_NODE_QUOTA,
    removalPolicy: props.removalPolicy ?? RemovalPolicy.SNAPSHOT,
    automaticFailover: isSharded || survivesNodeLoss,
    multiAz: survivesNodeLoss,
  };
}

export function topologyFacts({ topology }: GroupPlan): TopologyFacts {
  return {
    kind: topology.kind,
    shards: known(topology.shards),
    replicasPerShard: known(topology.replicasPerShard),
  };
}
