/**
 * What the constructs cost at synthesis, against the same resources written as typed L1 constructs.
 *
 *   npx tsx bench/synth.ts [rounds] [part of a setting's name]
 *
 * Cold: a process from its start to its end, as `cdk synth` runs one. Warm: again and again in one process, which leaves only the constructs and
 * the CDK's own synthesis. Whole: a process that judges its templates by CloudFormation's rules, too, as `cdk synth` does unless told otherwise. Both
 * sides take turns, with the context of `cdk.json`.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { App } from 'aws-cdk-lib';
import * as esbuild from 'esbuild';
import { type L1Stack, writeL1 } from './synth/l1';
import { differenceFrom, l1Of } from './synth/read-l1';
import { processorMs, synthesize } from './synth/run';
import { SETTINGS } from './synth/settings';

const ROUNDS = Number(process.argv[2] ?? 11);
const WANTED = process.argv[3] ?? '';
/** Judging twenty templates takes most of a minute. */
const WHOLE_ROUNDS = 3;
const root = path.resolve(__dirname, '..');
const contextFile = path.join(root, 'cdk.json');
const { context } = JSON.parse(readFileSync(contextFile, 'utf8')) as { context: Record<string, unknown> };
const scratch = mkdtempSync(path.join(tmpdir(), 'ek-synth-'));

/** The program of a cold run, compiled as a published package is: TypeScript would cost the side with more of it. */
async function compile(): Promise<string> {
  // Two folders deep, because the constructs look for their functions in ../../dist.
  const outfile = path.join(scratch, 'bench/synth/cold.js');
  for (const folder of ['node_modules', 'dist']) symlinkSync(path.join(root, folder), path.join(scratch, folder));
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['bench/synth/cold.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: ['aws-cdk-lib', 'constructs'],
    tsconfig: path.join(root, 'tsconfig.json'),
  });
  return outfile;
}

interface Cost {
  readonly processor: number;
  readonly wall: number;
}

function cold(program: string, side: 'kit' | 'l1', what: string, validation = ''): Cost {
  const run = spawnSync(process.execPath, [program, side, what, contextFile, validation], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`${side}: ${run.stderr.slice(-2000)}`);
  return JSON.parse(run.stdout.trim().split('\n').at(-1) ?? '') as Cost;
}

function warm(write: (app: App) => void): Cost {
  const [processor, wall] = [processorMs(), performance.now()];
  synthesize(scratch, context, write, () => undefined);
  return { processor: processorMs() - processor, wall: performance.now() - wall };
}

/** Runs both sides in turn, each first in every second round, and drops the rounds that warm up. */
function compare(rounds: number, warmUps: number, kit: () => Cost, l1: () => Cost): { kit: Cost[]; l1: Cost[] } {
  const seen = { kit: [] as Cost[], l1: [] as Cost[] };
  for (let round = -warmUps; round < rounds; round++) {
    const order = round % 2 === 0 ? (['kit', 'l1'] as const) : (['l1', 'kit'] as const);
    for (const side of order) {
      const cost = (side === 'kit' ? kit : l1)();
      if (round >= 0) seen[side].push(cost);
    }
  }
  return seen;
}

function report(name: string, resources: number, { kit, l1 }: { kit: Cost[]; l1: Cost[] }): void {
  const cells = (['processor', 'wall'] as const).flatMap((kind) => {
    const [a, b] = [kit, l1].map((costs) => median(costs.map((cost) => cost[kind]))) as [number, number];
    return [`${a.toFixed(0)} ms`, `${b.toFixed(0)} ms`, (a / b).toFixed(2)];
  });
  console.log(`| ${[name, resources, ...cells].join(' | ')} |`);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

function measure(program: string, name: string, write: (app: App) => void): void {
  const stacks = JSON.parse(readL1(name, write)) as L1Stack[];
  const writeTwin = (app: App): void => stacks.forEach((stack) => writeL1(app, stack));
  // Otherwise the two sides would not be about the same thing.
  const difference = synthesize(scratch, context, writeTwin, (made) => differenceFrom(made, stacks));
  if (difference !== undefined) throw new Error(difference);
  const file = path.join(scratch, 'l1.json');
  writeFileSync(file, JSON.stringify(stacks));
  const resources = stacks.reduce((sum, stack) => sum + stack.resources.length, 0);
  report(
    `${name}, cold`,
    resources,
    compare(
      ROUNDS,
      1,
      () => cold(program, 'kit', name),
      () => cold(program, 'l1', file),
    ),
  );
  report(
    `${name}, whole`,
    resources,
    compare(
      Math.min(ROUNDS, WHOLE_ROUNDS),
      0,
      () => cold(program, 'kit', name, 'validated'),
      () => cold(program, 'l1', file, 'validated'),
    ),
  );
  report(
    `${name}, warm`,
    resources,
    compare(
      ROUNDS,
      3,
      () => warm(write),
      () => warm(writeTwin),
    ),
  );
}

/** The L1 code, as data. Its assets are folders of the repository, not of the assembly that goes away. */
function readL1(name: string, write: (app: App) => void): string {
  return synthesize(scratch, context, write, (assembly) => {
    const text = JSON.stringify(l1Of(assembly));
    const kept = path.join(scratch, name.replace(/\W+/g, '-'));
    spawnSync('cp', ['-r', assembly.directory, kept]);
    return text.replaceAll(assembly.directory, kept);
  });
}

async function main(): Promise<void> {
  try {
    const program = await compile();
    console.log(`Medians of ${ROUNDS} rounds; processor time, and time by the clock.\n`);
    console.log('| setting | resources | constructs | as L1 | ratio | constructs | as L1 | ratio |');
    console.log('|---|---|---|---|---|---|---|---|');
    for (const [name, write] of Object.entries(SETTINGS)) {
      if (name.includes(WANTED)) measure(program, name, write);
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
