/** Time as the patterns see it. Injected, so that a test decides when a deadline passes instead of sleeping. */
export interface Clock {
  /** Milliseconds since an arbitrary start; never goes back. */
  now(): number;
  /** Milliseconds since 1970, for what other processes read. */
  wallTime(): number;
  /** Runs `work` once, `ms` milliseconds from now. */
  after(ms: number, work: () => void): ClockTimer;
  /** Runs `work` after the replies that already wait in the sockets have been delivered. */
  afterPoll(work: () => void): void;
}

export interface ClockTimer {
  cancel(): void;
  /** Whether this timer keeps the process alive. */
  hold(alive: boolean): void;
}

/** The longest delay that `setTimeout` takes; beyond it Node fires at once. In milliseconds. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;

class SystemTimer implements ClockTimer {
  readonly #timeout: NodeJS.Timeout;

  public constructor(ms: number, work: () => void) {
    this.#timeout = setTimeout(work, ms);
  }

  public cancel(): void {
    clearTimeout(this.#timeout);
  }

  public hold(alive: boolean): void {
    if (alive) this.#timeout.ref();
    else this.#timeout.unref();
  }
}

export const systemClock: Clock = {
  now: () => performance.now(),
  wallTime: () => Date.now(),
  after: (ms, work) => new SystemTimer(ms, work),
  afterPoll: (work) => {
    setImmediate(work);
  },
};

/** Resolves `ms` milliseconds from now. Somebody waits for it, so it keeps the process alive. */
export function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(ms, resolve);
  });
}
