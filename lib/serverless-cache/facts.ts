import type { CacheEndpoint } from '../cache/cache-endpoint';
import { type CacheFacts, SERVERLESS_RESTRICTIONS } from '../cache/facts';
import type { EngineName } from '../model/engine-catalog';

/** What tells one serverless cache from another. */
interface ServerlessTraits {
  readonly cacheId: string;
  readonly engine: { readonly name: EngineName; readonly version: string };
  /** Absent where an import does not say it; such a cache has no manifest. */
  readonly endpoint: CacheEndpoint | undefined;
  readonly readerEndpoint: CacheEndpoint | undefined;
  readonly region: string;
}

/**
 * What a serverless cache knows about itself. Its eviction policy is fixed, and keys without a TTL are never evicted:
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Scaling.html
 */
export function serverlessFacts(traits: ServerlessTraits): CacheFacts {
  const { cacheId, engine, endpoint, readerEndpoint, region } = traits;
  return {
    cacheId,
    kind: 'serverless',
    engine,
    tls: true,
    evictionPolicy: 'volatile-lru',
    endpoints: {
      ...(endpoint && { configuration: manifestEndpoint(endpoint) }),
      ...(readerEndpoint && { reader: manifestEndpoint(readerEndpoint) }),
    },
    restricted: SERVERLESS_RESTRICTIONS,
    region,
  };
}

/** Without what else an endpoint has: the manifest says host and port. */
function manifestEndpoint({ host, port }: CacheEndpoint): { host: string; port: number } {
  return { host, port };
}
