/**
 * Why a user group cannot be given to a cache; nothing where it can, or where an engine is not known. Groups of engine Redis serve
 * caches of both engines, groups of engine Valkey only their own: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html
 */
export function groupCacheObjection(groupEngine: string | undefined, cacheEngine: string): string | undefined {
  if (cacheEngine === 'memcached') return 'Memcached has no users';
  return groupEngine === 'valkey' && cacheEngine === 'redis'
    ? 'a user group of engine valkey serves Valkey caches only'
    : undefined;
}
