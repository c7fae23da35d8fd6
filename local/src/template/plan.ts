import type { SlotRange } from '../../../lib/model/nodes';

/** What the twin is to start, read from a template: everything but where it will listen. */
export interface CachePlan {
  readonly logicalId: string;
  /** The ReplicationGroupId. */
  readonly cacheId: string;
  /** The six characters in its host names. */
  readonly hash: string;
  readonly kind: 'sharded' | 'replicated';
  readonly engine: { readonly name: 'valkey' | 'redis'; readonly version: string };
  readonly tls: boolean;
  readonly shards: readonly ShardPlan[];
  /** ElastiCache parameters, defaults included. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Names of those parameters that the template sets itself, with the logical id of their group. */
  readonly parameterGroup?: { readonly logicalId: string; readonly names: readonly string[] };
  readonly access: AccessPlan;
}

export interface ShardPlan {
  /** Four digits. */
  readonly id: string;
  readonly replicas: number;
  /** Empty where the cache is replicated. */
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
