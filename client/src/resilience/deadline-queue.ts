import type { Clock, ClockTimer } from './clock';

/** Something that waits with a deadline. The links belong to the queue: an entry is in one queue at a time. */
export interface DeadlineEntry {
  /** Called once when the deadline passes while the entry is still in the queue. Must not throw. */
  expire(): void;
  since: number;
  older: DeadlineEntry | undefined;
  newer: DeadlineEntry | undefined;
  waiting: boolean;
}

/** A timer that fires later than this, in milliseconds, tells that this process itself was not running. */
const LAG_MS = 10;

/**
 * Deadlines of one fixed duration. Because all entries wait equally long, the order of arrival is the order of expiry: adding and
 * removing are a few pointer writes, and one timer serves any number of entries. A timer and an abort signal per command cost the
 * driver four times its throughput.
 *
 * An entry is judged only after the poll phase that follows the timer, so a reply that already waits in the socket's buffer counts as
 * in time; and when the timer itself is late, everybody gets as much time again, once. A process that was busy, suspended or
 * frozen must not blame its cache. The bound is therefore the duration, or twice the duration plus the lag.
 */
export class DeadlineQueue {
  #oldest: DeadlineEntry | undefined;
  #newest: DeadlineEntry | undefined;
  #timer: ClockTimer | undefined;
  #timerDue = 0;
  #graceGiven = false;
  readonly #durationMs: number;
  readonly #clock: Clock;
  readonly #holdsProcess: boolean;

  /** @param holdsProcess whether an entry keeps the process alive: yes where a caller waits for it */
  public constructor(durationMs: number, clock: Clock, holdsProcess = true) {
    this.#durationMs = durationMs;
    this.#clock = clock;
    this.#holdsProcess = holdsProcess;
  }

  public add(entry: DeadlineEntry): void {
    // A whole number is stored in place; a fraction would be an object of its own.
    entry.since = Math.trunc(this.#clock.now());
    entry.waiting = true;
    entry.newer = undefined;
    const newest = this.#newest;
    entry.older = newest;
    this.#newest = entry;
    if (newest !== undefined) {
      newest.newer = entry;
      return;
    }
    this.#oldest = entry;
    if (this.#timer === undefined) this.#arm(this.#durationMs);
    else if (this.#holdsProcess) this.#timer.hold(true);
  }

  /** Whether the entry was still waiting: false once its deadline has passed. */
  public remove(entry: DeadlineEntry): boolean {
    if (!entry.waiting) return false;
    entry.waiting = false;
    const { older, newer } = entry;
    if (older === undefined) this.#oldest = newer;
    else older.newer = newer;
    if (newer === undefined) this.#newest = older;
    else newer.older = older;
    entry.older = undefined;
    entry.newer = undefined;
    if (older === undefined && newer === undefined) this.#timer?.hold(false);
    return true;
  }

  #arm(ms: number): void {
    this.#timerDue = this.#clock.now() + ms;
    this.#timer = this.#clock.after(ms, () => {
      const lagMs = this.#clock.now() - this.#timerDue;
      this.#clock.afterPoll(() => this.#judge(lagMs));
    });
    if (!this.#holdsProcess) this.#timer.hold(false);
  }

  #judge(lagMs: number): void {
    this.#timer = undefined;
    if (lagMs > LAG_MS && !this.#graceGiven && this.#oldest !== undefined) {
      this.#graceGiven = true;
      this.#arm(Math.min(lagMs, this.#durationMs));
      return;
    }
    this.#graceGiven = false;
    const now = this.#clock.now();
    let entry = this.#oldest;
    while (entry !== undefined && entry.since + this.#durationMs <= now) {
      this.remove(entry);
      entry.expire();
      entry = this.#oldest;
    }
    // An expired entry's owner may have added new ones and so armed the timer already.
    if (entry !== undefined && this.#timer === undefined) this.#arm(Math.max(1, entry.since + this.#durationMs - now));
  }
}
