import { CacheError } from '../errors';
import type { Clock } from './clock';
import { type DeadlineEntry, DeadlineQueue } from './deadline-queue';

interface BulkheadLimits {
  /** Whose bulkhead this is, for messages. */
  readonly name: string;
  readonly concurrent: number;
  readonly queued: number;
  /** How long one may queue, in milliseconds. */
  readonly queueMs: number;
}

class Queued implements DeadlineEntry {
  public since = 0;
  public older: DeadlineEntry | undefined;
  public newer: DeadlineEntry | undefined;
  public waiting = false;

  public constructor(
    public readonly admit: () => void,
    public readonly expire: () => void,
  ) {}
}

/** Lets a bounded number of loads through to the origin at a time, in order of arrival. */
export class Bulkhead {
  #active = 0;
  readonly #queue = new Set<Queued>();
  readonly #deadlines: DeadlineQueue;
  readonly #limits: BulkheadLimits;

  public constructor(limits: BulkheadLimits, clock: Clock) {
    this.#limits = limits;
    this.#deadlines = new DeadlineQueue(limits.queueMs, clock);
  }

  /**
   * Takes a place; {@link leave} gives it back.
   *
   * @throws CacheError `LOADS_EXCEEDED` when the queue is full, `LOADER_DEADLINE` when no place came free in time
   */
  public async enter(): Promise<void> {
    const { name, concurrent, queued, queueMs } = this.#limits;
    if (this.#active < concurrent) {
      this.#active += 1;
      return;
    }
    if (this.#queue.size >= queued) {
      throw new CacheError(
        'LOADS_EXCEEDED',
        `namespace '${name}' runs ${concurrent} loads and ${queued} more are queued; the origin is too slow for this many misses: ` +
          'raise maxConcurrentLoads if the origin can take more, or maxQueuedLoads if callers can wait',
      );
    }
    await new Promise<void>((resolve, reject) => {
      const entry = new Queued(resolve, () => {
        this.#queue.delete(entry);
        reject(
          new CacheError(
            'LOADER_DEADLINE',
            `no load of namespace '${name}' could begin within ${queueMs} ms because ${concurrent} others were running; ` +
              'raise maxConcurrentLoads or make the loader faster',
          ),
        );
      });
      this.#queue.add(entry);
      this.#deadlines.add(entry);
    });
  }

  public leave(): void {
    const [first] = this.#queue;
    if (first === undefined) {
      this.#active -= 1;
      return;
    }
    // The place passes on without becoming free, so that nobody overtakes the queue.
    this.#queue.delete(first);
    this.#deadlines.remove(first);
    first.admit();
  }
}
