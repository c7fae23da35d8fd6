/** Which keys go when memory is full: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html */
export enum EvictionPolicy {
  /** The least recently used of all keys. What a cache wants. */
  ALLKEYS_LRU = 'allkeys-lru',
  /** The least often used of all keys: for popularity that changes slowly. */
  ALLKEYS_LFU = 'allkeys-lfu',
  /** Any key. */
  ALLKEYS_RANDOM = 'allkeys-random',
  /** The least recently used of the keys with a TTL; keys without one stay. */
  VOLATILE_LRU = 'volatile-lru',
  /** The least often used of the keys with a TTL; keys without one stay. */
  VOLATILE_LFU = 'volatile-lfu',
  /** Any key with a TTL; keys without one stay. */
  VOLATILE_RANDOM = 'volatile-random',
  /** The key with the shortest TTL left; keys without one stay. */
  VOLATILE_TTL = 'volatile-ttl',
  /** No key: writes fail when memory is full. For data that must not go, never for a cache. */
  NOEVICTION = 'noeviction',
}
