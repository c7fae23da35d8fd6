import { encodeValue, decodeEntry } from '../../envelope';
import { CacheError } from '../../errors';
import { Bulkhead } from '../../resilience/bulkhead';
import type { Clock } from '../../resilience/clock';
import { DeadlineQueue } from '../../resilience/deadline-queue';
import { within } from '../../resilience/within';
import { ErrorWindow } from './error-window';
import type { LoadId } from './key';
import type { CacheAsideOptions, CacheAsideSettings } from './options';
import type { PatternParts } from './parts';

export type Loaded<V> =
  /** `entry` is what to store, or undefined where the value is not kept. */
  | { readonly ok: true; readonly value: V; readonly entry: Entry | undefined }
  | { readonly ok: false; readonly error: unknown };

export interface Entry {
  readonly text: string;
  readonly ttlMs: number;
}

/** The application's loader behind its protections: bulkhead, deadline, error window. */
export class Loader<V, Id extends LoadId> {
  public readonly bulkhead: Bulkhead;
  public readonly errors: ErrorWindow;
  readonly #load: CacheAsideOptions<V, Id>['load'];
  readonly #settings: CacheAsideSettings;
  readonly #clock: Clock;
  readonly #deadlines: DeadlineQueue;

  public constructor(parts: PatternParts, load: CacheAsideOptions<V, Id>['load']) {
    const { settings, clock } = parts;
    this.#load = load;
    this.#settings = settings;
    this.#clock = clock;
    this.#deadlines = new DeadlineQueue(settings.loaderMs, clock);
    this.errors = new ErrorWindow(settings.errorWindowMs, clock);
    this.bulkhead = new Bulkhead(
      {
        name: settings.namespace,
        concurrent: settings.maxConcurrentLoads,
        queued: settings.maxQueuedLoads,
        queueMs: settings.loaderMs,
      },
      clock,
    );
  }

  /** Loads once. Never rejects: a loader's error is an outcome. The caller has a place in the bulkhead. */
  public async load(key: string, id: Id): Promise<Loaded<V>> {
    const startedAt = this.#clock.now();
    const abort = new AbortController();
    try {
      const value = await within(this.#deadlines, this.#call(id, abort.signal), () => this.#late());
      if (value === undefined) return { ok: true, value, entry: undefined };
      const entry = this.entryOf(value, this.#clock.now() - startedAt);
      // Read back from the bytes, so that a miss returns what a hit will: same types, and nothing shared with the loader.
      const decoded = decodeEntry(entry.text);
      if (decoded.kind !== 'value') throw new Error('an entry just written cannot be read');
      return { ok: true, value: decoded.value as V, entry: entry.ttlMs === 0 ? undefined : entry };
    } catch (error) {
      if (error instanceof CacheError && error.code === 'LOADER_DEADLINE') abort.abort(error);
      this.errors.remember(key, error);
      return { ok: false, error };
    }
  }

  /**
   * What to store for a value; a TTL of zero means it is not kept.
   *
   * @throws CacheError `VALUE_NOT_CACHEABLE`
   */
  public entryOf(value: V, loadMs: number): Entry {
    const text = encodeValue(value, { createdAt: this.#clock.wallTime(), loadMs });
    return { text, ttlMs: value === null ? this.#settings.negativeTtlMs : this.#settings.ttlMs };
  }

  /** Async, so that a loader that throws at once rejects like any other. */
  async #call(id: Id, signal: AbortSignal): Promise<V> {
    return this.#load(id, { signal });
  }

  #late(): CacheError {
    const { namespace, loaderMs } = this.#settings;
    return new CacheError(
      'LOADER_DEADLINE',
      `the loader of namespace '${namespace}' took longer than ${loaderMs} ms; raise loaderDeadline, or pass the signal on so that it can stop`,
    );
  }
}
