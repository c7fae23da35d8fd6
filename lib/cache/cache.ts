import type { IResource } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { CachePattern } from '../vocabulary/cache-pattern';
import type { Namespace } from '../vocabulary/namespace';
import type { CacheEndpoint } from './cache-endpoint';
import type { ConnectOptions } from './connect-options';
import type { ConsumerAccess } from './consumer-access';

/** A cache of any kind, made here or elsewhere. */
export interface ICache extends IResource, ec2.IConnectable {
  /** ARN of the cache. */
  readonly cacheArn: string;

  /** Where a client starts, whatever the kind of cache: primary, configuration or serverless endpoint. */
  readonly endpoint: CacheEndpoint;

  /** Where reads go that may be stale; absent where a cache has no such endpoint. */
  readonly readerEndpoint?: CacheEndpoint;

  /**
   * Adds a named logical cache: a key prefix with its own pattern and times.
   *
   * Patterns that must not lose a key are refused where the cache may evict it, as every serverless cache may. Memcached takes
   * `cacheAside` without tags, `readThrough` and `writeThrough`, with lives of at least a second; a key may have 250 bytes there, the prefix
   * included.
   *
   * @param name lower-case letters, digits and hyphens; the keys start with `<name>:`
   * @param pattern what it is used for
   */
  addNamespace(name: string, pattern: CachePattern): Namespace;

  /**
   * Connects a consumer: opens the network between the two, gives it a user with just the rights that its namespaces need, lets it
   * prove that it is that user, and sets the environment that the client finds the cache by.
   *
   * @param connectable the consumer: a function, instance or service inside a VPC
   */
  connect(connectable: ec2.IConnectable, options: ConnectOptions): ConsumerAccess;

  /**
   * Opens the network for clients that read and write. What they may do is for their user to say.
   *
   * @param other who may connect
   */
  allowWritersFrom(other: ec2.IConnectable, description?: string): void;

  /**
   * Opens the network for clients that only read, and read values that may be stale: where reads have a port of their own (serverless
   * caches) that port alone, else the one port there is. Refused where the cache has no reader endpoint.
   *
   * @param other who may connect
   */
  allowReadersFrom(other: ec2.IConnectable, description?: string): void;

  /**
   * Allows actions of the service on this cache, such as `elasticache:DescribeReplicationGroups`. Access to the data is not granted by it.
   */
  grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant;
}
