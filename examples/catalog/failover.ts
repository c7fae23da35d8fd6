import type { CacheAside } from '@elasticache-kit/client';
import type { Product } from './product';
import type { ProductionTwin } from './twin';

export interface Killed {
  readonly node: string;
  readonly shard: number;
  /** From the kill until a write to the shard succeeded again, in milliseconds. */
  readonly writableAfterMs: number;
}

/** Longer than any election; past it the demo reports a failure instead of waiting for ever. In milliseconds. */
const PATIENCE_MS = 30_000;

/** Kills the primary that holds product 1's shard with SIGKILL, then writes to that shard until a write succeeds. */
export async function killPrimary(twin: ProductionTwin, products: CacheAside<Product | null, number>): Promise<Killed> {
  const primary = await twin.primaryOfFirstShard();
  // A key of that shard which no reader asks for: the write must not disturb what the readers see.
  const probe = twin.idInShard(primary.shard);
  await products.delete(probe);

  const killed = performance.now();
  process.kill(primary.pid, 'SIGKILL');
  let last: unknown;
  while (performance.now() - killed < PATIENCE_MS) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    try {
      await products.delete(probe);
      return { node: primary.id, shard: primary.shard, writableAfterMs: performance.now() - killed };
    } catch (error) {
      last = error;
    }
  }
  throw new Error(`shard ${primary.shard} took no write for ${PATIENCE_MS / 1000} s`, { cause: last });
}
