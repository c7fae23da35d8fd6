/** How a sharded cache is laid out. */
export interface ShardedTopologyProps {
  /** Number of shards that the keys are spread over, 1 to 500; with their replicas at most the account's node quota (90 by default). */
  readonly shards: number;

  /** Replicas of each shard, 0 to 5. With none, a lost node is lost data and nothing fails over. */
  readonly replicasPerShard: number;
}

/** How a replicated cache is laid out. */
export interface ReplicatedTopologyProps {
  /** Replicas of the one primary, 0 to 5. With none, a lost node is lost data and nothing fails over. */
  readonly replicas: number;
}

/** How data is split across shards and copied to replicas. */
export class Topology {
  /** Keys are spread over shards (cluster mode enabled): grows online, clients speak the cluster protocol. */
  public static sharded(props: ShardedTopologyProps): Topology {
    return new Topology(true, props.shards, props.replicasPerShard);
  }

  /** Every key on one primary, copied to its replicas (cluster mode disabled). */
  public static replicated(props: ReplicatedTopologyProps): Topology {
    return new Topology(false, 1, props.replicas);
  }

  private constructor(
    /** Whether clients must speak the cluster protocol. */
    public readonly isSharded: boolean,
    /** 1 where the cache is not sharded. */
    public readonly shards: number,
    /** Copies of each shard beside its primary. */
    public readonly replicasPerShard: number,
  ) {}
}
