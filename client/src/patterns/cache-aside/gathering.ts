import type { LoadId } from './key';
import type { Wave } from './wave';

/**
 * The waves that wait for one load, in two groups: those who came before the evidence that is under way was asked for, and those
 * who came later. Evidence is a read of the key, the load itself, or the store that proves the lease unbroken. It answers the
 * first group; to the second it might be older than an invalidation they know of, so they ask again.
 */
export class Gathering<V, Id extends LoadId> {
  public readonly key: string;
  public readonly id: Id;
  readonly #newWave: () => Wave<V, Id>;
  #covered: Wave<V, Id>[] = [];
  #late: Wave<V, Id>[];
  #door: Wave<V, Id> | undefined;

  /** @param newWave makes the wave of those who join directly */
  public constructor(first: Wave<V, Id>, newWave: () => Wave<V, Id>) {
    this.key = first.key;
    this.id = first.id;
    this.#newWave = newWave;
    this.#late = [first];
  }

  /** Nobody waits any more. */
  public get isEmpty(): boolean {
    return this.#covered.length + this.#late.length === 0;
  }

  public join(wave: Wave<V, Id>): void {
    this.#late.push(wave);
  }

  /** For a caller who has not asked the cache: all such callers between two pieces of evidence are one wave. */
  public joinDirectly(): Promise<V> {
    if (this.#door === undefined) {
      this.#door = this.#newWave();
      this.#late.push(this.#door);
    }
    return this.#door.promise;
  }

  /** New evidence is about to be asked for: it will answer everybody who is here. */
  public cover(): void {
    this.#covered = this.#covered.concat(this.takeLate());
  }

  public takeLate(): Wave<V, Id>[] {
    const late = this.#late;
    this.#late = [];
    this.#door = undefined;
    return late;
  }

  public takeAll(): Wave<V, Id>[] {
    this.cover();
    const all = this.#covered;
    this.#covered = [];
    return all;
  }

  /** Answers those whom the evidence covers. */
  public answer(value: V): void {
    for (const wave of this.#covered) wave.resolve(value);
  }

  /** Everybody gets the loader's error: an error is not stale. */
  public fail(error: unknown): void {
    for (const wave of this.takeAll()) wave.reject(error);
  }
}
