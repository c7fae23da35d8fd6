import { Guardian } from '../engine/guardian';
import { TwinError } from '../errors';
import { type TwinNode } from './node';

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
  if (signal?.aborted === true) abort();
  signal?.addEventListener('abort', abort, { once: true });
  let over = false;
  const watch = async (node: TwinNode): Promise<void> => {
    const { ended } = await node.launch();
    void ended.then(async (status) => {
      if (!over) giveUp.abort(await explain(node, status));
    });
  };
  try {
    giveUp.signal.throwIfAborted();
    const deadline = Date.now() + deadlineMs;
    const primaries = launches.filter(({ role }) => role === 'primary').map(({ node }) => node);
    const replicas = launches.filter(({ role }) => role === 'replica').map(({ node }) => node);
    await Promise.all(primaries.map(watch));
    // A replica that does not find its primary listening tries again a second later.
    await Promise.all(primaries.map(async (node) => node.listening(deadline, giveUp.signal)));
    await Promise.all(replicas.map(watch));
    onStarted();
    const ready = launches.map(async ({ node, role }) => node.ready(role, deadline, giveUp.signal));
    const results = await Promise.allSettled(ready);
    const failed = results.find((result) => result.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  } finally {
    over = true;
    signal?.removeEventListener('abort', abort);
  }
}

/** Why an engine ended before it served, from its own last words. */
async function explain(node: TwinNode, status: number): Promise<Error> {
  const log = await node.log();
  if (/address already in use/i.test(log)) return new PortCollision(`port ${node.processPort} is in use`);
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

/** The guardians of a twin's engines, one for each program. */
export class Guardians {
  readonly #byPath = new Map<string, Guardian>();

  /** @param enginePath what runs the file `engine.conf` of a node's folder */
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
