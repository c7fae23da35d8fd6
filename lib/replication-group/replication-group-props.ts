import type { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { Authentication } from '../cache/authentication';
import type { CacheEncryption } from '../cache/encryption';
import type { IParameterGroup } from '../parameter-group/parameter-group';
import type { Durability } from '../vocabulary/durability';
import type { Engine } from '../vocabulary/engine';
import type { EngineParameters } from '../vocabulary/engine-parameters';
import type { EvictionPolicy } from '../vocabulary/eviction-policy';
import type { IpDiscovery, NetworkType } from '../vocabulary/network-type';
import type { NodeType } from '../vocabulary/node-type';
import type { ParameterPreset } from '../vocabulary/parameter-preset';
import type { RestoreSource } from '../vocabulary/restore-source';
import type { Topology } from '../vocabulary/topology';
import type { TransitEncryption } from '../vocabulary/transit-encryption';

/** What a {@link ReplicationGroup} is made of. */
export interface ReplicationGroupProps {
  /** Network that the cache lives in. */
  readonly vpc: ec2.IVpc;

  /**
   * Subnets for the nodes. Replicas go to other availability zones than their primary, so at least two zones are needed where there
   * are replicas. Changing the VPC replaces the cache.
   *
   * @default - the isolated subnets of the VPC; where there are none, its private subnets
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * Firewalls of the nodes. Nothing is opened in them until a consumer is connected.
   *
   * @default - a new one, closed in both directions
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * Engine and version: Valkey 7.2 to 9.1, Redis OSS 6.0 to 7.1. A newer version, and Valkey in place of Redis OSS, are taken over in
   * place; there is no way back to an older one.
   */
  readonly engine: Engine;

  /** Machine of each node. Can be changed online, except from or to `r6gd`, which keeps part of the data on SSD. */
  readonly nodeType: NodeType;

  /** Shards and replicas. Multi-AZ and automatic failover follow from it. */
  readonly topology: Topology;

  /**
   * Which keys go when memory is full.
   *
   * @default - that of the preset; without one EvictionPolicy.ALLKEYS_LRU
   */
  readonly eviction?: EvictionPolicy;

  /**
   * A tried set of parameters for what the cache is used for.
   *
   * @default - none
   */
  readonly preset?: ParameterPreset;

  /**
   * Engine parameters. `cluster-enabled` and `maxmemory-policy` follow from `topology` and `eviction`.
   *
   * @default - those of the preset, else ElastiCache's defaults of the engine version
   */
  readonly parameters?: EngineParameters;

  /**
   * Engine parameters by the names and values that ElastiCache uses. Checked like the typed ones.
   *
   * @default - none
   */
  readonly rawParameters?: { [name: string]: string };

  /**
   * An existing parameter group, in place of the properties above.
   *
   * @default - a group of the cache's own
   */
  readonly parameterGroup?: IParameterGroup;

  /**
   * How consumers prove who they are. Users and AUTH token need encryption in transit and exclude each other.
   *
   * @default Authentication.users()
   */
  readonly authentication?: Authentication;

  /**
   * Whether clients must encrypt. Moving a cache that does not encrypt takes three deployments: `DISABLED` to `PREFERRED`, then all
   * clients, then `REQUIRED`, and users after that.
   *
   * @default TransitEncryption.REQUIRED
   */
  readonly transitEncryption?: TransitEncryption;

  /**
   * Whose key encrypts data and snapshots. Cannot be changed later without replacing the cache.
   *
   * @default CacheEncryption.CUSTOMER_MANAGED
   */
  readonly encryption?: CacheEncryption;

  /**
   * Key that encrypts data, snapshots and the users' secrets. Cannot be changed later without replacing the cache.
   *
   * @default - a new key with yearly rotation, kept when the stack is deleted, because the final snapshot needs it
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Port of every node. Cannot be changed later without replacing the cache.
   *
   * @default 6379
   */
  readonly port?: number;

  /**
   * Addresses that the subnets give the nodes. Cannot be changed later without replacing the cache.
   *
   * @default - ElastiCache's own: IPv4
   */
  readonly networkType?: NetworkType;

  /**
   * Which addresses the cache answers with when a client asks for its nodes.
   *
   * @default - ElastiCache's own: IPv4, or IPv6 where the network has nothing else
   */
  readonly ipDiscovery?: IpDiscovery;

  /**
   * Whether writes are kept in a log over several zones. Chosen when the cache is made; later only between `SYNC` and `ASYNC`.
   *
   * @default - ElastiCache's own: no log
   */
  readonly durability?: Durability;

  /**
   * Data that the cache starts with. Must stay for the life of the cache: see {@link RestoreSource}.
   *
   * @default - an empty cache
   */
  readonly restoreFrom?: RestoreSource;

  /**
   * Whether AWS moves the cache to newer minor versions in the maintenance window.
   *
   * @default true
   */
  readonly autoMinorVersionUpgrade?: boolean;

  /**
   * Id of the cache: 1 to 40 lower-case letters, digits and hyphens. It shows in host names and public certificates. A cache with an id
   * of one's own cannot be replaced by CloudFormation, because old and new would share it.
   *
   * @default - CloudFormation makes one
   */
  readonly replicationGroupId?: string;

  /**
   * How long daily snapshots are kept, in whole days, 0 to 35. Zero takes none.
   *
   * @default Duration.days(7)
   */
  readonly snapshotRetention?: Duration;

  /**
   * When the daily snapshot is taken: `hh:mm-hh:mm`, UTC, at least 60 minutes.
   *
   * @default '03:00-04:00'
   */
  readonly snapshotWindow?: string;

  /**
   * When AWS may patch and replace nodes: `ddd:hh:mm-ddd:hh:mm`, UTC, at least 60 minutes, apart from the snapshot window.
   *
   * @default 'sun:05:00-sun:06:00'
   */
  readonly maintenanceWindow?: string;

  /**
   * Hears about failovers, scaling and maintenance. Not encrypted: ElastiCache cannot publish to an encrypted topic.
   *
   * @default - nobody is told
   */
  readonly notificationTopic?: sns.ITopic;

  /**
   * What becomes of the cache when it is removed from the stack or replaced.
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
   * Nodes that the account may have in one cache, up to 500. AWS allows 90 unless it was asked for more.
   *
   * @default 90
   */
  readonly nodeQuota?: number;
}
