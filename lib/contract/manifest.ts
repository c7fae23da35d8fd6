/**
 * The cache manifest, version 1: what one side of the kit tells the other about a cache.
 *
 * Constructs write it, the client and the local twin read it. It never carries a secret, only the name of one. A new
 * optional field is a compatible change; a field that changes its meaning needs a new major version.
 */
export interface CacheManifest {
  /** Major version of this format. A reader refuses majors it does not know and ignores fields it does not know. */
  readonly manifestVersion: 1;
  /** Identity of the cache inside its application: the construct's unique id. Stable over deployments. */
  readonly cacheId: string;
  readonly kind: CacheKind;
  readonly engine: ManifestEngine;
  readonly endpoints: ManifestEndpoints;
  readonly tls: boolean;
  readonly auth: ManifestAuth;
  /** What the engine does when memory is full. The application cannot ask for it itself: ElastiCache has no CONFIG. */
  readonly evictionPolicy: ManifestEvictionPolicy;
  readonly namespaces: readonly ManifestNamespace[];
  /** What this cache does not offer, so that a client chooses another way instead of failing at run time. */
  readonly restricted: readonly ManifestRestriction[];
  /** AWS Region of the cache and its secrets. */
  readonly region?: string;
  /** Present only where the cache is a local twin. Written by the twin, never by a construct. */
  readonly twin?: ManifestTwin;
}

/** `replicated` is cluster mode disabled, `sharded` is cluster mode enabled. */
export type CacheKind = 'replicated' | 'sharded' | 'serverless' | 'memcached';

export interface ManifestEngine {
  readonly name: 'valkey' | 'redis' | 'memcached';
  /** As ElastiCache writes it: `major.minor`, for example `8.0`. */
  readonly version: string;
}

export interface ManifestEndpoint {
  readonly host: string;
  readonly port: number;
}

/**
 * Which members are present follows from the kind.
 *
 * - `replicated`: `primary`, and `reader` where there are replicas; a cache on its way to being sharded has `configuration` besides
 * - `sharded`: `configuration`
 * - `serverless`: `configuration`, where writes and strong reads go, and `reader` (another port) for reads that may be stale
 * - `memcached`: `configuration`, which answers `config get cluster` with the nodes
 */
export interface ManifestEndpoints {
  readonly configuration?: ManifestEndpoint;
  readonly primary?: ManifestEndpoint;
  readonly reader?: ManifestEndpoint;
}

/** `none`: everybody who reaches the cache may do everything. `token`: everybody shares one password. `users`: each consumer has its own. */
export type ManifestAuth =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'token';
      /** ARN of the Secrets Manager secret that holds `{ "username", "password" }`; the user name is always `default`. */
      readonly secretArn: string;
    }
  | { readonly kind: 'users'; readonly users: readonly ManifestUser[] };

/** One access-controlled user of the cache, made for one consumer. Exactly one of `secretArn` and `iam` says how it proves who it is. */
export interface ManifestUser {
  /** Who this user was made for: the name by which an application asks for its own credentials. */
  readonly consumer: string;
  /** The name to authenticate with. */
  readonly userName: string;
  /** A password: ARN of the Secrets Manager secret that holds `{ "username", "password" }`. */
  readonly secretArn?: string;
  /** A short-lived token signed with the consumer's own AWS credentials. */
  readonly iam?: ManifestIam;
  /** Names of the namespaces this user can reach. */
  readonly namespaces: readonly string[];
}

/** What an IAM authentication token is made of: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html */
export interface ManifestIam {
  /** The `User` of the signed request. Lower case. */
  readonly userId: string;
  /** The host of the signed request: replication group id or serverless cache name. Lower case. */
  readonly cacheName: string;
  /** Whether the signed request says `ResourceType=ServerlessCache`. */
  readonly serverless: boolean;
}

export type ManifestEvictionPolicy =
  | 'volatile-lru'
  | 'allkeys-lru'
  | 'volatile-lfu'
  | 'allkeys-lfu'
  | 'volatile-random'
  | 'allkeys-random'
  | 'volatile-ttl'
  | 'noeviction';

/** A named logical cache inside the cache. */
export interface ManifestNamespace {
  readonly name: string;
  /** Every key of the namespace starts with this. */
  readonly keyPrefix: string;
  /** For example `cache-aside`. A client that does not know a pattern refuses that namespace alone. */
  readonly pattern: string;
  /** Time to live of an entry, in milliseconds. */
  readonly ttlMs?: number;
  /** Share of the TTL, 0 to 1, by which each entry's TTL is shortened at random so that entries do not expire together. */
  readonly jitter?: number;
  /** Time to live of "the loader found nothing" (null), in milliseconds; 0 means it is not kept. */
  readonly negativeTtlMs?: number;
}

/** `config`: the CONFIG command. `admin`: the commands ElastiCache keeps for itself. */
export type ManifestRestriction = 'config' | 'admin' | 'keys' | 'psubscribe' | 'functions' | 'tracking';

/** How a client reaches a local twin. */
export interface ManifestTwin {
  /** Every host name of the cache resolves to this address: names below `.localhost` do not resolve everywhere. */
  readonly address: string;
  /** PEM file of the throw-away certificate authority that signed the nodes' certificate. */
  readonly caFile?: string;
  /** JSON file, mode 0600, from secret ARN to secret string: stands where Secrets Manager stands on AWS. */
  readonly secretsFile?: string;
}

/** The major version that this code writes and reads. */
export const MANIFEST_VERSION = 1;

/** Stack outputs that carry a manifest have a key that starts with this. */
export const MANIFEST_OUTPUT_PREFIX = 'CacheManifest';
