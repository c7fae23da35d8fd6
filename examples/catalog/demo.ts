/**
 * The main job, end to end: synthesizes the production stack, starts its cache on this machine, serves a product catalogue
 * through it, kills a primary under load and shows what that did to the readers.
 *
 *   npm run demo             everything, then takes the cache down again
 *   npm run demo -- --keep   leaves the cache up and says how to connect
 */
import { Cache } from '@elasticache-kit/client';
import Table from 'cli-table3';
import { killPrimary } from './failover';
import { Database } from './database';
import type { Product } from './product';
import { type Reading, startReaders } from './readers';
import { step } from './steps';
import { ProductionTwin } from './twin';
import { zipf } from './zipf';

const CROWD = { readers: 48, thinkMs: 5 };
const SECONDS = { uncached: 5, cached: 8, beforeKill: 2, afterRecovery: 2 };

async function main(keep: boolean): Promise<void> {
  const started = performance.now();
  await step('Synthesize the production stack (cdk synth)', () => ProductionTwin.synthesize());
  const twin = await step('Start its cache from the template: 3 shards x 3 nodes, TLS, users', () =>
    ProductionTwin.up(),
  );
  // The cache has a process of its own, which a Ctrl-C here does not reach.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void twin.down().finally(() => process.exit(130)));
  }
  let database: Database | undefined;
  let cache: Cache | undefined;
  try {
    const opened = await step('Open the database of record (Postgres, 2000 products)', () => Database.open());
    database = opened;
    // What the client absorbs instead of troubling a caller, by kind: a slow reply, a lost connection.
    const absorbed = new Map<string, number>();
    const connected = await step('Connect through the stack outputs', () =>
      Cache.connect({
        // These outputs and no others, whatever the variables of this terminal say.
        environment: { ELASTICACHE_KIT_OUTPUTS: twin.outputsFile },
        onError: (_error, { operation }) => absorbed.set(operation, (absorbed.get(operation) ?? 0) + 1),
      }),
    );
    cache = connected;
    const products = connected.cacheAside<Product | null, number>('products', { load: (id) => opened.product(id) });
    const crowd = (read: (id: number) => Promise<Product | null | undefined>) =>
      startReaders({ ...CROWD, next: zipf(opened.size, 0.99, 7), read });

    const before = opened.queries;
    const uncached = await step(`Readers without the cache, ${SECONDS.uncached} s`, async () => {
      const readers = crowd((id) => opened.product(id));
      await seconds(SECONDS.uncached);
      return readers.stop();
    });
    const uncachedQueries = opened.queries - before;

    const cold = opened.queries;
    const cached = await step(`The same readers with the cache, cold at first, ${SECONDS.cached} s`, async () => {
      const readers = crowd((id) => products.get(id));
      await seconds(SECONDS.cached);
      return readers.stop();
    });
    const cachedQueries = opened.queries - cold;

    const warm = opened.queries;
    const failover = await step(
      'Kill a primary under load (SIGKILL) and wait until its shard takes writes again',
      async () => {
        const readers = crowd((id) => products.get(id));
        await seconds(SECONDS.beforeKill);
        const killed = await killPrimary(twin, products);
        await seconds(SECONDS.afterRecovery);
        return { ...killed, reading: await readers.stop() };
      },
    );
    const failoverQueries = opened.queries - warm;

    console.log(
      table(
        { reading: uncached, queries: uncachedQueries },
        { reading: cached, queries: cachedQueries },
        { reading: failover.reading, queries: failoverQueries },
      ),
    );
    console.log(`Killed: ${failover.node}, primary of shard ${failover.shard}.`);
    console.log(`Errors seen by callers during the failover: ${failover.reading.errors}`);
    console.log(`Until the shard was writable again: ${(failover.writableAfterMs / 1000).toFixed(1)} s`);
    const kinds = [...absorbed].map(([operation, count]) => `${operation} ${count}`).join(', ');
    console.log(`Trouble with the cache that no caller noticed, by operation: ${kinds || 'none'}`);
    for (const message of failover.reading.errorMessages) console.log(`  ${message}`);
    if (failover.reading.errors > 0) process.exitCode = 1;
  } finally {
    await cache?.close();
    await database?.close();
    if (!keep) await step('Take the cache down', () => twin.down());
  }
  console.log(`Done in ${((performance.now() - started) / 1000).toFixed(0)} s.`);
  if (keep) {
    console.log('\nThe cache is still up. See it:         npx elasticache-kit status');
    console.log('Run a program that uses it:            npx elasticache-kit exec -- node app.js');
    console.log(`Its outputs, as cdk deploy writes them: ${twin.outputsFile}`);
    console.log('Take it down:                          npx elasticache-kit down');
  }
}

interface Phase {
  readonly reading: Reading;
  readonly queries: number;
}

function table(uncached: Phase, cached: Phase, failover: Phase): string {
  const output = new Table({
    head: ['', 'without cache', 'with cache', 'during failover'],
    style: { head: [], border: [] },
  });
  const phases = [uncached, cached, failover];
  const perSecond = ({ reading, queries }: Phase) => (queries / (reading.reads / reading.readsPerSecond)).toFixed(0);
  output.push(
    ['reads per second', ...phases.map(({ reading }) => reading.readsPerSecond.toFixed(0))],
    ['database queries per second', ...phases.map(perSecond)],
    [
      'hit rate',
      '-',
      ...[cached, failover].map(({ reading, queries }) => `${((1 - queries / reading.reads) * 100).toFixed(1)} %`),
    ],
    ['p50', ...phases.map(({ reading }) => `${reading.p50.toFixed(1)} ms`)],
    ['p99', ...phases.map(({ reading }) => `${reading.p99.toFixed(1)} ms`)],
    ['longest wait', ...phases.map(({ reading }) => `${reading.longest.toFixed(0)} ms`)],
    ['errors', ...phases.map(({ reading }) => String(reading.errors))],
  );
  return output.toString();
}

function seconds(count: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, count * 1000));
}

main(process.argv.includes('--keep')).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
