import { compareVersions, type EngineName, isEngineName } from './engine-catalog';

/** First version of each engine that has a feature; an engine without an entry never has it. */
type Minimum = Partial<Readonly<Record<EngineName, string>>>;

/**
 * Sources: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/engine-versions.html,
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/SupportedCommands.html,
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption.html,
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html,
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/network-type.html; access rules by engine version:
 * https://valkey.io/topics/acl/.
 */
const MINIMUM_VERSIONS = {
  /** Users and user groups (RBAC). */
  users: { valkey: '7.2', redis: '6.0' },
  /** Users who log in with IAM. */
  iam: { valkey: '7.2', redis: '7.0' },
  /** Encryption in transit of Valkey and Redis, chosen at creation. */
  tls: { valkey: '7.2', redis: '3.2.6' },
  /** Encryption in transit switched on and off on a living cache. */
  tlsInPlace: { valkey: '7.2', redis: '7.0' },
  /** Encryption in transit of Memcached, chosen at creation. */
  memcachedTls: { memcached: '1.6.12' },
  /** Encryption at rest on nodes of one's own. */
  atRestEncryption: { valkey: '7.2', redis: '3.2.6' },
  /** From cluster mode disabled to enabled without a new cache. */
  clusterModeMigration: { valkey: '7.2', redis: '7.0' },
  /** Values on SSD (r6gd nodes). */
  dataTiering: { valkey: '7.2', redis: '6.2' },
  /** Delivery of the slow log. */
  slowLog: { valkey: '7.2', redis: '6.0' },
  /** Delivery of the engine log. */
  engineLog: { valkey: '7.2', redis: '6.2' },
  /** IPv6 and dual stack. */
  ipv6: { valkey: '7.2', redis: '6.2', memcached: '1.6.6' },
  /** The service moves to new minor versions by itself. */
  autoMinorUpgrade: { valkey: '7.2', redis: '6.0' },
  /** Writes kept in a log over several zones. */
  durability: { valkey: '9.0' },
  /** Public endpoint of a serverless cache. */
  publicEndpoint: { valkey: '9.0' },
  /** SSUBSCRIBE and SPUBLISH. */
  shardedPubSub: { valkey: '7.2', redis: '7.0' },
  /** FUNCTION and FCALL. */
  functions: { valkey: '7.2', redis: '7.0' },
  /** JSON data type. */
  json: { valkey: '7.2', redis: '6.2' },
  /** Bloom filters. */
  bloom: { valkey: '8.1' },
  /** COMMANDLOG. */
  commandLog: { valkey: '8.1' },
  /** Vector search, on nodes of one's own. */
  search: { valkey: '8.2' },
  /** Several databases in cluster mode. */
  clusterDatabases: { valkey: '9.0' },
  /** Times to live of single hash fields. */
  hashFieldTtl: { valkey: '9.0' },
  /** `db=0,1` in access strings. */
  databaseAcl: { valkey: '9.1' },
  /** `&channel` and `resetchannels` in access strings. */
  channelAcl: { valkey: '7.2', redis: '6.2' },
  /** `%R~key` and `%W~key` in access strings. */
  keyReadWritePermissions: { valkey: '7.2', redis: '7.0' },
  /** `(…)` in access strings. */
  selectors: { valkey: '7.2', redis: '7.0' },
  /** `-command|subcommand` in access strings; `+command|subcommand` is older. */
  subcommandAcl: { valkey: '7.2', redis: '7.0' },
} as const satisfies Readonly<Record<string, Minimum>>;

export type EngineFeature = keyof typeof MINIMUM_VERSIONS;

/** Every feature that {@link engineSupports} can be asked about. */
export const ENGINE_FEATURES = Object.keys(MINIMUM_VERSIONS) as readonly EngineFeature[];

/** First version of an engine with a feature; nothing where the engine never has it. */
export function minimumVersion(engine: string, feature: EngineFeature): string | undefined {
  const minimum: Minimum = MINIMUM_VERSIONS[feature];
  return isEngineName(engine) ? minimum[engine] : undefined;
}

/** Whether a version has a feature. A version newer than this release has whatever the versions before it had. */
export function engineSupports(engine: string, version: string, feature: EngineFeature): boolean {
  const minimum = minimumVersion(engine, feature);
  return minimum !== undefined && compareVersions(version, minimum) >= 0;
}

/** The versions that have a feature, for messages: `Valkey 7.2 or newer, Redis 7.0 or newer`. */
export function versionsWith(feature: EngineFeature): string {
  const minimum: Minimum = MINIMUM_VERSIONS[feature];
  return Object.entries(minimum)
    .map(([engine, version]) => `${titleOf(engine)} ${version} or newer`)
    .join(', ');
}

/** An engine's name in prose: `Valkey`. */
export function titleOf(engine: string): string {
  return engine.charAt(0).toUpperCase() + engine.slice(1);
}
