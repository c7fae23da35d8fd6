import { Guardian } from '../engine/guardian';
import { TwinError } from '../errors';
import { TwinNode } from './node';

/** A node that is to be started, and what it is to become. */
export interface Launch {
  readonly node: TwinNode;
  readonly role: 'primary' | 'replica';
}

/** One of the engines found its port taken: by somebody who was faster. */
export class PortCollision extends Error {}

/**
 * Starts all nodes and waits until every one serves.
 *
 * @throws TwinError ENGINE_START_FAILED, ENGINE_NOT_READY, ACCESS_STRING_REFUSED; PortCollision; the signal's reason
 */
export async function launchAll(
  launches: readonly Launch[],
  deadlineMs: number,
  signal: AbortSignal | undefined,
  onStarted: () => void,
): Promise<void> {
  const giveUp = new AbortController();
  const abort = (): void => giveUp.abort(signal?.reason);
  signal?.addEventListener('abort', abort, { once: true });
  try {
    signal?.throwIfAborted();
    // Primaries first: a replica that finds its primary listening need not try again a second later.
    const ordered = [...launches].sort((a, b) => Number(a.role === 'replica') - Number(b.role === 'replica'));
    const processes = await Promise.all(ordered.map(async ({ node }) => node.launch()));
    onStarted();
    let over = false;
    const endings = processes.map(async (started, index) => {
      const status = await started.ended;
      const node = ordered[index]?.node;
      if (!over && node !== undefined) giveUp.abort(await explain(node, status));
    });
    const deadline = Date.now() + deadlineMs;
    const ready = launches.map(async ({ node, role }) => node.ready(role, deadline, giveUp.signal));
    const results = await Promise.allSettled(ready);
    over = true;
    void Promise.allSettled(endings);
    const failed = results.find((result) => result.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}

/** Why an engine ended before it served, from its own last words. */
async function explain(node: TwinNode, status: number): Promise<Error> {
  const log = await node.log();
  if (/address already in use/i.test(log)) return new PortCollision(`port ${node.port} is in use`);
  const refused = /Error in applying operation '([^']*)': (.*?)(?:\. WARNING.*)?$/m.exec(log);
  if (refused !== null) {
    return new TwinError(
      'ACCESS_STRING_REFUSED',
      `the engine refuses the rule ${refused[1]} in an AccessString: ${refused[2]}; correct the user's AccessString`,
    );
  }
  return new TwinError(
    'ENGINE_START_FAILED',
    `node ${node.id} ended with status ${status} before it served. Its last words:\n${log}`,
  );
}

/** The guardians of a twin's engines, one for each engine. */
export class Guardians {
  readonly #byPath = new Map<string, Guardian>();

  public of(enginePath: string): Guardian {
    const known = this.#byPath.get(enginePath) ?? new Guardian(enginePath);
    this.#byPath.set(enginePath, known);
    return known;
  }

  public async stop(): Promise<void> {
    await Promise.all([...this.#byPath.values()].map(async (guardian) => guardian.stop()));
    this.#byPath.clear();
  }
}
