/**
 * What callers see while the cache is in trouble, with default options, through the whole stack: a sharded twin with TLS and users.
 *
 *   npx tsx bench/faults.ts
 *
 * Hang: every node is stopped (SIGSTOP) for five seconds while 40 gets are asked. Kill: a primary is killed (SIGKILL) under load.
 */
import { Cache } from '@elasticache-kit/client';
import { startTwin, type Twin } from '@elasticache-kit/local';
import Table from 'cli-table3';
import { clusterTemplate } from './stack';

const HANG_MS = 5_000;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

interface Waits {
  readonly answered: number;
  readonly asked: number;
  readonly p99: number;
  readonly longest: number;
}

function summary(waits: number[], asked: number): Waits {
  const sorted = [...waits].sort((a, b) => a - b);
  const p99 = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.99))] ?? 0;
  return { answered: waits.length, asked, p99, longest: sorted.at(-1) ?? 0 };
}

async function hang(twin: Twin, cache: Cache): Promise<Waits & { readonly recovery: number }> {
  let loads = 0;
  const products = cache.cacheAside('products', { load: (id) => `${id} ${++loads}` });
  await products.get('warm');
  const nodes = twin.caches[0]?.nodes ?? [];
  await Promise.all(nodes.map((node) => node.signal('SIGSTOP')));
  const waits: number[] = [];
  for (let i = 0; i < 40; i++) {
    const asked = performance.now();
    await products.get(`hang-${i}`).then(() => waits.push(performance.now() - asked));
    await pause(HANG_MS / 40);
  }
  await Promise.all(nodes.map((node) => node.signal('SIGCONT')));
  const resumed = performance.now();
  for (;;) {
    const before = loads;
    await products.get('warm');
    if (loads === before) break;
    await pause(1);
  }
  return { ...summary(waits, 40), recovery: performance.now() - resumed };
}

async function kill(twin: Twin, cache: Cache): Promise<Waits & { readonly recovery: number }> {
  const products = cache.cacheAside('products', { load: (id) => `product ${id}` });
  const waits: number[] = [];
  let [asked, stopping] = [0, false];
  const reader = async (): Promise<void> => {
    while (!stopping) {
      asked++;
      const from = performance.now();
      await products.get(String(Math.floor(Math.random() * 2_000))).then(
        () => waits.push(performance.now() - from),
        () => undefined, // counted: asked and not answered
      );
    }
  };
  const readers = Array.from({ length: 64 }, reader);
  await pause(1_000);
  await twin.caches[0]?.nodes[0]?.signal('SIGKILL');
  const killed = performance.now();
  const probes = Array.from({ length: 40 }, (_, i) => `probe-${i}`);
  for (;;) {
    await pause(20);
    if (
      (await Promise.allSettled(probes.map((id) => products.delete(id)))).every(({ status }) => status === 'fulfilled')
    )
      break;
  }
  const recovery = performance.now() - killed;
  await pause(500);
  stopping = true;
  await Promise.all(readers);
  return { ...summary(waits, asked), recovery };
}

async function main(): Promise<void> {
  const twin = await startTwin(clusterTemplate(), { stackName: 'Bench' });
  const cache = await Cache.connect({ environment: { ...twin.environment }, onError: () => undefined });
  const table = new Table({
    head: ['fault', 'answered', 'p99', 'longest wait', 'recovery'],
    style: { head: [], border: [] },
  });
  try {
    for (const [name, fault] of [
      ['all nodes hang 5 s', hang],
      ['a primary is killed, 64 readers', kill],
    ] as const) {
      const seen = await fault(twin, cache);
      const ms = (value: number): string => `${value.toFixed(1)} ms`;
      table.push([name, `${seen.answered} of ${seen.asked}`, ms(seen.p99), ms(seen.longest), ms(seen.recovery)]);
    }
    console.log(table.toString());
  } finally {
    await cache.close();
    await twin.stop();
  }
}

void main();
