import { decodeEntry } from '../../envelope';
import { CacheError } from '../../errors';
import { pause } from '../../resilience/clock';
import type { EntryStore, Lease } from './entry-store';
import { Gathering } from './gathering';
import type { LoadId } from './key';
import type { Entry, Loader } from './loader';
import type { PatternParts } from './parts';
import { Renewal } from './renewal';
import { LEASE, NOTHING, type Seen, seenAs, seenIn } from './seen';
import type { Wave } from './wave';

/** Waiting for another process: the pause before the first look, and the longest between two. In milliseconds. */
const FIRST_POLL_MS = 5;
const LONGEST_POLL_MS = 50;
/** Share of a pause that is random, so that waiting processes do not look in step. */
const POLL_JITTER = 0.5;
/** A wave that was told something possibly too old this often loads for itself. */
const MOST_RERUNS = 2;
/** Something unreadable that changes under our hands this often is left to whoever writes it. */
const MOST_SEIZURES = 3;

/** Where waves go that a leased load cannot answer. */
export interface LeasedOutcomes<V, Id extends LoadId> {
  /** A wave for the same id, of callers who need not ask the cache now. */
  alike(wave: Wave<V, Id>): Wave<V, Id>;
  /** Ask the cache again. */
  again(wave: Wave<V, Id>): void;
  /** Load without the cache, together with whoever does. */
  withoutCache(wave: Wave<V, Id>): void;
  /** Load without the cache, beginning now. */
  alone(wave: Wave<V, Id>): void;
}

type Decision =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'held' }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'without cache' }
  /** Everybody who waited has been sent on by a local invalidation. */
  | { readonly kind: 'nobody' };

/**
 * Misses while the cache answers: one load per id across all processes, and nothing stored that was invalidated meanwhile.
 *
 * Who plants a lease under the key loads; the others wait for the value to appear in its place. An invalidation removes the lease and
 * the store compares, so a load that began before an invalidation is never stored after it. The idea is the lease of Nishtala et
 * al., "Scaling Memcache at Facebook" (NSDI 2013), kept under the value's own key.
 */
export class LeasedLoads<V, Id extends LoadId> {
  readonly #open = new Map<string, Gathering<V, Id>>();
  readonly #parts: PatternParts;
  readonly #store: EntryStore;
  readonly #loader: Loader<V, Id>;
  readonly #outcomes: LeasedOutcomes<V, Id>;

  public constructor(parts: PatternParts, store: EntryStore, loader: Loader<V, Id>, outcomes: LeasedOutcomes<V, Id>) {
    this.#parts = parts;
    this.#store = store;
    this.#loader = loader;
    this.#outcomes = outcomes;
  }

  /** The promise of a load under way, for a caller who then need not ask the cache. */
  public joinOpen(key: string): Promise<V> | undefined {
    return this.#open.size === 0 ? undefined : this.#open.get(key)?.joinDirectly();
  }

  public join(wave: Wave<V, Id>, seen: Seen): void {
    const open = this.#open.get(wave.key);
    if (open !== undefined) {
      open.join(wave);
      return;
    }
    const load = new Gathering<V, Id>(wave, () => this.#outcomes.alike(wave));
    this.#open.set(wave.key, load);
    void this.#run(load, seen);
  }

  /** The key was invalidated or written: later callers start anew, and so do those who came after the load began. */
  public detach(key: string): void {
    const load = this.#open.get(key);
    if (load !== undefined) this.#close(load);
  }

  /** Never rejects: every ending is an answer to the waves. */
  async #run(load: Gathering<V, Id>, first: Seen): Promise<void> {
    const lease = this.#store.newLease(load.key);
    const decision = await this.#decide(load, lease, first);
    switch (decision.kind) {
      case 'held':
        return this.#loadAndStore(load, lease);
      case 'value':
        load.answer(decision.value as V);
        return this.#close(load);
      case 'nobody':
        return this.#forget(load);
      case 'failed':
        this.#forget(load);
        return load.fail(decision.error);
      case 'without cache':
        this.#forget(load);
        return load.takeAll().forEach((wave) => this.#outcomes.withoutCache(wave));
    }
  }

  /** Who loads. When it is this process, it has a place in the bulkhead. Never rejects. */
  async #decide(load: Gathering<V, Id>, lease: Lease, first: Seen): Promise<Decision> {
    // Nobody waits longer for another process's load than for one of its own.
    const patientUntil = this.#parts.clock.now() + this.#parts.settings.loaderMs;
    let pollMs = FIRST_POLL_MS;
    let seizures = 0;
    try {
      for (let seen = first; ;) {
        if (seen.kind === 'value') return seen;
        if (load.isEmpty) return { kind: 'nobody' };
        if (seen.kind === 'lease') {
          if (this.#parts.clock.now() >= patientUntil) return this.#impatient();
          seen = await this.#look(load, pollMs);
          pollMs = Math.min(pollMs * 2, LONGEST_POLL_MS);
          continue;
        }
        if (seen.kind === 'unreadable' && ++seizures > MOST_SEIZURES) return { kind: 'without cache' };
        const outcome = await this.#plant(load, lease, seen);
        if (outcome.kind === 'held' || outcome.kind === 'failed' || outcome.kind === 'nobody') return outcome;
        seen = outcome;
      }
    } catch (error) {
      this.#parts.report(error, 'lease');
      return { kind: 'without cache' };
    }
  }

  #impatient(): Decision {
    const { settings, report } = this.#parts;
    const waited = `another process has been loading for more than ${settings.loaderMs} ms`;
    report(
      new CacheError(
        'LOADER_DEADLINE',
        `${waited} in namespace '${settings.namespace}'; loading here, without storing`,
      ),
      'wait',
    );
    return { kind: 'without cache' };
  }

  async #look(load: Gathering<V, Id>, pollMs: number): Promise<Seen> {
    await pause(this.#parts.clock, pollMs * (1 - POLL_JITTER * this.#parts.random()));
    if (load.isEmpty) return LEASE;
    load.cover();
    const text = await this.#store.read(load.key);
    return text === null ? NOTHING : seenIn(decodeEntry(text), text, this.#parts.report);
  }

  async #plant(
    load: Gathering<V, Id>,
    lease: Lease,
    seen: Exclude<Seen, { kind: 'value' | 'lease' }>,
  ): Promise<Seen | Exclude<Decision, { kind: 'without cache' }>> {
    const { bulkhead, errors } = this.#loader;
    const failed = errors.recall(load.key);
    if (failed !== undefined) return { kind: 'failed', error: failed.error };
    // The place comes before the lease: a process whose loads queue does not keep others from loading.
    try {
      await bulkhead.enter();
    } catch (error) {
      return { kind: 'failed', error };
    }
    let held = false;
    try {
      if (load.isEmpty) return { kind: 'nobody' };
      load.cover();
      const found =
        seen.kind === 'nothing' ? await this.#store.plant(lease) : await this.#store.seize(lease, seen.held);
      held = found === null;
      return found === null ? { kind: 'held' } : seenAs(found, this.#parts.report);
    } finally {
      if (!held) bulkhead.leave();
    }
  }

  async #loadAndStore(load: Gathering<V, Id>, lease: Lease): Promise<void> {
    const { clock, settings, report } = this.#parts;
    load.cover();
    const renewal = new Renewal(this.#store, lease, settings.leaseMs, clock, report, () => this.#close(load));
    const loaded = await this.#loader.load(load.key, load.id);
    renewal.stop();
    this.#loader.bulkhead.leave();
    // From here on nobody joins: the store answers those who are here.
    this.#forget(load);
    if (!loaded.ok) {
      this.#store.releaseLater(lease);
      load.fail(loaded.error);
      return;
    }
    if (await this.#settle(lease, loaded.entry)) load.cover();
    load.answer(loaded.value);
    this.#rerun(load.takeLate());
  }

  /** Whether the lease stood until the end, which proves that the value was not invalidated while it was loaded. */
  async #settle(lease: Lease, entry: Entry | undefined): Promise<boolean> {
    try {
      return await (entry === undefined
        ? this.#store.release(lease)
        : this.#store.store(lease, entry.text, entry.ttlMs));
    } catch (error) {
      this.#parts.report(error, 'store');
      // Out of memory, for example: let others try. After a deadline the cache is left alone, the lease runs out.
      if (!(error instanceof CacheError)) this.#store.releaseLater(lease);
      return false;
    }
  }

  #close(load: Gathering<V, Id>): void {
    this.#forget(load);
    this.#rerun(load.takeLate());
  }

  #forget(load: Gathering<V, Id>): void {
    if (this.#open.get(load.key) === load) this.#open.delete(load.key);
  }

  #rerun(waves: readonly Wave<V, Id>[]): void {
    const [first, ...others] = waves;
    if (first === undefined) return;
    first.reruns = 1 + Math.max(...waves.map((wave) => wave.reruns));
    for (const other of others) other.resolve(first.promise);
    if (first.reruns > MOST_RERUNS) this.#outcomes.alone(first);
    else this.#outcomes.again(first);
  }
}
