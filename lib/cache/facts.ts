import type { CacheKind, ManifestEndpoints, ManifestEngine, ManifestRestriction } from '../contract';
import type { EvictionPolicyName } from '../model/eviction';

/** What a cache of any kind, made here or imported, knows about itself: all that its namespaces, consumers and manifest depend on. */
export interface CacheFacts {
  /** Identity of the cache inside its application. */
  readonly cacheId: string;
  readonly kind: CacheKind;
  readonly engine: ManifestEngine;
  readonly tls: boolean;
  readonly evictionPolicy: EvictionPolicyName;
  /** Tokens while the template is made. */
  readonly endpoints: ManifestEndpoints;
  readonly restricted: readonly ManifestRestriction[];
  readonly region: string;
}

/** Node-based caches lack CONFIG and the administrator's commands. */
export const NODE_RESTRICTIONS: readonly ManifestRestriction[] = ['config', 'admin'];

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/SupportedCommands.html, the columns of serverless caches */
export const SERVERLESS_RESTRICTIONS: readonly ManifestRestriction[] = [
  'config',
  'admin',
  'keys',
  'psubscribe',
  'functions',
  'tracking',
];
