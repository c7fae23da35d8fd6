/** Something whose progress is watched. */
export interface Watched {
  /** Judges progress; `aliveMs` is how long this process was able to notice any since the last call. False when idle. */
  observe(aliveMs: number): boolean;
}

const PERIOD_MS = 25;

/**
 * Looks at all connections of a driver every 25 ms while commands are under way, and sleeps otherwise.
 *
 * A blocked event loop must not look like a silent engine. So a look happens in the check phase that follows the timer, after
 * replies that already lie in the sockets have been read; and a tick that comes late counts as two periods at most, however
 * long this process was unable to read.
 */
export class Watchdog {
  /** Read on the hot path: whether `wake` needs to be called. */
  public awake = false;
  readonly #watched = new Set<Watched>();
  #timer: NodeJS.Timeout | undefined;
  #lookedAt = 0;

  public add(watched: Watched): void {
    this.#watched.add(watched);
  }

  public remove(watched: Watched): void {
    this.#watched.delete(watched);
  }

  public wake(): void {
    this.awake = true;
    this.#lookedAt = performance.now();
    this.#schedule();
  }

  /** Watches nothing any more. */
  public stop(): void {
    clearTimeout(this.#timer);
    this.#watched.clear();
  }

  #schedule(): void {
    this.#timer = setTimeout(() => setImmediate(() => this.#look()), PERIOD_MS).unref();
  }

  #look(): void {
    const now = performance.now();
    const aliveMs = Math.min(now - this.#lookedAt, 2 * PERIOD_MS);
    this.#lookedAt = now;
    let busy = false;
    for (const watched of this.#watched) busy = watched.observe(aliveMs) || busy;
    if (busy) this.#schedule();
    else this.awake = false;
  }
}
