import { setTimeout as pause } from 'node:timers/promises';
import type { Connection, ConnectionOwner } from './connection';
import { endpointName, type Endpoint } from './endpoint';
import type { Beating } from './heartbeat';
import { DriverError } from './port';
import { type DriverSettings, redialPause } from './settings';

/** `idle`: not opened yet, or retired. `connecting`: the first attempt is under way. */
export type NodeState = 'idle' | 'connecting' | 'ready' | 'degraded' | 'down';

export interface NodeOwner {
  dial(endpoint: Endpoint, signal: AbortSignal): Promise<Connection>;
  stateChanged(node: EngineNode): void;
  /** The node is gone or has been silent for long: somebody else may serve its slots by now. */
  troubled(node: EngineNode): void;
}

/** What commands that came too early wait for. */
interface Outcome {
  readonly promise: Promise<Connection>;
  readonly resolve: (connection: Connection) => void;
  readonly reject: (error: Error) => void;
}

/** A connection lost sooner than this, in milliseconds, was refused rather than lost: pause before the next one. */
const EARLY_LOSS_MS = 1_000;

/**
 * One node of the cache, and the one connection that is kept to it.
 *
 * Commands wait only for the first attempt to connect. Once an attempt has failed or the node stalls they fail at once, while the
 * node keeps trying behind them.
 */
export class EngineNode implements ConnectionOwner, Beating {
  public readonly name: string;
  /** Where new commands go; undefined unless the node is ready. Read on the hot path. */
  public usable: Connection | undefined;
  #state: NodeState = 'idle';
  #current: Connection | undefined;
  #dialing: AbortController | undefined;
  #outcome: Outcome | undefined;
  #waiters = 0;
  #earlyLosses = 0;
  #retired = false;
  #reason: Error | undefined;

  public constructor(
    public readonly endpoint: Endpoint,
    private readonly owner: NodeOwner,
    private readonly settings: DriverSettings,
  ) {
    this.name = endpointName(endpoint);
  }

  public get state(): NodeState {
    return this.#state;
  }

  public get pending(): number {
    return (this.#current?.pending ?? 0) + this.#waiters;
  }

  /** Why the node is down. */
  public get reason(): Error | undefined {
    return this.#reason;
  }

  /** Holds a connection from now on. */
  public open(): void {
    if (this.#state !== 'idle' || this.#retired) return;
    this.#awaitFirstAttempt();
    this.#dial();
  }

  /** The connection for a command. Waits for the first attempt to connect, never for a later one. */
  public async acquire(): Promise<Connection> {
    this.open();
    if (this.usable !== undefined) return this.usable;
    if (this.#outcome === undefined || this.#state !== 'connecting') throw this.#refusal();
    if (this.#waiters >= this.settings.maxPending) {
      throw new DriverError('down', `${this.#waiters} commands wait for ${this.name} already`, { node: this.name });
    }
    this.#waiters++;
    try {
      return await this.#outcome.promise;
    } finally {
      this.#waiters--;
    }
  }

  /** Replaces the connection. Commands under way on the old one fail; new ones wait for the first attempt at the new one. */
  public recycle(): void {
    if (this.#state === 'idle') return;
    const old = this.#release();
    this.#awaitFirstAttempt();
    this.#dial();
    old?.destroy();
  }

  /** Ends this node for good. Commands under way have `graceMs` milliseconds to be answered. */
  public async retire(graceMs: number): Promise<void> {
    this.#retired = true;
    const old = this.#release();
    this.#outcome?.reject(
      new DriverError('down', `${this.name} does not serve this slot any more`, { node: this.name }),
    );
    this.#outcome = undefined;
    // A hung node that lost its slots would at best confirm writes that are lost.
    const grace = this.#state === 'degraded' ? 0 : graceMs;
    this.#state = 'idle';
    await old?.drain(grace);
  }

  public async beat(): Promise<void> {
    await this.usable?.beat();
  }

  public lost(connection: Connection, error: Error): void {
    if (connection !== this.#current) return;
    this.#current = undefined;
    this.#earlyLosses = performance.now() - connection.openedAt < EARLY_LOSS_MS ? this.#earlyLosses + 1 : 0;
    this.#fail(new DriverError('down', `the connection to ${this.name} is lost: ${error.message}`, { cause: error }));
    this.#dial();
  }

  public stalled(connection: Connection): void {
    if (connection !== this.#current) return;
    this.usable = undefined;
    this.#reason = new Error(`${this.name} is stalled: no reply for ${this.settings.stallMs} ms`);
    this.#become('degraded');
  }

  /** The process may hang, or the connection may be half open. Whichever answers first, the old one or a fresh one, stays. */
  public overdue(connection: Connection): void {
    if (connection !== this.#current) return;
    this.#dial();
    this.owner.troubled(this);
  }

  public revived(connection: Connection): void {
    if (connection !== this.#current) return;
    this.#stopDialing();
    this.#serve(connection);
  }

  #dial(): void {
    if (this.#dialing !== undefined) return;
    const dialing = new AbortController();
    this.#dialing = dialing;
    void this.#dialUntilOpen(dialing.signal);
  }

  /** Never gives up by itself and never rejects. */
  async #dialUntilOpen(signal: AbortSignal): Promise<void> {
    for (let attempt = this.#earlyLosses; !signal.aborted; attempt++) {
      if (attempt > 0) await this.#pause(attempt - 1, signal);
      if (signal.aborted) return;
      try {
        const connection = await this.owner.dial(this.endpoint, signal);
        if (signal.aborted) return connection.destroy();
        return this.#adopt(connection);
      } catch (error) {
        if (signal.aborted) return;
        if (this.#current === undefined) this.#fail(error as Error);
      }
    }
  }

  async #pause(attempt: number, signal: AbortSignal): Promise<void> {
    const ms = redialPause(attempt, this.settings.redial);
    await pause(ms, undefined, { ref: false, signal }).catch(() => undefined); // aborted: the caller looks at the signal
  }

  #adopt(connection: Connection): void {
    const old = this.#current;
    this.#dialing = undefined;
    this.#current = connection;
    connection.ownedBy(this);
    if (connection.closed) return this.lost(connection, new Error('closed right after it was opened'));
    this.#serve(connection);
    old?.destroy();
  }

  #serve(connection: Connection): void {
    this.usable = connection;
    this.#reason = undefined;
    this.#outcome?.resolve(connection);
    this.#outcome = undefined;
    this.#become('ready');
  }

  #fail(reason: Error): void {
    this.usable = undefined;
    this.#reason = reason;
    this.#outcome?.reject(this.#refusal());
    this.#outcome = undefined;
    if (this.#state !== 'down') this.#become('down');
    this.owner.troubled(this);
  }

  #awaitFirstAttempt(): void {
    if (this.#outcome === undefined) {
      this.#outcome = newOutcome();
    }
    this.#become('connecting');
  }

  #release(): Connection | undefined {
    this.#stopDialing();
    const old = this.#current;
    this.#current = undefined;
    this.usable = undefined;
    return old;
  }

  #stopDialing(): void {
    this.#dialing?.abort();
    this.#dialing = undefined;
  }

  #refusal(): DriverError {
    const reason = this.#reason;
    if (reason instanceof DriverError && reason.kind === 'auth') return reason;
    return new DriverError('down', reason?.message ?? `${this.name} is not connected`, {
      cause: reason,
      node: this.name,
    });
  }

  #become(state: NodeState): void {
    this.#state = state;
    this.owner.stateChanged(this);
  }
}

function newOutcome(): Outcome {
  let settle: Omit<Outcome, 'promise'> | undefined;
  const promise = new Promise<Connection>((resolve, reject) => (settle = { resolve, reject }));
  // Nobody may be waiting; those who are see the rejection through their own await.
  promise.catch(() => undefined);
  return { promise, ...(settle as unknown as Omit<Outcome, 'promise'>) };
}
