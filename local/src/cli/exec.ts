import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { TwinError } from '../errors';
import { runningTwin } from '../state/twins';

/** Runs a program that finds its caches in a running twin. Resolves to the program's own exit status. */
export async function exec(root: string, stack: string | undefined, program: readonly string[]): Promise<number> {
  const [command, ...rest] = program;
  if (command === undefined)
    throw new TwinError('OPTION_INVALID', 'exec needs a program: elasticache-kit exec -- node app.js');
  const { record } = await runningTwin(root, stack);
  const child = spawn(command, rest, { stdio: 'inherit', env: { ...process.env, ...record.environment } });
  // A terminal sends these to the program as well; who ends this command by its number means the program.
  const forward = (signal: NodeJS.Signals): void => void child.kill(signal);
  const signals = ['SIGTERM', 'SIGHUP'] as const;
  const ignore = (): void => undefined;
  for (const signal of signals) process.on(signal, forward);
  process.on('SIGINT', ignore);
  try {
    const [code, signal] = (await once(child, 'exit').catch((cause: unknown) => {
      throw new TwinError('OPTION_INVALID', `${command} cannot be run: ${(cause as Error).message}`, { cause });
    })) as [number | null, NodeJS.Signals | null];
    return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
  } finally {
    for (const signal of signals) process.off(signal, forward);
    process.off('SIGINT', ignore);
  }
}
