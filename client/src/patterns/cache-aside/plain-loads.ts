import type { Clock } from '../../resilience/clock';
import type { LoadId } from './key';
import type { Loader } from './loader';
import type { Wave } from './wave';

/**
 * Loads without the cache: it does not answer, or another process has held the lease for too long. Nothing is stored.
 *
 * One load per id at a time: the origin carries the traffic that the cache used to. Whoever joins a load that is under way may get a
 * value that was read up to one load before the call; no lease can tell, and a fresh load per caller would be the stampede
 * that this is to prevent.
 */
export class PlainLoads<V, Id extends LoadId> {
  readonly #running = new Map<string, Wave<V, Id>[]>();
  readonly #loader: Loader<V, Id>;
  readonly #clock: Clock;

  public constructor(loader: Loader<V, Id>, clock: Clock) {
    this.#loader = loader;
    this.#clock = clock;
  }

  public join(wave: Wave<V, Id>): void {
    const running = this.#running.get(wave.key);
    if (running === undefined) this.fresh(wave);
    else running.push(wave);
  }

  /** A load that certainly begins after the wave's callers did. Later callers join it. */
  public fresh(wave: Wave<V, Id>): void {
    const waves = [wave];
    this.#running.set(wave.key, waves);
    void this.#run(wave.key, wave.id, waves);
  }

  public detach(key: string): void {
    this.#running.delete(key);
  }

  /** Never rejects. */
  async #run(key: string, id: Id, waves: readonly Wave<V, Id>[]): Promise<void> {
    let settle: (wave: Wave<V, Id>) => void;
    try {
      const value = await this.#load(key, id);
      settle = (wave) => wave.resolve(value);
    } catch (error) {
      settle = (wave) => wave.reject(error);
    }
    if (this.#running.get(key) === waves) this.#running.delete(key);
    waves.forEach(settle);
  }

  async #load(key: string, id: Id): Promise<V> {
    // A dead node is refused without I/O. Were the loader, or the error that it left, to answer without any either, a caller who asks again
    // and again would keep the event loop from ever hearing that the node is back.
    await new Promise<void>((resolve) => this.#clock.afterPoll(resolve));
    const failed = this.#loader.errors.recall(key);
    if (failed !== undefined) throw failed.error;
    await this.#loader.bulkhead.enter();
    try {
      const loaded = await this.#loader.load(key, id);
      if (!loaded.ok) throw loaded.error;
      return loaded.value;
    } finally {
      this.#loader.bulkhead.leave();
    }
  }
}
