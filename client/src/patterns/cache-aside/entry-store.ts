import { createHash, randomUUID } from 'node:crypto';
import { type Driver, DriverError, type Reply, type Script } from '../../driver/port';
import { encodeLease } from '../../envelope';
import { CacheError } from '../../errors';
import { DeadlineQueue } from '../../resilience/deadline-queue';
import { within } from '../../resilience/within';
import type { CacheAsideSettings } from './options';
import type { PatternParts, Report } from './parts';
import { RELEASE, RENEW, SEIZE, STORE } from './scripts';

/** A lease that this process holds or asks for: what stands under the key while it loads. */
export interface Lease {
  readonly key: string;
  readonly placeholder: string;
}

/** What a key held instead of the lease that was to be planted; `digest` where the engine has computed it. */
export interface Held {
  readonly text: string;
  readonly digest?: string;
}

/** The commands of a miss, of an explicit write and of an invalidation, each with its deadline. A hit does not come here. */
export class EntryStore {
  readonly #driver: Driver;
  readonly #settings: CacheAsideSettings;
  readonly #random: () => number;
  readonly #soft: DeadlineQueue;
  readonly #hard: DeadlineQueue;

  readonly #report: Report;

  public constructor(parts: PatternParts) {
    const { driver, settings, clock } = parts;
    this.#driver = driver;
    this.#settings = settings;
    this.#random = parts.random;
    this.#report = parts.report;
    this.#soft = new DeadlineQueue(settings.softMs, clock);
    this.#hard = new DeadlineQueue(settings.hardMs, clock);
  }

  public newLease(key: string): Lease {
    return { key, placeholder: encodeLease(randomUUID()) };
  }

  /** What stands under the key; null for nothing. */
  public async read(key: string): Promise<string | null> {
    return asText(await this.#softly('GET', this.#driver.send(['GET', key], key)));
  }

  /** Null when the lease is now held, else what stands there. */
  public async plant(lease: Lease): Promise<Held | null> {
    const { key, placeholder } = lease;
    const leaseMs = String(this.#settings.leaseMs);
    const sent = this.#driver.send(['SET', key, placeholder, 'NX', 'GET', 'PX', leaseMs], key);
    const text = asText(await this.#orRelease(lease, 'SET NX', sent));
    return text === null ? null : { text };
  }

  /** As {@link plant}, replacing what was found there and could not be read. */
  public async seize(lease: Lease, found: Held): Promise<Held | null> {
    const digest = found.digest ?? createHash('sha1').update(found.text).digest('hex');
    const args = [lease.placeholder, String(this.#settings.leaseMs), digest];
    const sent = this.#driver.script(SEIZE, [lease.key], args);
    const reply = await this.#orRelease(lease, 'the seize script', sent);
    if (!Array.isArray(reply)) return null;
    return { text: asText(reply[0] as Reply) ?? '', digest: asText(reply[1] as Reply) ?? '' };
  }

  /** Whether the lease stood until now, in which case it still does. */
  public async renew(lease: Lease): Promise<boolean> {
    return (await this.#compare(RENEW, 'the renew script', lease, [String(this.#settings.leaseMs)])) === 1;
  }

  /** Whether the lease stood until now, in which case `text` stands there instead. */
  public async store(lease: Lease, text: string, ttlMs: number): Promise<boolean> {
    const args = [text, String(this.#shortened(ttlMs))];
    return (await this.#compare(STORE, 'the store script', lease, args)) === 1;
  }

  /** Whether the lease stood until now, in which case nothing stands there any more. */
  public async release(lease: Lease): Promise<boolean> {
    return (await this.#compare(RELEASE, 'the release script', lease, [])) === 1;
  }

  /** Releases without anybody waiting for it. Where that fails the lease runs out by itself. */
  public releaseLater(lease: Lease): void {
    this.release(lease).catch((error: unknown) => this.#report(error, 'release'));
  }

  /** @throws CacheError `CACHE_DEADLINE`, `CACHE_UNAVAILABLE` or `CLOSED` */
  public async write(key: string, text: string, ttlMs: number): Promise<void> {
    const px = String(this.#shortened(ttlMs));
    await this.#hardly('SET', this.#driver.send(['SET', key, text, 'PX', px], key));
  }

  /** @throws CacheError `CACHE_DEADLINE`, `CACHE_UNAVAILABLE` or `CLOSED` */
  public async remove(key: string): Promise<void> {
    await this.#hardly('DEL', this.#driver.send(['DEL', key], key));
  }

  #compare(script: Script, what: string, lease: Lease, args: readonly string[]): Promise<Reply> {
    return this.#softly(what, this.#driver.script(script, [lease.key], [lease.placeholder, ...args]));
  }

  /** Jitter only ever shortens: nobody is served an entry older than the TTL that was asked for. */
  #shortened(ttlMs: number): number {
    return Math.max(1, Math.round(ttlMs * (1 - this.#settings.jitter * this.#random())));
  }

  /** A lease that is granted after its asker has gone on without it would make everybody else wait for nobody. */
  async #orRelease(lease: Lease, what: string, sent: Promise<Reply>): Promise<Reply> {
    let abandoned = false;
    const watched = sent.then((reply) => {
      if (abandoned && reply === null) this.releaseLater(lease);
      return reply;
    });
    try {
      return await this.#softly(what, watched);
    } catch (error) {
      abandoned = true;
      throw error;
    }
  }

  #softly(what: string, sent: Promise<Reply>): Promise<Reply> {
    return within(this.#soft, sent, () => deadlineError(what, this.#settings, this.#settings.softMs));
  }

  async #hardly(what: string, sent: Promise<Reply>): Promise<void> {
    const { namespace, hardMs } = this.#settings;
    try {
      await within(this.#hard, sent, () => deadlineError(what, this.#settings, hardMs));
    } catch (error) {
      if (!(error instanceof DriverError)) throw error;
      if (error.kind === 'closed') {
        throw new CacheError('CLOSED', `${what} in namespace '${namespace}' after the cache was closed`, {
          cause: error,
        });
      }
      throw new CacheError(
        'CACHE_UNAVAILABLE',
        `${what} in namespace '${namespace}' failed (${error.kind}: ${error.message}); it may or may not have been applied: ` +
          'try again, or rely on the TTL',
        { cause: error },
      );
    }
  }
}

export function deadlineError(what: string, settings: CacheAsideSettings, ms: number): CacheError {
  return new CacheError(
    'CACHE_DEADLINE',
    `${what} in namespace '${settings.namespace}' got no reply within ${ms} ms; the cache hangs, is overloaded or cannot be reached`,
  );
}

function asText(reply: Reply): string | null {
  return typeof reply === 'string' ? reply : null;
}
