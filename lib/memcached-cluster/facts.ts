import type { ManifestRestriction } from '../contract';
import type { CacheEndpoint } from '../cache/cache-endpoint';
import type { CacheFacts } from '../cache/facts';
import type { EvictionPolicyName } from '../model/eviction';

/** Memcached knows nothing of all this: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/SelectEngine.html */
const RESTRICTIONS: readonly ManifestRestriction[] = ['config', 'admin', 'keys', 'psubscribe', 'functions', 'tracking'];

/** What a cluster, made here or imported, says of itself. */
export interface ClusterFacts {
  readonly cacheId: string;
  readonly version: string;
  readonly tls: boolean;
  readonly evictionPolicy: EvictionPolicyName;
  readonly endpoint: CacheEndpoint;
  readonly region: string;
}

export function factsOf({ cacheId, version, tls, evictionPolicy, endpoint, region }: ClusterFacts): CacheFacts {
  return {
    cacheId,
    kind: 'memcached',
    engine: { name: 'memcached', version },
    tls,
    evictionPolicy,
    endpoints: { configuration: { host: endpoint.host, port: endpoint.port } },
    restricted: RESTRICTIONS,
    region,
  };
}
