import { type EngineName, isEngineName } from './engine-catalog';
import { NODE_FAMILIES, type NodeFamilyFacts } from './node-families';
import { NODE_TYPE_TABLE } from './node-table';

/** What is known of one node type. */
export interface NodeTypeFacts extends NodeFamilyFacts {
  /** As ElastiCache writes it, for example `cache.r7g.large`. */
  readonly name: string;
  readonly family: string;
  readonly size: string;
  readonly vCpu: number;
  /** Engine maxmemory of Valkey and Redis in bytes, before reserved memory is taken away. */
  readonly memoryBytes: number;
  /** Memory of Memcached in MiB, before the overhead of connections is taken away. */
  readonly memcachedMemoryMiB: number | undefined;
  readonly ssdGiB: number | undefined;
  readonly networkBaselineGbps: number;
  /** Absent where the type always has its full network. */
  readonly networkBurstGbps: number | undefined;
  /** USD for each hour, on demand, us-east-1, read on 2026-10-02. Indicative. */
  readonly hourlyPriceUsd: Partial<Readonly<Record<EngineName, number>>>;
}

const AUTO_SCALING_SIZES: readonly string[] = ['large', 'xlarge', '2xlarge'];

const CATALOG: ReadonlyMap<string, NodeTypeFacts> = new Map(
  NODE_TYPE_TABLE.trim()
    .split('\n')
    .slice(1)
    .map((line) => readRow(line.split(/\s+/)))
    .map((facts) => [facts.name, facts]),
);

/** Every node type that this release knows, in the order of the table. */
export function nodeTypes(): readonly NodeTypeFacts[] {
  return [...CATALOG.values()];
}

/** What is known of a node type; nothing where it is newer than this release, or no node type at all. */
export function nodeTypeFacts(name: string): NodeTypeFacts | undefined {
  return CATALOG.get(name);
}

/** Family and size of a node type's name, whether or not it exists; nothing where the name has another form. */
export function parseNodeType(name: string): { readonly family: string; readonly size: string } | undefined {
  const match = /^cache\.([a-z][a-z0-9-]*)\.([a-z0-9]+)$/.exec(name);
  return match === null ? undefined : { family: match[1] ?? '', size: match[2] ?? '' };
}

/** Sizes of a family, smallest first; empty for a family that this release does not know. */
export function sizesOf(family: string): readonly string[] {
  return nodeTypes()
    .filter((type) => type.family === family)
    .map((type) => type.size);
}

/** Price of one node for an hour, in USD, where it is known. */
export function hourlyPrice(name: string, engine: string): number | undefined {
  return isEngineName(engine) ? nodeTypeFacts(name)?.hourlyPriceUsd[engine] : undefined;
}

function readRow(cells: readonly string[]): NodeTypeFacts {
  const [type = '', ...rest] = cells;
  const [vCpu, memoryBytes, memcached, ssd, base, burst, redis, valkey] = rest.map((cell) =>
    cell === '-' ? undefined : Number(cell),
  );
  const [family = '', size = ''] = type.split('.');
  const common = NODE_FAMILIES[family];
  if (common === undefined || vCpu === undefined || memoryBytes === undefined || base === undefined) {
    throw new Error(`the table of node types is damaged at ${type}`);
  }
  const { memcached: takesMemcached } = common.minimumVersions;
  return {
    ...common,
    name: `cache.${type}`,
    family,
    size,
    vCpu,
    memoryBytes,
    memcachedMemoryMiB: memcached,
    ssdGiB: ssd,
    networkBaselineGbps: base,
    networkBurstGbps: burst,
    hourlyPriceUsd: {
      ...(valkey === undefined ? {} : { valkey }),
      ...(redis === undefined ? {} : { redis }),
      ...(redis === undefined || takesMemcached === undefined ? {} : { memcached: redis }),
    },
    autoScaling: common.autoScaling && AUTO_SCALING_SIZES.includes(size),
  };
}
