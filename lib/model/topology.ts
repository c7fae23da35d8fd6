/** How data is split across shards and copied to replicas. A number that is known only at deployment is absent. */
export interface TopologyFacts {
  /** `replicated` is cluster mode disabled, `sharded` is cluster mode enabled. */
  readonly kind: 'replicated' | 'sharded';
  /** 1 for `replicated`. */
  readonly shards: number | undefined;
  readonly replicasPerShard: number | undefined;
}

/** Fixed by the service: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/quota-limits.html */
export const MAX_REPLICAS_PER_SHARD = 5;

/** Quota of an account that never asked for more. Same page. */
export const DEFAULT_NODE_QUOTA = 90;

/** The most that AWS grants on request, engine versions from Valkey 7.2 on. Same page. */
export const MAX_NODE_QUOTA = 500;

/** Primaries and replicas together; absent where a part is known only at deployment. */
export function nodeCount(topology: TopologyFacts): number | undefined {
  const { shards, replicasPerShard } = topology;
  return shards === undefined || replicasPerShard === undefined ? undefined : shards * (1 + replicasPerShard);
}
