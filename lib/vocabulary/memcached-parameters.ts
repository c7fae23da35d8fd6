import type { Duration, Size } from 'aws-cdk-lib';
import type { MemcachedBindingProtocol, MemcachedHashAlgorithm } from './parameter-values';

/**
 * Parameters of Memcached. They take effect when nodes start: a change on a living cluster asks for a reboot, which empties the nodes.
 * Defaults and ranges: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html
 */
export interface MemcachedParameters {
  /**
   * Largest item. A multiple of `slabChunkMax`, and at most a quarter of the memory that connections leave (`max_item_size`). 1 KiB
   * to 1 GiB.
   *
   * @default - 1 MiB
   */
  readonly maxItemSize?: Size;

  /**
   * Largest chunk; larger items are stored in several (`slab_chunk_max`). A power of two, at most 1 MiB.
   *
   * @default - 512 KiB
   */
  readonly slabChunkMax?: Size;

  /**
   * Memory that is kept from items for connections and the like (`memcached_connections_overhead`).
   *
   * @default - 100 MiB
   */
  readonly memcachedConnectionsOverhead?: Size;

  /**
   * Smallest chunk (`chunk_size`).
   *
   * @default - 48 bytes
   */
  readonly chunkSize?: Size;

  /**
   * How much larger each size of chunk is than the one before (`chunk_size_growth_factor`). A number above 1.
   *
   * @default 1.25
   */
  readonly chunkSizeGrowthFactor?: number;

  /**
   * Whether items go without the number that compare-and-swap needs, which saves 8 bytes each (`cas_disabled`).
   *
   * @default false
   */
  readonly casDisabled?: boolean;

  /**
   * Whether a full node refuses new items instead of evicting old ones (`error_on_memory_exhausted`).
   *
   * @default false
   */
  readonly errorOnMemoryExhausted?: boolean;

  /**
   * Protocols that are spoken (`binding_protocol`).
   *
   * @default MemcachedBindingProtocol.AUTO
   */
  readonly bindingProtocol?: MemcachedBindingProtocol;

  /**
   * Idle time after which a client is disconnected; 0 is never (`idle_timeout`). 0 to 86400 seconds.
   *
   * @default - 0
   */
  readonly idleTimeout?: Duration;

  /**
   * Whether expired items are looked for in the background (`lru_crawler`).
   *
   * @default false
   */
  readonly lruCrawler?: boolean;

  /**
   * Whether a thread of its own moves items between the LRU lists (`lru_maintainer`).
   *
   * @default false
   */
  readonly lruMaintainer?: boolean;

  /**
   * Whether items without a TTL are never evicted (with `lruMaintainer`) (`expirezero_does_not_evict`).
   *
   * @default false
   */
  readonly expirezeroDoesNotEvict?: boolean;

  /**
   * Whether connections above the limit are refused at once instead of waiting (`maxconns_fast`).
   *
   * @default false
   */
  readonly maxconnsFast?: boolean;

  /**
   * Whether memory may move between sizes of chunks (`slab_reassign`).
   *
   * @default false
   */
  readonly slabReassign?: boolean;

  /**
   * Whether memory does move between sizes of chunks: 0 never, 1 slowly, 2 at every eviction (`slab_automove`).
   *
   * @default 0
   */
  readonly slabAutomove?: number;

  /**
   * How keys are hashed (`hash_algorithm`).
   *
   * @default MemcachedHashAlgorithm.JENKINS
   */
  readonly hashAlgorithm?: MemcachedHashAlgorithm;

  /**
   * Whether `flush_all` is refused (`disable_flush_all`).
   *
   * @default false
   */
  readonly disableFlushAll?: boolean;

  /**
   * Whether the newer defaults of Memcached (slab reassignment, LRU maintainer and crawler, murmur3, refusing connections at
   * once) are off (`no_modern`). From Memcached 1.5 on.
   *
   * @default true
   */
  readonly noModern?: boolean;
}
