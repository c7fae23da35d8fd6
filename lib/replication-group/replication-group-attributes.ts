import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { Authentication } from '../cache/authentication';
import type { CacheEndpoint } from '../cache/cache-endpoint';
import type { Engine } from '../vocabulary/engine';
import type { EvictionPolicy } from '../vocabulary/eviction-policy';
import type { ClusterMode } from '../vocabulary/topology';
import type { TransitEncryption } from '../vocabulary/transit-encryption';

/** A replication group that was made elsewhere. The more is said of it, the more of it can be used. */
export interface ReplicationGroupAttributes {
  /** Id that ElastiCache knows the cache by. */
  readonly replicationGroupId: string;

  /**
   * ARN of the cache, where it is in another account or Region than this stack.
   *
   * @default - made from the id, this stack's account and its Region
   */
  readonly cacheArn?: string;

  /** Where clients of a sharded cache connect. Needed to connect consumers to a sharded cache. */
  readonly configurationEndpoint?: CacheEndpoint;

  /** Where writes go. Needed to connect consumers to a cache that is not sharded. */
  readonly primaryEndpoint?: CacheEndpoint;

  /** Where reads that may be stale can go. */
  readonly readerEndpoint?: CacheEndpoint;

  /**
   * Firewalls of the nodes. Needed to open the network.
   *
   * @default - none: the network is left as it is
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * Port, for the firewall.
   *
   * @default 6379
   */
  readonly port?: number;

  /** Engine and version. Needed to connect consumers. */
  readonly engine?: Engine;

  /**
   * What the cache does when memory is full: decides which patterns may use it.
   *
   * @default EvictionPolicy.VOLATILE_LRU, ElastiCache's own
   */
  readonly evictionPolicy?: EvictionPolicy;

  /**
   * How consumers prove who they are: the user group, or the secret of the AUTH token.
   *
   * @default Authentication.none()
   */
  readonly authentication?: Authentication;

  /**
   * Whether the cache encrypts in transit.
   *
   * @default TransitEncryption.REQUIRED
   */
  readonly transitEncryption?: TransitEncryption;

  /**
   * Key that encrypts the passwords of consumers' users.
   *
   * @default - the account's `aws/secretsmanager` key
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Cluster mode, which the names of the nodes follow from. For metrics.
   *
   * @default - what the endpoints tell: with `configurationEndpoint` alone enabled, with `primaryEndpoint` alone disabled, with both compatible
   */
  readonly clusterMode?: ClusterMode;

  /**
   * Shards of the cache. For metrics of all nodes.
   *
   * @default - 1 where cluster mode is not enabled; else unknown, and metrics are those of single nodes
   */
  readonly shards?: number;

  /**
   * Replicas of each shard. For metrics of a shard or of all nodes.
   *
   * @default - unknown: metrics are those of single nodes
   */
  readonly replicasPerShard?: number;
}
