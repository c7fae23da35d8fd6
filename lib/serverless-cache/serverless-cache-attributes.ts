import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { Authentication } from '../cache/authentication';
import type { CacheEndpoint } from '../cache/cache-endpoint';
import type { ServerlessEngine } from './serverless-engine';

/** A serverless cache that was made elsewhere. The more is said of it, the more of it can be used. */
export interface ServerlessCacheAttributes {
  /** Name that ElastiCache knows the cache by, in lower case. Enough for metrics and permissions. */
  readonly serverlessCacheName: string;

  /**
   * ARN of the cache, where it is in another account or Region than this stack.
   *
   * @default - made from the name, this stack's account and its Region
   */
  readonly cacheArn?: string;

  /**
   * Engine and major version. Needed to connect consumers.
   *
   * @default - unknown
   */
  readonly engine?: ServerlessEngine;

  /**
   * Where writes and strong reads go: host name, and port 6379 (Memcached 11211). Needed to connect consumers.
   *
   * @default - unknown: the host name holds a hash that only ElastiCache knows
   */
  readonly endpoint?: CacheEndpoint;

  /**
   * Where reads go that may be stale: the same host, and port 6380 (Memcached 11212).
   *
   * @default - the host of `endpoint`, and the port after its port where that is known
   */
  readonly readerEndpoint?: CacheEndpoint;

  /**
   * Firewalls of the cache. Needed to open the network.
   *
   * @default - unknown
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * How consumers prove who they are: `Authentication.userGroup(group)` with the group that the cache has, or `Authentication.none()`. Needed to
   * connect consumers, except to Memcached.
   *
   * @default - unknown; with Memcached Authentication.none()
   */
  readonly authentication?: Authentication;

  /**
   * Key that encrypts the passwords of consumers' users.
   *
   * @default - the account's `aws/secretsmanager` key
   */
  readonly encryptionKey?: kms.IKey;
}
