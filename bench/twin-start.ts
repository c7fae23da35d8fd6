/**
 * How long the twin takes from a template to nine nodes that serve, and how much of that is the engine's own.
 *
 *   npx tsx bench/twin-start.ts [template]
 *
 * The floor is what the engine itself takes between its start and the moment it calls its cluster healthy, from the engines'
 * own logs: a primary that comes back accepts no writes for two seconds (CLUSTER_WRITABLE_DELAY in cluster_legacy.c).
 */
import { startTwin, type Twin } from '@elasticache-kit/local';

const ROUNDS = 5;
const template = process.argv[2] ?? 'test/fixtures/templates/sharded.template.json';

interface Round {
  readonly ready: number;
  readonly engines: number;
  readonly floor: number;
}

async function round(): Promise<Round> {
  const begun = performance.now();
  let launching = begun;
  const twin = await startTwin(template, {
    onProgress: ({ step }) => {
      if (step === 'engines') launching = performance.now();
    },
  });
  const ready = performance.now();
  const floor = await engineFloor(twin);
  await twin.stop();
  return { ready: ready - begun, engines: ready - launching, floor };
}

/** The slowest node's time from its first log line to `Cluster state changed: ok`. In milliseconds. */
async function engineFloor(twin: Twin): Promise<number> {
  const logs = await Promise.all(twin.caches.flatMap(({ nodes }) => nodes.map(async (node) => node.log(10_000))));
  return Math.max(
    ...logs.map((log) => {
      const lines = log.split('\n');
      const ok = lines.findLast((line) => line.includes('Cluster state changed: ok'));
      return timeOf(ok) - timeOf(lines[0]);
    }),
  );
}

/** A line begins like `123:M 21 Nov 2026 02:52:12.565 *`. */
function timeOf(line = ''): number {
  return Date.parse(/^\d+:\w (\d+ \w+ \d+ [\d:.]+)/.exec(line)?.[1] ?? '');
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

async function main(): Promise<void> {
  const rounds: Round[] = [];
  for (let i = 0; i < ROUNDS; i++) rounds.push(await round());
  const of = (name: keyof Round): string => `${median(rounds.map((found) => found[name])).toFixed(0)} ms`;
  const all = rounds.map(({ ready }) => ready.toFixed(0)).join(', ');
  console.log(`template to ready        ${of('ready')} (median of ${ROUNDS}: ${all})`);
  console.log(`first engine to ready    ${of('engines')}`);
  console.log(`the engine's own floor   ${of('floor')}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
