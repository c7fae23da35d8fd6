import { TwinError } from '../errors';
import { signalAlive } from '../engine/process-table';
import { runningOwner, StateDirectory } from '../state/state-directory';
import { knownTwins, type KnownTwin } from '../state/twins';

/** Longest wait for a supervisor to end, in milliseconds. Ending nine engines takes some fifty. */
const DEADLINE_MS = 15_000;

/** Stops the twin of a stack, the only one, or all. Tells which; one that was left behind by a crash is cleaned up. */
export async function down(root: string, stack: string | undefined, all: boolean): Promise<readonly string[]> {
  const known = await knownTwins(root);
  const chosen = known.filter((twin) => stack === undefined || twin.stackName === stack);
  if (stack === undefined && !all && chosen.length > 1) {
    const list = chosen.map((twin) => twin.stackName).join(', ');
    throw new TwinError('TWIN_AMBIGUOUS', `several twins are here: ${list}; name one of the stacks, or give --all`);
  }
  for (const twin of chosen) await stop(twin);
  return chosen.map((twin) => twin.stackName);
}

async function stop(twin: KnownTwin): Promise<void> {
  if (twin.owner !== undefined) {
    signalAlive(twin.owner, 'SIGTERM');
    await untilGone(twin);
  }
  // What a twin has left that could not end in order: its engines are gone, its files are not.
  const left = (await knownTwins(`${twin.folder}/..`)).some(({ folder }) => folder === twin.folder);
  if (left) await (await StateDirectory.at(twin.folder)).remove();
}

async function untilGone({ folder, stackName, owner }: KnownTwin): Promise<void> {
  const deadline = Date.now() + DEADLINE_MS;
  while ((await runningOwner(folder)) !== undefined) {
    if (Date.now() > deadline) {
      throw new TwinError(
        'SUPERVISOR_FAILED',
        `the twin of stack ${stackName} (process ${owner}) has not ended within ${DEADLINE_MS / 1000} s; end that process`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
