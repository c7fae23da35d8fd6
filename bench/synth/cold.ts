/** One synthesis in a process of its own, as the command line of the CDK starts one. Arguments: `kit <setting>` or `l1 <file>`, the context's file, `validated` where templates are. */
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { App } from 'aws-cdk-lib';
import type { L1Stack } from './l1';
import { processorMs, synthesize } from './run';

const [side, what = '', contextFile = '', validation = ''] = process.argv.slice(2);

/** Loaded only by the side that it is for: loading is part of what a program costs. */
async function writerOf(): Promise<(app: App) => void> {
  if (side === 'kit') {
    const { SETTINGS } = await import('./settings');
    const write = SETTINGS[what];
    if (write === undefined) throw new Error(`no setting ${what}`);
    return write;
  }
  const { writeL1 } = await import('./l1');
  const stacks = JSON.parse(readFileSync(what, 'utf8')) as L1Stack[];
  return (app) => stacks.forEach((stack) => writeL1(app, stack));
}

async function main(): Promise<void> {
  const { context } = JSON.parse(readFileSync(contextFile, 'utf8')) as { context: Record<string, unknown> };
  synthesize(tmpdir(), context, await writerOf(), () => undefined, validation === 'validated');
  console.log(JSON.stringify({ processor: processorMs(), wall: performance.now() }));
}

void main();
