/** Where one shard lives and which keys it holds. */
export interface ShardPlacement {
  /**
   * Hash slots of the shard, for example `0-5460` or `0-99,200-5460`. Over all shards each slot from 0 to 16383 exactly once.
   *
   * @default - ElastiCache spreads the slots evenly
   */
  readonly slots?: string;

  /**
   * Availability zone of the primary, as long as it has not failed over.
   *
   * @default - ElastiCache chooses
   */
  readonly primaryAvailabilityZone?: string;

  /**
   * Availability zones of the replicas, one for each.
   *
   * @default - ElastiCache chooses
   */
  readonly replicaAvailabilityZones?: string[];

  /**
   * Replicas of this shard, 0 to 5.
   *
   * @default - `replicasPerShard` of the topology
   */
  readonly replicas?: number;
}

/** How a sharded cache is laid out. */
export interface ShardedTopologyProps {
  /** Number of shards that the keys are spread over, 1 to 500; with their replicas at most the account's node quota (90 by default). */
  readonly shards: number;

  /** Replicas of each shard, 0 to 5. With none, a lost node is lost data and nothing fails over. */
  readonly replicasPerShard: number;

  /**
   * Places shards by hand, one entry for each shard. Needed only to pin zones, slots or differing numbers of replicas: a change of it
   * moves data, and together with other changes CloudFormation may replace the cache.
   *
   * @default - ElastiCache places the shards
   */
  readonly placement?: ShardPlacement[];
}

/** How a replicated cache is laid out. */
export interface ReplicatedTopologyProps {
  /** Replicas of the one primary, 0 to 5. With none, a lost node is lost data and nothing fails over. */
  readonly replicas: number;

  /**
   * Availability zones of the nodes, the primary's first, one for each node. A change replaces the cache.
   *
   * @default - ElastiCache spreads the nodes over the zones of the subnets
   */
  readonly availabilityZones?: string[];
}

/** Whether a cache speaks the cluster protocol: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/modify-cluster-mode.html */
export enum ClusterMode {
  /** One primary, its replicas, and no cluster protocol. */
  DISABLED = 'disabled',
  /** Both protocols: the step between the other two. */
  COMPATIBLE = 'compatible',
  /** Shards and the cluster protocol. */
  ENABLED = 'enabled',
}

/** How data is split across shards and copied to replicas. */
export class Topology {
  /** Keys are spread over shards (cluster mode enabled): grows online, clients speak the cluster protocol. */
  public static sharded(props: ShardedTopologyProps): Topology {
    return new Topology(ClusterMode.ENABLED, props.shards, props.replicasPerShard, props.placement, undefined);
  }

  /** Every key on one primary, copied to its replicas (cluster mode disabled). */
  public static replicated(props: ReplicatedTopologyProps): Topology {
    return new Topology(ClusterMode.DISABLED, 1, props.replicas, undefined, props.availabilityZones);
  }

  /**
   * The step by which a replicated cache becomes a sharded one without losing a key: deploy it in place of `replicated` with nothing
   * else changed, move the clients to the cluster protocol, then deploy `sharded` with one shard. Needs a replica, and Valkey 7.2 or
   * Redis OSS 7.0. No way leads back from `sharded`.
   */
  public static compatible(props: ReplicatedTopologyProps): Topology {
    return new Topology(ClusterMode.COMPATIBLE, 1, props.replicas, undefined, props.availabilityZones);
  }

  private constructor(
    /** Whether clients may, must or cannot speak the cluster protocol. */
    public readonly clusterMode: ClusterMode,
    /** 1 where the cache is not sharded. */
    public readonly shards: number,
    /** Copies of each shard beside its primary. */
    public readonly replicasPerShard: number,
    /** Placement by hand of each shard of a sharded cache. */
    public readonly placement: ShardPlacement[] | undefined,
    /** Zones by hand of a cache that is not sharded. */
    public readonly availabilityZones: string[] | undefined,
  ) {}

  /** Whether clients must speak the cluster protocol. */
  public get isSharded(): boolean {
    return this.clusterMode === ClusterMode.ENABLED;
  }
}
