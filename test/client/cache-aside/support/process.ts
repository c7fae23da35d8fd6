import type { CacheAsideOptions } from '../../../../client/src/patterns/cache-aside';
import { ManualClock, turn } from './manual-clock';
import { PausedEngine } from './paused-engine';
import { deferred, type Namespace, namespaceOver } from './world';

/** A process whose loads end when the test says so. */
export interface PausedProcess<V> extends Namespace<V> {
  /** The loads that have begun, oldest first. */
  readonly loads: {
    readonly id: string;
    readonly signal: AbortSignal;
    resolve(value: V): void;
    reject(error: unknown): void;
  }[];
}

/** How long a command takes while time passes, in milliseconds. */
const STEP_MS = 5;

/** One paused engine, and processes that share it and a clock. */
export class PausedFleet {
  public readonly clock = new ManualClock();
  public readonly engine = new PausedEngine(this.clock);

  public process<V = number>(name = 'A', options: Omit<CacheAsideOptions<V, string>, 'load'> = {}): PausedProcess<V> {
    const loads: PausedProcess<V>['loads'] = [];
    const load: CacheAsideOptions<V, string>['load'] = (id, { signal }) => {
      const { promise, resolve, reject } = deferred<V>();
      loads.push({ id, signal, resolve, reject });
      return promise;
    };
    const timing = { clock: this.clock, random: () => 0 };
    return { loads, ...namespaceOver<V>(this.engine.driver(name), { ...options, load }, timing) };
  }

  /** Serves commands, of one process or of all, until nobody sends any more. */
  public async serve(client?: string): Promise<void> {
    await turn();
    while (this.engine.commands.some((command) => client === undefined || command.client === client)) {
      this.engine.serve(client);
      await turn();
    }
  }

  /** Lets `ms` pass while the engine serves. */
  public async pass(ms: number, client?: string): Promise<void> {
    for (let passed = 0; passed < ms; passed += STEP_MS) {
      await this.serve(client);
      await this.clock.pass(Math.min(STEP_MS, ms - passed));
    }
    await this.serve(client);
  }
}

/** Settled or not, without waiting for it. */
export async function stateOf(promise: Promise<unknown>): Promise<'waiting' | 'fulfilled' | 'rejected'> {
  let state: 'waiting' | 'fulfilled' | 'rejected' = 'waiting';
  promise.then(
    () => (state = 'fulfilled'),
    () => (state = 'rejected'),
  );
  await turn();
  return state;
}
