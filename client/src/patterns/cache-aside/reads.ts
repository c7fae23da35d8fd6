import { type Driver, DriverError, type Reply } from '../../driver/port';
import { decodeEntry } from '../../envelope';
import { DeadlineQueue } from '../../resilience/deadline-queue';
import { currentTurn } from '../../resilience/turn';
import { deadlineError } from './entry-store';
import type { LoadId } from './key';
import type { PatternParts } from './parts';
import { NOTHING, type Seen, seenIn } from './seen';
import { UNSENT, Wave } from './wave';
import { hashOf, WaveTable } from './wave-table';

/** Where a wave goes when its GET brought no value. Neither may throw. */
export interface ReadOutcomes<V, Id extends LoadId> {
  /** The cache answered: there is no value. */
  onMiss(wave: Wave<V, Id>, seen: Seen): void;
  /** The cache did not answer, so this wave must not ask it anything more. */
  onTrouble(wave: Wave<V, Id>): void;
}

/**
 * The hot path: one GET per wave, at most one wave under way and one waiting per id.
 *
 * A call joins a wave only if the wave's GET is certain to be answered later than the call began; joining a question that is under way
 * could be told a value that an invalidation, completed before the call, has removed. Callers who come too late for a wave
 * form the next one, which is sent as soon as the first is answered.
 */
export class Reads<V, Id extends LoadId> {
  readonly #newest = new WaveTable<V, Id>();
  readonly #driver: Driver;
  readonly #parts: PatternParts;
  readonly #outcomes: ReadOutcomes<V, Id>;
  readonly #deadlines: DeadlineQueue;

  public constructor(parts: PatternParts, outcomes: ReadOutcomes<V, Id>) {
    this.#driver = parts.driver;
    this.#parts = parts;
    this.#outcomes = outcomes;
    this.#deadlines = new DeadlineQueue(parts.settings.softMs, parts.clock);
  }

  public get(id: Id, text: string, key: string): Promise<V> {
    const hash = hashOf(text);
    const newest = this.#newest.get(text, hash);
    if (newest !== undefined && (newest.turn === UNSENT || newest.turn === currentTurn())) return newest.promise;
    const wave = new Wave<V, Id>(key, id, text, hash, this.#expired);
    if (newest === undefined) {
      this.#newest.add(wave);
      this.#ask(wave);
    } else {
      this.#newest.remove(newest);
      this.#newest.add(wave);
      newest.next = wave;
    }
    return wave.promise;
  }

  /** Another wave for the same id, of callers who need not ask the cache now. */
  public alike(wave: Wave<V, Id>): Wave<V, Id> {
    return new Wave(wave.key, wave.id, wave.text, wave.hash, this.#expired);
  }

  /** Asks anew for a wave that was answered with something possibly older than its callers. */
  public again(wave: Wave<V, Id>): void {
    wave.next = undefined;
    this.#ask(wave);
  }

  /** Later callers join none of the waves of before. */
  public detach(text: string): void {
    const newest = this.#newest.get(text, hashOf(text));
    if (newest !== undefined) this.#newest.remove(newest);
  }

  #ask(wave: Wave<V, Id>): void {
    wave.turn = currentTurn();
    this.#deadlines.add(wave);
    this.#driver.send(['GET', wave.key], wave.key).then(
      (reply) => this.#replied(wave, reply),
      (error: unknown) => this.#failed(wave, error),
    );
  }

  #replied(wave: Wave<V, Id>, reply: Reply): void {
    // A reply after the deadline is dropped: the loader is answering.
    if (!this.#deadlines.remove(wave)) return;
    this.#leave(wave);
    if (typeof reply === 'string') {
      const decoded = decodeEntry(reply);
      if (decoded.kind === 'value') wave.resolve(decoded.value as V);
      else this.#outcomes.onMiss(wave, seenIn(decoded, reply, this.#parts.report));
    } else {
      this.#outcomes.onMiss(wave, NOTHING);
    }
  }

  #failed(wave: Wave<V, Id>, error: unknown): void {
    if (!this.#deadlines.remove(wave)) return;
    this.#parts.report(error, 'get');
    if (error instanceof DriverError && error.kind === 'reply' && error.message.includes('WRONGTYPE')) {
      this.#leave(wave);
      // Another type of key has no text; the seizing script replaces it whatever digest it is given.
      this.#outcomes.onMiss(wave, { kind: 'unreadable', held: { text: '' } });
    } else {
      this.#abandon(wave);
    }
  }

  readonly #expired = (wave: Wave<V, Id>): void => {
    const { settings, report } = this.#parts;
    report(deadlineError('GET', settings, settings.softMs), 'get');
    this.#abandon(wave);
  };

  /** Those who wait behind a question that is not answered do not wait for one of their own. */
  #abandon(wave: Wave<V, Id>): void {
    const next = wave.next;
    wave.next = undefined;
    this.#newest.remove(next ?? wave);
    this.#outcomes.onTrouble(wave);
    if (next !== undefined) this.#outcomes.onTrouble(next);
  }

  #leave(wave: Wave<V, Id>): void {
    const next = wave.next;
    if (next === undefined) {
      this.#newest.remove(wave);
    } else {
      wave.next = undefined;
      this.#ask(next);
    }
  }
}
