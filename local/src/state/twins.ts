import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { TwinError } from '../errors';
import { commandLineOf, startOf } from '../engine/process-table';
import { readRecord, type TwinRecord } from './record';
import { runningOwner, STATE_FILE } from './state-directory';

/** Where the command keeps its twins where nothing else is said: a folder for each stack, below the working directory. */
export const DEFAULT_STATE_ROOT = '.elasticache-kit';

/** A twin of the command's, ready or not. */
export interface KnownTwin {
  readonly stackName: string;
  readonly folder: string;
  /** Process that owns it; undefined where it ended without being stopped. */
  readonly owner?: number;
  /** Absent while it starts. */
  readonly record?: TwinRecord;
}

/** Folder of one stack's twin. */
export function stateFolder(root: string, stackName: string): string {
  return resolve(root, stackName.replace(/[^\w.-]/g, '-'));
}

/** Every twin that has left its mark below a folder. */
export async function knownTwins(root: string): Promise<readonly KnownTwin[]> {
  const names = await readdir(root).catch(() => []); // nothing was ever started here
  const twins = await Promise.all(names.map(async (name) => knownTwin(resolve(root, name), name)));
  return twins.filter((twin) => twin !== undefined);
}

async function knownTwin(folder: string, name: string): Promise<KnownTwin | undefined> {
  const owner = await runningOwner(folder);
  const record = await readRecord(join(folder, STATE_FILE.record));
  if (owner === undefined && record === undefined) return undefined;
  return {
    stackName: record?.stackName ?? name,
    folder,
    ...(owner !== undefined && { owner }),
    ...(record && { record }),
  };
}

/**
 * The one running twin, or the one of a stack.
 *
 * @throws TwinError TWIN_NOT_RUNNING, TWIN_AMBIGUOUS
 */
export async function runningTwin(
  root: string,
  stack: string | undefined,
): Promise<KnownTwin & { readonly record: TwinRecord }> {
  const running = (await knownTwins(root)).filter((twin) => twin.owner !== undefined);
  const list = running.map((twin) => twin.stackName).join(', ');
  const [chosen, ...others] = running.filter((twin) => stack === undefined || twin.stackName === stack);
  if (chosen === undefined) {
    const found = running.length === 0 ? 'none is' : `running: ${list}`;
    const wanted = stack === undefined ? 'no twin is running' : `the twin of stack ${stack} is not running`;
    throw new TwinError(
      'TWIN_NOT_RUNNING',
      `${wanted} below ${resolve(root)} (${found}); start one with: elasticache-kit up <template>`,
    );
  }
  if (others.length > 0)
    throw new TwinError('TWIN_AMBIGUOUS', `several twins are running: ${list}; name one of the stacks`);
  const { record } = chosen;
  if (record === undefined)
    throw new TwinError(
      'TWIN_NOT_RUNNING',
      `the twin of stack ${chosen.stackName} is still starting; try again when it is ready`,
    );
  return { ...chosen, record };
}

/** Whether a node's process runs, as far as it can be proved: its command line names the twin's own folder. */
export async function nodeRuns(pid: number, folder: string): Promise<boolean> {
  return (await startOf(pid)) !== undefined && (await commandLineOf(pid))?.includes(`${folder}/`) === true;
}
