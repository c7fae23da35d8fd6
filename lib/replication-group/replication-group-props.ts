import type { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { Engine } from '../vocabulary/engine';
import type { EvictionPolicy } from '../vocabulary/eviction-policy';
import type { NodeType } from '../vocabulary/node-type';
import type { Topology } from '../vocabulary/topology';

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

  /** Engine and version. */
  readonly engine: Engine;

  /** Machine of each node. Can be changed online. */
  readonly nodeType: NodeType;

  /** Shards and replicas. Multi-AZ and automatic failover follow from it. */
  readonly topology: Topology;

  /**
   * Which keys go when memory is full.
   *
   * @default EvictionPolicy.ALLKEYS_LRU
   */
  readonly eviction?: EvictionPolicy;

  /**
   * Further engine parameters by the names that ElastiCache uses. `cluster-enabled` and `maxmemory-policy` follow from
   * `topology` and `eviction`.
   *
   * @default - ElastiCache's defaults of the engine version
   */
  readonly parameters?: { [name: string]: string };

  /**
   * Key that encrypts data, snapshots and the users' secrets. Cannot be changed later without replacing the cache.
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
