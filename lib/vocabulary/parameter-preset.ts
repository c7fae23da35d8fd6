import { presetParameters } from '../model/parameter-presets';
import { EvictionPolicy } from './eviction-policy';

/**
 * A tried set of parameters for what a cache is used for: the eviction policy, and what goes with it in the engine's version. Parameters
 * that are given beside a preset win over its own.
 */
export class ParameterPreset {
  /** Every key may go, the least recently used first. What a cache of a database wants. */
  public static readonly CACHE = new ParameterPreset('CACHE', EvictionPolicy.ALLKEYS_LRU);

  /** Every key may go, the least often used first: for popularity that changes slowly, and where scans pass through the cache. */
  public static readonly CACHE_LFU = new ParameterPreset('CACHE_LFU', EvictionPolicy.ALLKEYS_LFU);

  /** Keys with a TTL may go, the least recently used first; keys without one stay. For caches that share nodes with data. */
  public static readonly MIXED = new ParameterPreset('MIXED', EvictionPolicy.VOLATILE_LRU);

  /** Keys with a TTL may go, the least often used first; keys without one stay. */
  public static readonly MIXED_LFU = new ParameterPreset('MIXED_LFU', EvictionPolicy.VOLATILE_LFU);

  /** No key goes: writes fail when memory is full. For sessions, locks, queues and whatever else must not be lost. */
  public static readonly STORE = new ParameterPreset('STORE', EvictionPolicy.NOEVICTION);

  private constructor(
    /** Name of the preset. */
    public readonly name: string,
    /** Which keys go when memory is full. */
    public readonly eviction: EvictionPolicy,
  ) {}

  /**
   * Parameters beside the eviction policy, by ElastiCache's names, as a family has them.
   *
   * @internal
   */
  public _parameters(family: string): Readonly<Record<string, string>> {
    return presetParameters(this.eviction, family);
  }
}
