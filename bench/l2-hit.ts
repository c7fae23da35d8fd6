/**
 * What a hit costs: `cacheAside().get` against the driver below it, used directly. One node without TLS, where a layer on top shows
 * most, and a 3 × 3 cluster as it is in production. Run with `npm run bench`; results and their reading in `README.md`.
 */
import { cpus, loadavg } from 'node:os';
import { type CacheManifest } from '@elasticache-kit/client';
import { startTwin } from '@elasticache-kit/local';
import { type Connected, KEYS, ours, rawCluster, rawNode } from './contenders';
import { startEngine } from './engine';
import { compare, type Rate } from './measure';
import { clusterTemplate } from './stack';

const CONCURRENCY = [64, 512];
const REPETITIONS = Number(process.env.BENCH_REPETITIONS ?? 9);
const REPETITION_MS = 400;

async function main(): Promise<void> {
  console.log(
    `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? '?'}, load ${loadavg()[0]?.toFixed(1) ?? '?'}`,
  );
  console.log(
    `median of ${REPETITIONS} interleaved repetitions of ${REPETITION_MS} ms, ${KEYS} keys, values of about 110 bytes\n`,
  );
  console.log('| setting | concurrency | contender | reads/s | ratio | µs CPU per read | ratio |');
  console.log('|---|---|---|---|---|---|---|');
  await oneNode();
  await cluster();
}

async function oneNode(): Promise<void> {
  const engine = await startEngine();
  try {
    const manifest: CacheManifest = {
      manifestVersion: 1,
      cacheId: 'bench',
      kind: 'replicated',
      engine: { name: 'valkey', version: '8.0' },
      endpoints: { primary: { host: '127.0.0.1', port: engine.port } },
      tls: false,
      auth: { kind: 'none' },
      evictionPolicy: 'allkeys-lru',
      namespaces: [{ name: 'products', keyPrefix: 'products:', pattern: 'cache-aside' }],
      restricted: [],
    };
    await against('one node', [await rawNode(engine.port), await ours({ manifest })]);
  } finally {
    await engine.stop();
  }
}

async function cluster(): Promise<void> {
  await using twin = await startTwin(clusterTemplate(), { stackName: 'Bench' });
  const output = Object.values(twin.outputs.Bench ?? {}).find((value) => value.includes('manifestVersion'));
  const manifest = JSON.parse(output ?? '') as CacheManifest;
  const environment = { ...twin.environment };
  await against('3 × 3 cluster, TLS', [await rawCluster(manifest), await ours({ environment })]);
}

async function against(setting: string, connected: readonly Connected[]): Promise<void> {
  try {
    const contenders = connected.map(({ contender }) => contender);
    for (const concurrency of CONCURRENCY) {
      const plan = { concurrency, keys: KEYS, repetitionMs: REPETITION_MS, repetitions: REPETITIONS };
      const rates = await compare(contenders, plan);
      for (const rate of rates) console.log(row(setting, concurrency, rate, rates[0] ?? rate));
    }
    const problems = connected.reduce((sum, each) => sum + each.problems(), 0);
    if (problems > 0) throw new Error(`${problems} errors happened during the run: its numbers mean nothing`);
  } finally {
    await Promise.all(connected.map((each) => each.close()));
  }
}

function row(setting: string, concurrency: number, rate: Rate, base: Rate): string {
  const cells = [
    setting,
    concurrency,
    rate.name,
    Math.round(rate.perSecond),
    (rate.perSecond / base.perSecond).toFixed(2),
    rate.cpuMicros.toFixed(1),
    (base.cpuMicros / rate.cpuMicros).toFixed(2),
  ];
  return `| ${cells.join(' | ')} |`;
}

void main();
