import type { Duration, Size } from 'aws-cdk-lib';
import type { ClusterEndpointType } from './parameter-values';

/** How shards and replicas work together. */
export interface ClusterParameters {
  /**
   * Whether a sharded cache refuses everything as long as one shard is lost (`cluster-require-full-coverage`).
   *
   * @default false
   */
  readonly clusterRequireFullCoverage?: boolean;

  /**
   * Whether a shard that has lost the others still answers reads, which may be stale. AWS recommends it with fewer than three
   * shards where that is fine (`cluster-allow-reads-when-down`).
   *
   * @default false
   */
  readonly clusterAllowReadsWhenDown?: boolean;

  /**
   * Whether sharded pub/sub goes on while the cluster is down (`cluster-allow-pubsubshard-when-down`). From Redis 7 and Valkey 7
   * on.
   *
   * @default true
   */
  readonly clusterAllowPubsubshardWhenDown?: boolean;

  /**
   * What a sharded cache calls its nodes by: names where there is TLS, or addresses (`cluster-preferred-endpoint-type`). From
   * Redis 7 and Valkey 7 on.
   *
   * @default ClusterEndpointType.TLS_DYNAMIC
   */
  readonly clusterPreferredEndpointType?: ClusterEndpointType;

  /**
   * Logical databases of a sharded cache. A cache only ever moves between groups where it is the same: decide it before the
   * cache is made (`cluster-databases`). A whole number, 1 to 10000. From Valkey 9 on. Fixed when the group is made: another
   * value makes another group.
   *
   * @default - one database
   */
  readonly clusterDatabases?: number;

  /**
   * Writes kept for replicas that were away for a moment, so that they need no full copy (`repl-backlog-size`). Whole bytes, at
   * least 16 KiB.
   *
   * @default - 10 MiB; before Valkey 8 1 MiB
   */
  readonly replBacklogSize?: Size;

  /**
   * How long the backlog is kept when the last replica is gone; 0 is for ever (`repl-backlog-ttl`).
   *
   * @default - 3600 seconds
   */
  readonly replBacklogTtl?: Duration;

  /**
   * Replicas without which the primary refuses writes; 0 never refuses (`min-replicas-to-write`).
   *
   * @default 0
   */
  readonly minReplicasToWrite?: number;

  /**
   * Silence after which a replica no longer counts for `minReplicasToWrite` (`min-replicas-max-lag`).
   *
   * @default - 10 seconds
   */
  readonly minReplicasMaxLag?: Duration;
}
