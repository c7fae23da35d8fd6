import type { CacheManifest } from '../../../lib/contract';

/** A valid manifest to change in tests. */
export function manifest(change: Partial<CacheManifest> = {}): CacheManifest {
  return {
    manifestVersion: 1,
    cacheId: 'Shop/Cache',
    kind: 'sharded',
    engine: { name: 'valkey', version: '8.0' },
    endpoints: { configuration: { host: '127.0.0.1', port: 6379 } },
    tls: false,
    auth: { kind: 'none' },
    evictionPolicy: 'allkeys-lru',
    namespaces: [{ name: 'products', keyPrefix: 'products:', pattern: 'cache-aside', ttlMs: 60_000 }],
    restricted: ['config'],
    ...change,
  };
}

/** A manifest's JSON with that cache id. */
export function text(cacheId: string): string {
  return JSON.stringify(manifest({ cacheId }));
}
