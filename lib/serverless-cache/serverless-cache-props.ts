import type { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { Authentication } from '../cache/authentication';
import type { CacheEncryption } from '../cache/encryption';
import type { NetworkType } from '../vocabulary/network-type';
import type { ServerlessConnectionType } from './connection-type';
import type { ServerlessEngine } from './serverless-engine';
import type { UsageLimits } from './usage-limits';

/** What a {@link ServerlessCache} is made of. */
export interface ServerlessCacheProps {
  /** Engine and major version. Redis OSS can become Valkey, and a version a newer one, in place and without downtime. */
  readonly engine: ServerlessEngine;

  /**
   * Network whose consumers use the cache. Needed, unless `connectionType` is `PUBLIC`: then there is none. Changing it replaces the cache.
   *
   * @default - none
   */
  readonly vpc?: ec2.IVpc;

  /**
   * Subnets that the cache is reached through: two or three, each in another availability zone. A selection by type takes one of each
   * zone, and of the first three zones; subnets that are listed one by one are taken as they are. Changing them replaces the cache.
   *
   * @default - isolated subnets of the VPC; where there are none, private subnets
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * Firewalls of the cache. Nothing is opened in them until a consumer is connected.
   *
   * @default - a new one, closed in both directions
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * From where the cache can be reached. Changing it replaces the cache, and so does saying what was the default before.
   *
   * @default - from inside the VPC
   */
  readonly connectionType?: ServerlessConnectionType;

  /**
   * Addresses that the cache has. `IPV6` takes subnets with IPv6 alone, `DUAL_STACK` subnets with both. Changing it replaces the cache, and
   * so does saying what was the default before. https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/serverless-network-type.html
   *
   * @default - IPv4; IPv6 where all subnets have nothing else
   */
  readonly networkType?: NetworkType;

  /**
   * What the cache keeps ready at least and uses at most.
   *
   * @default - no limits: the cache grows with its use, and so does its bill
   */
  readonly usageLimits?: UsageLimits;

  /**
   * How consumers prove who they are: by users of a group that is made here or given, or not at all. There is no AUTH token.
   *
   * @default Authentication.users(), with Memcached Authentication.none(): it knows no users
   */
  readonly authentication?: Authentication;

  /**
   * Whose key encrypts data and snapshots. A serverless cache is always encrypted. Changing it replaces the cache.
   *
   * @default CacheEncryption.CUSTOMER_MANAGED
   */
  readonly encryption?: CacheEncryption;

  /**
   * Symmetric key of this Region that encrypts data, snapshots and the users' secrets. Changing it replaces the cache.
   *
   * @default - a new key with yearly rotation, kept when the stack is deleted, because the final snapshot needs it
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * How long daily snapshots are kept, in whole days, 0 to 35. Zero takes none.
   *
   * @default Duration.days(7)
   */
  readonly snapshotRetention?: Duration;

  /**
   * When the daily snapshot is taken: `hh:mm`, UTC. The cache cannot be changed meanwhile.
   *
   * @default - ElastiCache chooses
   */
  readonly dailySnapshotTime?: string;

  /**
   * Name of the snapshot that is taken when the cache is deleted or replaced and `removalPolicy` is `SNAPSHOT`: lower-case letters, digits and single
   * hyphens, at most 255. ElastiCache refuses to delete a cache whose final snapshot has the name of one that exists.
   *
   * @default - the name of the cache, `-final-` and a part of the stack's id, so that a stack that is made anew does not collide
   * with what its predecessor left
   */
  readonly finalSnapshotName?: string;

  /**
   * ARNs of what the cache starts with: a snapshot of a serverless or node-based cache of this Region, or RDB files in S3 of Redis 5.0 or
   * newer or Valkey, whose bucket admits `<region>.elasticache-snapshot.amazonaws.com`. **Stays for the life of the cache**: CloudFormation
   * replaces a cache whose source is changed or removed. https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-restoring.html
   *
   * @default - empty
   */
  readonly restoreFrom?: string[];

  /**
   * What becomes of the cache when it is removed from the stack or replaced. `SNAPSHOT` is done by ElastiCache, through
   * `finalSnapshotName`: CloudFormation knows no deletion policy of that name here.
   *
   * @default RemovalPolicy.SNAPSHOT
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * What the console shows. At most 255 characters, without angle brackets.
   *
   * @default - the construct's path
   */
  readonly description?: string;

  /**
   * Name of the cache in its account and Region: 1 to 40 lower-case letters, digits and single hyphens, a letter first. It becomes part of a
   * public certificate, so it tells no secret. A cache with a name of its own cannot be replaced, because its replacement would be named
   * the same: the deployment fails before it changes anything.
   *
   * @default - the construct's id with a hash of all that would replace the cache
   */
  readonly serverlessCacheName?: string;
}
