import type { SlotRange } from '../../../lib/model/nodes';

export type EngineName = 'valkey' | 'redis' | 'memcached';

/** As the manifest says it: `replicated` is cluster mode disabled, `sharded` is cluster mode enabled. */
export type CacheKind = 'sharded' | 'replicated' | 'serverless' | 'memcached';

/** Resource types of CloudFormation that are caches, without their `AWS::ElastiCache::`. */
export type CacheResource = 'ReplicationGroup' | 'CacheCluster' | 'ServerlessCache';

/** What the twin is to start, read from a template: everything but where it will listen. */
export interface CachePlan {
  readonly logicalId: string;
  /** What kind of resource it is: its endpoints have other names and attributes. */
  readonly resource: CacheResource;
  /** Its ReplicationGroupId, ClusterName or ServerlessCacheName. */
  readonly cacheId: string;
  /** The six characters in its host names. */
  readonly hash: string;
  readonly kind: CacheKind;
  /** Whether its engine runs in cluster mode. A replicated cache on its way to being sharded does, and has both kinds of endpoints. */
  readonly clustered: boolean;
  readonly engine: { readonly name: EngineName; readonly version: string };
  readonly tls: boolean;
  /** A Memcached node is a shard of its own: it has its part of the keys, and nobody has a copy. */
  readonly shards: readonly ShardPlan[];
  /** Upper bound that the template sets for the memory of each node, in MiB. */
  readonly memoryLimitMiB?: number;
  /** ElastiCache parameters, defaults included. */
  readonly parameters: Readonly<Record<string, string>>;
  /** What EffectiveDurability says. */
  readonly durability?: string;
  /** Names of those parameters that the template sets itself, with the logical id of their group. */
  readonly parameterGroup?: { readonly logicalId: string; readonly names: readonly string[] };
  readonly access: AccessPlan;
}

export interface ShardPlan {
  /** Four digits. */
  readonly id: string;
  readonly replicas: number;
  /** Empty where the engine is not in cluster mode. */
  readonly slots: readonly SlotRange[];
}

/** Who may log in: everybody, holders of one token (here its SHA-256, hexadecimal), or users. */
export type AccessPlan =
  | { readonly kind: 'open' }
  | { readonly kind: 'token'; readonly tokenHash: string }
  | { readonly kind: 'users'; readonly users: readonly UserPlan[] };

export interface UserPlan {
  readonly logicalId: string;
  readonly userName: string;
  readonly accessString: string;
  /** SHA-256 of each password, hexadecimal: the plain text goes no further than the secrets file. */
  readonly passwordHashes: readonly string[];
  readonly noPassword: boolean;
}

/** Something that the template says and that the twin does otherwise. */
export interface NotHonoured {
  /** Empty where it concerns the twin as a whole. */
  readonly logicalId: string;
  readonly property: string;
  readonly detail: string;
}

/** One stack's caches. */
export interface StackPlan {
  readonly caches: readonly CachePlan[];
  readonly notHonoured: readonly NotHonoured[];
}
