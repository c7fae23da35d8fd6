import type { Clock } from '../../resilience/clock';
import { type DeadlineEntry, DeadlineQueue } from '../../resilience/deadline-queue';

/** A bound on memory while an origin fails for very many ids at once; the oldest errors are forgotten first. */
const MOST_ERRORS = 10_000;

class Remembered implements DeadlineEntry {
  public since = 0;
  public older: DeadlineEntry | undefined;
  public newer: DeadlineEntry | undefined;
  public waiting = false;

  public constructor(
    public readonly error: unknown,
    public readonly expire: () => void,
  ) {}
}

/** The errors of loads that failed a moment ago: the stragglers of a burst get them instead of starting another load. */
export class ErrorWindow {
  readonly #byKey = new Map<string, Remembered>();
  readonly #deadlines: DeadlineQueue;
  readonly #windowMs: number;

  public constructor(windowMs: number, clock: Clock) {
    this.#windowMs = windowMs;
    this.#deadlines = new DeadlineQueue(windowMs, clock, false);
  }

  public remember(key: string, error: unknown): void {
    if (this.#windowMs === 0) return;
    this.forget(key);
    const entry = new Remembered(error, () => this.#byKey.delete(key));
    this.#byKey.set(key, entry);
    this.#deadlines.add(entry);
    if (this.#byKey.size > MOST_ERRORS) {
      const [oldest] = this.#byKey.keys();
      if (oldest !== undefined) this.forget(oldest);
    }
  }

  /** The error to answer with, in a box because an error may be any value. */
  public recall(key: string): { readonly error: unknown } | undefined {
    return this.#byKey.get(key);
  }

  public forget(key: string): void {
    const entry = this.#byKey.get(key);
    if (entry === undefined) return;
    this.#byKey.delete(key);
    this.#deadlines.remove(entry);
  }
}
