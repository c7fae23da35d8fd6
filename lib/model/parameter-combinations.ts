import type { Objection } from './finding';
import { parameterFacts } from './parameter-catalog';

/** Values of a group; a value that only the deployment knows is absent, its name is there. */
export type ParameterValues = Readonly<Record<string, string | undefined>>;

/**
 * Memory is set aside in bytes or in percent, never both.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/redis-memory-management.html
 */
export function reservedMemoryObjection(values: ParameterValues): Objection | undefined {
  return 'reserved-memory' in values && 'reserved-memory-percent' in values
    ? {
        given: "both 'reserved-memory' and 'reserved-memory-percent'",
        allowed: 'one of them',
        fix: 'Keep reserved-memory-percent: it fits every node type',
      }
    : undefined;
}

/**
 * Memcached stores an item in chunks of equal size: the largest item must be a whole number of the largest chunks.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html
 */
export function maxItemSizeObjection(family: string, values: ParameterValues): Objection | undefined {
  const [item, chunk] = [sizeOf(family, values, 'max_item_size'), sizeOf(family, values, 'slab_chunk_max')];
  return item === undefined || chunk === undefined || (item >= chunk && item % chunk === 0)
    ? undefined
    : {
        given: `max_item_size ${item} with slab_chunk_max ${chunk}`,
        allowed: 'a max_item_size that is a multiple of slab_chunk_max (both in bytes)',
        fix: `Use max_item_size ${Math.max(1, Math.ceil(item / chunk)) * chunk}, or change slab_chunk_max`,
      };
}

/**
 * The largest item may take a quarter of the memory that connections leave.
 *
 * @param memoryMiB memory of the node type, `max_cache_memory`
 */
export function maxItemSizeForNode(family: string, values: ParameterValues, memoryMiB: number): Objection | undefined {
  const item = sizeOf(family, values, 'max_item_size');
  const overhead = sizeOf(family, values, 'memcached_connections_overhead');
  if (item === undefined || overhead === undefined) return undefined;
  const limit = Math.floor(((memoryMiB - overhead) * 1024 * 1024) / 4);
  return item <= limit
    ? undefined
    : {
        given: `max_item_size ${item} on nodes of ${memoryMiB} MiB with memcached_connections_overhead ${overhead}`,
        allowed: `at most ${Math.max(0, limit)} bytes, a quarter of what connections leave of the memory`,
        fix: 'Use smaller items or a larger node type',
      };
}

/** A value or its default as a number; nothing where only the deployment knows it, or where it is no number (reported by itself). */
function sizeOf(family: string, values: ParameterValues, name: string): number | undefined {
  const text = name in values ? values[name] : parameterFacts(family, name)?.defaultValue;
  return text !== undefined && /^[1-9][0-9]*$/.test(text) ? Number(text) : undefined;
}
