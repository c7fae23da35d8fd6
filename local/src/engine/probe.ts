import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Directive } from '../../../lib/model/engine-parameters';
import { TwinError } from '../errors';
import type { Engine } from './binary';
import { line } from './config';

/** A directive that the engine refuses, and the words in which it does. */
export interface RefusedDirective {
  readonly directive: Directive;
  readonly reason: string;
}

/** A directive that no engine knows. With it at the end of a configuration, the engine reads everything and then exits. */
const STOP = 'twin-end-of-parameters';

/**
 * Asks the engine itself which directives it takes: it reads the configuration from its standard input, names the first line it
 * cannot take, and exits before it opens a port. Some 10 ms for each question.
 */
export async function probeDirectives(
  engine: Engine,
  directives: readonly Directive[],
): Promise<{ readonly accepted: readonly Directive[]; readonly refused: readonly RefusedDirective[] }> {
  let accepted = [...directives];
  const refused: RefusedDirective[] = [];
  for (;;) {
    const answer = await firstRefusal(engine, accepted);
    const culprit = accepted[answer.line - 1];
    if (culprit === undefined) return { accepted, refused };
    refused.push({ directive: culprit, reason: answer.reason });
    accepted = accepted.filter((directive) => directive !== culprit);
  }
}

async function firstRefusal(
  engine: Engine,
  directives: readonly Directive[],
): Promise<{ readonly line: number; readonly reason: string }> {
  const lines = [...directives.map(({ name, values }) => line(name, ...values)), STOP];
  const child = spawn(engine.path, ['-'], { stdio: ['pipe', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  // The engine may exit before it has read everything.
  child.stdin.on('error', () => undefined);
  child.stdin.end(`${lines.join('\n')}\n`);
  await once(child, 'close');
  const match = /at line (\d+)\s*\n>>> '(?:.*)'\s*\n([^\n]*)/.exec(output);
  if (match !== null) return { line: Number(match[1]), reason: (match[2] ?? '').trim() };
  throw new TwinError(
    'ENGINE_UNSUITABLE',
    `${engine.path} does not read a configuration; it says: ${output.trim().slice(-400)}`,
  );
}
