import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { CacheEndpoint } from '../cache/cache-endpoint';
import type { Engine } from '../vocabulary/engine';
import type { EvictionPolicy } from '../vocabulary/eviction-policy';
import type { TransitEncryption } from '../vocabulary/transit-encryption';

/** A Memcached cluster that was made elsewhere. The more is said of it, the more of it can be used. */
export interface MemcachedClusterAttributes {
  /** Name that ElastiCache knows the cluster by. */
  readonly clusterName: string;

  /**
   * ARN of the cluster, where it is in another account or Region than this stack.
   *
   * @default - made from the name, this stack's account and its Region
   */
  readonly cacheArn?: string;

  /** Configuration endpoint: `new CacheEndpoint('shop.abc123.cfg.euw1.cache.amazonaws.com', 11211)`. Needed for namespaces and consumers. */
  readonly endpoint?: CacheEndpoint;

  /**
   * Firewalls of the nodes. Needed to open the network.
   *
   * @default - none: the network is left as it is
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * Port, for the firewall.
   *
   * @default - the port of the endpoint, else 11211
   */
  readonly port?: number;

  /**
   * Engine and version. Needed for namespaces and consumers.
   */
  readonly engine?: Engine;

  /**
   * Whether the cluster encrypts in transit.
   *
   * @default TransitEncryption.REQUIRED
   */
  readonly transitEncryption?: TransitEncryption;

  /**
   * What the cluster does when memory is full: `ALLKEYS_LRU`, or `NOEVICTION` where `error_on_memory_exhausted` is on.
   *
   * @default EvictionPolicy.ALLKEYS_LRU
   */
  readonly evictionPolicy?: EvictionPolicy;
}
