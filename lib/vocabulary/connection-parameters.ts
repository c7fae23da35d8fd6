import type { Duration, Size } from 'aws-cdk-lib';
import type { AclPubsubDefault } from './parameter-values';

/** How an engine treats its clients. */
export interface ConnectionParameters {
  /**
   * Idle time after which a client is disconnected; 0 is never (`timeout`). Whole seconds, 0 or at least 20 seconds.
   *
   * @default - 0
   */
  readonly timeout?: Duration;

  /**
   * Time between two signs of life on idle connections; 0 is none (`tcp-keepalive`).
   *
   * @default - 300 seconds
   */
  readonly tcpKeepalive?: Duration;

  /**
   * Logical databases of a cache that is not sharded. A cache only ever moves between groups where it is the same: decide it
   * before the cache is made (`databases`). A whole number from 1. Fixed when the group is made: another value makes another
   * group.
   *
   * @default 16
   */
  readonly databases?: number;

  /**
   * Which changes of keys are published: letters of `K E g $ l s h z x e A`, at least one of K and E with others; nothing is off
   * (`notify-keyspace-events`).
   *
   * @default - none
   */
  readonly notifyKeyspaceEvents?: string;

  /**
   * New names of commands, at most 20 letters and digits; `blocked` takes a command away from everybody (`rename-commands`).
   *
   * @default - none
   */
  readonly renameCommands?: { [command: string]: string };

  /**
   * Keys that are remembered for client-side caching; 0 is no limit (`tracking-table-max-keys`).
   *
   * @default 1000000
   */
  readonly trackingTableMaxKeys?: number;

  /**
   * Replies waiting for a client at which it is disconnected at once; 0 is no limit
   * (`client-output-buffer-limit-normal-hard-limit`).
   *
   * @default - 0
   */
  readonly clientOutputBufferLimitNormalHardLimit?: Size;

  /**
   * Replies waiting for a client at which it is disconnected after the soft seconds; 0 is no limit
   * (`client-output-buffer-limit-normal-soft-limit`).
   *
   * @default - 0
   */
  readonly clientOutputBufferLimitNormalSoftLimit?: Size;

  /**
   * How long a client may be above the soft limit (`client-output-buffer-limit-normal-soft-seconds`).
   *
   * @default - 0
   */
  readonly clientOutputBufferLimitNormalSoftSeconds?: Duration;

  /**
   * Messages waiting for a subscriber at which it is disconnected at once; 0 is no limit
   * (`client-output-buffer-limit-pubsub-hard-limit`).
   *
   * @default - 32 MiB
   */
  readonly clientOutputBufferLimitPubsubHardLimit?: Size;

  /**
   * Messages waiting for a subscriber at which it is disconnected after the soft seconds; 0 is no limit
   * (`client-output-buffer-limit-pubsub-soft-limit`).
   *
   * @default - 8 MiB
   */
  readonly clientOutputBufferLimitPubsubSoftLimit?: Size;

  /**
   * How long a subscriber may be above the soft limit (`client-output-buffer-limit-pubsub-soft-seconds`).
   *
   * @default - 60 seconds
   */
  readonly clientOutputBufferLimitPubsubSoftSeconds?: Duration;

  /**
   * Longest command with all its arguments (`client-query-buffer-limit`). 1 MiB to 1 GiB.
   *
   * @default - 1 GiB
   */
  readonly clientQueryBufferLimit?: Size;

  /**
   * Longest single argument (`proto-max-bulk-len`). 1 MiB to 512 MiB.
   *
   * @default - 512 MiB
   */
  readonly protoMaxBulkLen?: Size;

  /**
   * Whether a client that writes to a replica is disconnected, so that it looks for the primary again
   * (`close-on-replica-write`).
   *
   * @default true
   */
  readonly closeOnReplicaWrite?: boolean;

  /**
   * Channels of users whose access string names none. The users of this kit name theirs (`acl-pubsub-default`). From Redis 6.2
   * on.
   *
   * @default AclPubsubDefault.ALLCHANNELS
   */
  readonly aclPubsubDefault?: AclPubsubDefault;

  /**
   * Whether HELLO and INFO tell clients that insist on it that this is Redis 7.2.4 (`extended-redis-compatibility`). From Valkey
   * 8 on.
   *
   * @default true
   */
  readonly extendedRedisCompatibility?: boolean;
}
