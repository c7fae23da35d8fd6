import type { CacheAside } from '@elasticache-kit/client';
import type { Product } from './product';
import type { ProductionTwin } from './twin';

export interface Killed {
  readonly node: string;
  readonly shard: number;
  /** From the kill until writes to every shard succeeded again, in milliseconds. */
  readonly writableAfterMs: number;
}

/** Longer than any election; past it the demo reports a failure instead of waiting for ever. In milliseconds. */
const PATIENCE_MS = 30_000;

/** Ids that no reader asks for, enough of them that every shard owns some: writing to them disturbs nobody. */
const PROBES = Array.from({ length: 40 }, (_, i) => 1_000_000 + i);

/** Kills a primary with SIGKILL, then writes to all shards until every write succeeds. */
export async function killPrimary(twin: ProductionTwin, products: CacheAside<Product | null, number>): Promise<Killed> {
  const primary = await twin.primary();
  const writeEverywhere = () => Promise.all(PROBES.map((id) => products.delete(id)));
  await writeEverywhere();

  const killed = performance.now();
  process.kill(primary.pid, 'SIGKILL');
  let last: unknown;
  while (performance.now() - killed < PATIENCE_MS) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    try {
      await writeEverywhere();
      return { node: primary.name, shard: primary.shard, writableAfterMs: performance.now() - killed };
    } catch (error) {
      last = error;
    }
  }
  throw new Error(`shard ${primary.shard} took no write for ${PATIENCE_MS / 1000} s`, { cause: last });
}
