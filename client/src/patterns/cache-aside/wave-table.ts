import type { LoadId } from './key';
import type { Wave } from './wave';

/** At least a power of two. */
const FIRST_SIZE = 256;
/** Ids differ at their ends more often than not, so this many UTF-16 units from the end are enough to spread them. */
const HASHED_UNITS = 32;

/**
 * The newest wave of each id: a hash table chained through the waves themselves.
 *
 * Every get adds an entry and takes it out a moment later. A Map rebuilds itself again and again under that: it measured 2 µs per
 * get, as much as the rest of the hot path together; this is a tenth of it and allocates nothing. It grows and never shrinks.
 */
export class WaveTable<V, Id extends LoadId> {
  #heads: (Wave<V, Id> | undefined)[] = new Array<Wave<V, Id> | undefined>(FIRST_SIZE).fill(undefined);
  #mask = FIRST_SIZE - 1;
  #count = 0;

  public get(text: string, hash: number): Wave<V, Id> | undefined {
    let wave = this.#heads[hash & this.#mask];
    while (wave !== undefined && wave.text !== text) wave = wave.sibling;
    return wave;
  }

  /** The id must not have a wave in the table. */
  public add(wave: Wave<V, Id>): void {
    if (this.#count > this.#mask) this.#grow();
    this.#count += 1;
    this.#link(wave);
  }

  /** Does nothing where the wave is not in the table. */
  public remove(wave: Wave<V, Id>): void {
    const at = wave.hash & this.#mask;
    let found = this.#heads[at];
    let before: Wave<V, Id> | undefined;
    while (found !== undefined && found !== wave) {
      before = found;
      found = found.sibling;
    }
    if (found === undefined) return;
    if (before === undefined) this.#heads[at] = wave.sibling;
    else before.sibling = wave.sibling;
    wave.sibling = undefined;
    this.#count -= 1;
  }

  #link(wave: Wave<V, Id>): void {
    const at = wave.hash & this.#mask;
    wave.sibling = this.#heads[at];
    this.#heads[at] = wave;
  }

  #grow(): void {
    const heads = this.#heads;
    this.#heads = new Array<Wave<V, Id> | undefined>(heads.length * 2).fill(undefined);
    this.#mask = this.#heads.length - 1;
    for (const head of heads) {
      for (let wave = head; wave !== undefined;) {
        const sibling = wave.sibling;
        this.#link(wave);
        wave = sibling;
      }
    }
  }
}

/** Of an id as text. Not for anything that leaves the process. */
export function hashOf(text: string): number {
  let hash = text.length;
  for (let at = Math.max(0, text.length - HASHED_UNITS); at < text.length; at++) {
    hash = (hash * 31 + text.charCodeAt(at)) | 0;
  }
  return hash ^ (hash >>> 15);
}
