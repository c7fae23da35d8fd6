import type { createClient } from '@redis/client';
import type { Endpoint } from './endpoint';
import type { Beating } from './heartbeat';
import type { Reply } from './port';
import type { Watchdog, Watched } from './watchdog';

type RedisClient = ReturnType<typeof createClient>;

/** What a connection tells the node that holds it. */
export interface ConnectionOwner {
  /** The connection is gone for good. Commands under way on it fail. */
  lost(connection: Connection, error: Error): void;
  /** Commands are waiting and none was answered for `stallMs`. */
  stalled(connection: Connection): void;
  /** Still no answer after `replaceMs`. */
  overdue(connection: Connection): void;
  /** A stalled connection answered. */
  revived(connection: Connection): void;
}

/**
 * One established connection to one node. It never reconnects: when it is lost, its node opens another one.
 *
 * `begin` and `end` are two halves so that the hot path needs a single `await` per command: the caller awaits what `begin`
 * returns and then calls `end`, whatever the outcome.
 */
export class Connection implements Watched, Beating {
  /** Commands handed to the client so far. */
  public sent = 0;
  /** Commands of those that are settled, by a reply or by failure. */
  public settled = 0;
  public readonly openedAt = performance.now();
  #owner: ConnectionOwner | undefined;
  #closed = false;
  #stalled = false;
  #overdue = false;
  #quietMs = 0;
  #seenSent = 0;
  #sentAtBeat = 0;
  #seenSettled = 0;
  #waiting = false;
  #onDrained: (() => void) | undefined;
  /** True while `end` has more to do than to count: one test on the hot path instead of two. */
  #attentive = false;

  public constructor(
    public readonly endpoint: Endpoint,
    private readonly client: RedisClient,
    private readonly watchdog: Watchdog,
    private readonly limits: { readonly stallMs: number; readonly replaceMs: number },
  ) {
    // node-redis reports each loss as an event besides failing the commands; without a listener it would end the process.
    client.on('error', (error: Error) => this.#lose(error));
    watchdog.add(this);
  }

  public get pending(): number {
    return this.sent - this.settled;
  }

  public get closed(): boolean {
    return this.#closed;
  }

  /** From now on `owner` hears about this connection. */
  public ownedBy(owner: ConnectionOwner): void {
    this.#owner = owner;
  }

  public begin(args: readonly string[]): Promise<Reply> {
    this.sent++;
    if (!this.watchdog.awake) this.watchdog.wake();
    return this.client.sendCommand<Reply>(args);
  }

  public end(): void {
    this.settled++;
    if (this.#attentive) this.#attend();
  }

  /** One exchange, for callers off the hot path. Rejects with what the client threw. */
  public async exchange(args: readonly string[]): Promise<Reply> {
    try {
      return await this.begin(args);
    } finally {
      this.end();
    }
  }

  /** Sends PING where nothing was sent since the last beat and nothing is awaited. */
  public async beat(): Promise<void> {
    const idle = this.sent === this.#sentAtBeat && this.pending === 0 && !this.#closed;
    // What goes wrong with it is for the watchdog and the `error` event to see, as with any other command.
    if (idle) await this.exchange(['PING']).catch(() => undefined);
    this.#sentAtBeat = this.sent;
  }

  /** Closes once the commands under way are settled, or after `graceMs`; what is then still waiting fails. */
  public async drain(graceMs: number): Promise<void> {
    if (this.pending > 0 && !this.#closed && graceMs > 0) {
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        this.#onDrained = resolve;
        this.#attentive = true;
        timer = setTimeout(resolve, graceMs);
      });
      clearTimeout(timer);
    }
    this.destroy();
  }

  /** Closes at once. Commands under way fail as `down`. */
  public destroy(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.watchdog.remove(this);
    this.client.destroy();
  }

  public observe(aliveMs: number): boolean {
    const busy = this.sent !== this.#seenSent || this.pending > 0;
    this.#seenSent = this.sent;
    const progressed = this.settled !== this.#seenSettled;
    this.#seenSettled = this.settled;
    // The wait counts from the first look that finds a command waiting, so a command sent just now is never judged.
    this.#quietMs = progressed || !this.#waiting ? 0 : this.#quietMs + aliveMs;
    this.#waiting = this.pending > 0;
    if (this.#waiting && this.#quietMs >= this.limits.stallMs && !this.#stalled) {
      this.#stalled = true;
      this.#attentive = true;
      this.#owner?.stalled(this);
    }
    if (this.#waiting && this.#quietMs >= this.limits.replaceMs && !this.#overdue) {
      this.#overdue = true;
      this.#owner?.overdue(this);
    }
    return busy;
  }

  #attend(): void {
    if (this.#stalled && !this.#closed) {
      this.#stalled = false;
      this.#overdue = false;
      this.#quietMs = 0;
      this.#owner?.revived(this);
    }
    if (this.#onDrained !== undefined && this.pending === 0) this.#onDrained();
    this.#attentive = this.#stalled || this.#onDrained !== undefined;
  }

  #lose(error: Error): void {
    if (this.#closed) return;
    this.#closed = true;
    this.watchdog.remove(this);
    // Also after an error that node-redis survives, such as bytes it cannot decode: nothing that follows can be trusted. Not
    // at once, because node-redis is about to fail the commands under way with the very reason.
    queueMicrotask(() => this.client.destroy());
    this.#owner?.lost(this, error);
  }
}
