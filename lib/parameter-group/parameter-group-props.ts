import type { Engine } from '../vocabulary/engine';
import type { EngineParameters } from '../vocabulary/engine-parameters';
import type { EvictionPolicy } from '../vocabulary/eviction-policy';
import type { MemcachedParameters } from '../vocabulary/memcached-parameters';
import type { ParameterPreset } from '../vocabulary/parameter-preset';

/** What a {@link ParameterGroup} is made of. */
export interface ParameterGroupProps {
  /** Engine and version of the caches that use the group: decides its family, and with it which parameters there are. */
  readonly engine: Engine;

  /**
   * Whether the group is for sharded caches (cluster mode enabled). Fixed when a group is made: another value makes another group.
   *
   * @default false
   */
  readonly clusterMode?: boolean;

  /**
   * A tried set of parameters for what the caches are used for.
   *
   * @default - none
   */
  readonly preset?: ParameterPreset;

  /**
   * Which keys go when memory is full. Not for Memcached.
   *
   * @default - that of the preset, else ElastiCache's: EvictionPolicy.VOLATILE_LRU
   */
  readonly eviction?: EvictionPolicy;

  /**
   * Parameters of Valkey or Redis.
   *
   * @default - those of the preset, else ElastiCache's defaults
   */
  readonly parameters?: EngineParameters;

  /**
   * Parameters of Memcached.
   *
   * @default - ElastiCache's defaults
   */
  readonly memcachedParameters?: MemcachedParameters;

  /**
   * Parameters by the names and values that ElastiCache uses. Checked like the typed ones.
   *
   * @default - none
   */
  readonly rawParameters?: { [name: string]: string };

  /**
   * What the console shows.
   *
   * @default - the construct's path
   */
  readonly description?: string;
}
