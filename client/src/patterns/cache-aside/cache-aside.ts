import type { ManifestNamespace } from '../../../../lib/contract';
import type { Duration } from '../../duration';
import type { PatternContext } from '../context';
import { EntryStore } from './entry-store';
import { keyOf, type LoadId, textOf } from './key';
import { LeasedLoads } from './leased-loads';
import { Loader } from './loader';
import { type CacheAsideOptions, type CacheAsideSettings, resolveOptions, resolveTtl } from './options';
import { partsOf } from './parts';
import { PlainLoads } from './plain-loads';
import { Reads } from './reads';

/**
 * One namespace of values that are loaded on a miss.
 *
 * `get` answers from the cache or from the loader; trouble with the cache costs it a bounded delay, never an error. A call that begins
 * after an invalidation has completed, in whatever process, is not answered with anything older, while the cache answers.
 */
export interface CacheAside<V, Id extends LoadId = string> {
  /**
   * The value, from the cache or else from the loader. A miss returns the form that a hit will: what structured cloning makes of the
   * loader's value, so a class instance comes back as a plain object. Callers who share an answer share the object; nobody else's is
   * changed by changing it.
   *
   * Rejects with the loader's own error, or with `KEY_INVALID`, `VALUE_NOT_CACHEABLE`, `LOADER_DEADLINE` or `LOADS_EXCEEDED`.
   */
  get(id: Id): Promise<V>;
  /**
   * Forgets the value. Once this resolves, no call that begins later returns anything loaded before, also not from a load that was under
   * way. Rejects with `CACHE_DEADLINE` or `CACHE_UNAVAILABLE` where the cache did not confirm it.
   */
  delete(id: Id): Promise<void>;
  /** Same as {@link delete}, in the words of who keeps the record elsewhere: the value changed there, so the copy is no longer good. */
  invalidate(id: Id): Promise<void>;
  /**
   * Puts a value in place without the loader, over a load that is under way. `null` is kept for the negative TTL unless `ttl` says
   * otherwise. Rejects with `VALUE_NOT_CACHEABLE` (also for undefined), `CACHE_DEADLINE` or `CACHE_UNAVAILABLE`.
   */
  set(id: Id, value: V, options?: SetOptions): Promise<void>;
}

export interface SetOptions {
  /** How long this value lives. @default the namespace's */
  readonly ttl?: Duration;
}

/**
 * The cache-aside pattern over one namespace of the manifest.
 *
 * @throws CacheError `OPTION_INVALID` or `DURATION_INVALID`
 */
export function createCacheAside<V, Id extends LoadId = string>(
  context: PatternContext,
  namespace: ManifestNamespace,
  options: CacheAsideOptions<V, Id>,
): CacheAside<V, Id> {
  return new CacheAsideNamespace<V, Id>(context, resolveOptions(namespace, options), options.load);
}

class CacheAsideNamespace<V, Id extends LoadId> implements CacheAside<V, Id> {
  readonly #settings: CacheAsideSettings;
  readonly #store: EntryStore;
  readonly #loader: Loader<V, Id>;
  readonly #reads: Reads<V, Id>;
  readonly #leased: LeasedLoads<V, Id>;
  readonly #plain: PlainLoads<V, Id>;

  public constructor(context: PatternContext, settings: CacheAsideSettings, load: CacheAsideOptions<V, Id>['load']) {
    const parts = partsOf(context, settings);
    this.#settings = settings;
    this.#store = new EntryStore(parts);
    this.#loader = new Loader(parts, load);
    this.#plain = new PlainLoads(this.#loader, parts.clock);
    this.#leased = new LeasedLoads(parts, this.#store, this.#loader, {
      alike: (wave) => this.#reads.alike(wave),
      again: (wave) => this.#reads.again(wave),
      withoutCache: (wave) => this.#plain.join(wave),
      alone: (wave) => this.#plain.fresh(wave),
    });
    this.#reads = new Reads(parts, {
      onMiss: (wave, seen) => this.#leased.join(wave, seen),
      onTrouble: (wave) => this.#plain.join(wave),
    });
  }

  public get(id: Id): Promise<V> {
    try {
      const text = textOf(id);
      const key = keyOf(this.#settings.keyPrefix, text);
      return this.#leased.joinOpen(key) ?? this.#reads.get(id, text, key);
    } catch (error) {
      return rejected(error as Error);
    }
  }

  public async delete(id: Id): Promise<void> {
    const text = textOf(id);
    const key = keyOf(this.#settings.keyPrefix, text);
    this.#detach(text, key);
    await this.#store.remove(key);
    // Once more: whoever began in the meantime may have been answered from before.
    this.#detach(text, key);
  }

  public invalidate(id: Id): Promise<void> {
    return this.delete(id);
  }

  public async set(id: Id, value: V, options: SetOptions = {}): Promise<void> {
    const text = textOf(id);
    const key = keyOf(this.#settings.keyPrefix, text);
    const entry = this.#loader.entryOf(value, 0);
    const ttlMs = resolveTtl(this.#settings, options.ttl, entry.ttlMs);
    if (ttlMs === 0) return this.delete(id);
    this.#detach(text, key);
    await this.#store.write(key, entry.text, ttlMs);
    this.#detach(text, key);
  }

  #detach(text: string, key: string): void {
    this.#reads.detach(text);
    this.#leased.detach(key);
    this.#plain.detach(key);
    this.#loader.errors.forget(key);
  }
}

function rejected(error: Error): Promise<never> {
  return Promise.reject(error);
}
