import type { Clock, ClockTimer } from '../../../../client/src/resilience/clock';

interface Entry {
  readonly due: number;
  readonly work: () => void;
}

/** Time that passes when the test says so. */
export class ManualClock implements Clock {
  #now = 1_000;
  readonly #timers = new Set<Entry>();

  public now(): number {
    return this.#now;
  }

  public wallTime(): number {
    return 1_700_000_000_000 + this.#now;
  }

  public after(ms: number, work: () => void): ClockTimer {
    const entry = { due: this.#now + ms, work };
    this.#timers.add(entry);
    return { cancel: () => void this.#timers.delete(entry), hold: () => undefined };
  }

  public afterPoll(work: () => void): void {
    work();
  }

  public get hasTimers(): boolean {
    return this.#timers.size > 0;
  }

  /** Jumps to the next timer and fires it. */
  public next(): void {
    const next = this.#soonest();
    if (next === undefined) return;
    this.#now = Math.max(this.#now, next.due);
    this.#timers.delete(next);
    next.work();
  }

  /** Lets `ms` pass, firing timers on their way and letting each take effect. */
  public async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (let next = this.#soonest(); next !== undefined && next.due <= end; next = this.#soonest()) {
      this.next();
      await turn();
    }
    this.#now = end;
  }

  /** The process was not running for `ms`: everything that was due fires late. */
  public skip(ms: number): void {
    this.#now += ms;
  }

  #soonest(): Entry | undefined {
    return [...this.#timers].reduce<Entry | undefined>(
      (best, entry) => (best === undefined || entry.due < best.due ? entry : best),
      undefined,
    );
  }
}

/** Everything that follows from what has just happened, has happened; and a new turn of the event loop has begun. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
