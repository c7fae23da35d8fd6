import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { ClusterRouter } from './cluster-router';
import type { Connection } from './connection';
import { Dialer, type DialOptions } from './dialer';
import type { Endpoint } from './endpoint';
import { redirectionOf, replyWord, toDriverError } from './failure';
import { Heartbeat } from './heartbeat';
import type { EngineNode, NodeState } from './node';
import { type Driver, DriverError, type NodeStateEvent, type Reply, type Script } from './port';
import type { Router, RouterContext } from './router';
import { DEFAULT_SETTINGS, type DriverSettings } from './settings';
import { SingleRouter } from './single-router';
import { keySlot } from './slot';
import { Watchdog } from './watchdog';

export interface DriverOptions extends DialOptions {
  /** `cluster`: ask `endpoint` for the slots' owners. `single`: send everything to `endpoint`. */
  readonly routing: 'cluster' | 'single';
  readonly endpoint: Endpoint;
  readonly settings?: Partial<DriverSettings>;
  /** Hears about what went wrong in the background, where no caller can. */
  readonly onError?: (error: unknown) => void;
}

/** One node as `Cache.health()` shows it. */
export interface NodeHealth {
  /** `host:port`. */
  readonly node: string;
  readonly state: NodeState;
  /** How many of the 16384 hash slots it serves. */
  readonly slots: number;
  /** Commands that wait for its reply. */
  readonly pending: number;
  /** Why it is not ready. */
  readonly reason?: string;
}

/** Pause before a command is repeated while its slot migrates, in milliseconds. */
const TRYAGAIN_PAUSE_MS = 20;
const DEFAULT_GRACE_MS = 1_000;

/** The default driver: node-redis connections, one to each primary, with routing, failover and stall detection of our own. */
export class NodeRedisDriver implements Driver {
  readonly #settings: DriverSettings;
  readonly #watchdog = new Watchdog();
  readonly #router: Router;
  readonly #heartbeat: Heartbeat;
  readonly #listeners = new Set<(event: NodeStateEvent) => void>();
  readonly #onError: (error: unknown) => void;
  #closed: Promise<void> | undefined;

  public constructor(options: DriverOptions) {
    this.#settings = { ...DEFAULT_SETTINGS, ...options.settings };
    this.#onError = options.onError ?? (() => undefined);
    const dialer = new Dialer(options, this.#settings, this.#watchdog);
    const context: RouterContext = {
      dial: (endpoint, signal, withinMs) => dialer.dial(endpoint, signal, withinMs),
      stateChanged: (node) => this.#tell(node),
      onError: (error) => this.#onError(error),
    };
    this.#router =
      options.routing === 'cluster'
        ? new ClusterRouter(options.endpoint, context, this.#settings)
        : new SingleRouter(options.endpoint, context, this.#settings);
    this.#heartbeat = new Heartbeat(() => this.#router.nodes(), this.#settings.heartbeatMs);
  }

  /** One attempt to learn the topology and to connect. Rejects with {@link DriverError}; may be called again then. */
  public connect(signal: AbortSignal): Promise<void> {
    return this.#router.connect(signal);
  }

  public send(args: readonly string[], key: string): Promise<Reply> {
    const node = this.#router.route(key);
    const connection = node?.usable;
    if (connection === undefined) return this.#sendOffPath(args, key, node);
    return this.#attempt(args, key, node as EngineNode, connection);
  }

  public async script(script: Script, keys: readonly [string, ...string[]], args: readonly string[]): Promise<Reply> {
    const rest = [String(keys.length), ...keys, ...args];
    try {
      return await this.send(['EVALSHA', script.sha1, ...rest], keys[0]);
    } catch (error) {
      if (!(error instanceof DriverError) || replyWord(error.cause) !== 'NOSCRIPT') throw error;
      return this.send(['EVAL', script.lua, ...rest], keys[0]);
    }
  }

  public onState(listener: (event: NodeStateEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  public async recycle(_reason: 'stalled' | 'readonly' | 'credentials', name?: string): Promise<void> {
    const chosen = [...this.#router.nodes()].filter((node) => name === undefined || node.name === name);
    for (const node of chosen) node.recycle();
    this.#router.troubled();
    await Promise.allSettled(chosen.map((node) => node.acquire()));
  }

  public health(): NodeHealth[] {
    return [...this.#router.nodes()].map((node) => ({
      node: node.name,
      state: node.state,
      slots: this.#router.slotsOf(node),
      pending: node.pending,
      ...(node.reason && { reason: node.reason.message }),
    }));
  }

  public close(graceMs = DEFAULT_GRACE_MS): Promise<void> {
    this.#heartbeat.stop();
    this.#closed ??= this.#router.close(graceMs).finally(() => this.#watchdog.stop());
    return this.#closed;
  }

  async #attempt(args: readonly string[], key: string, node: EngineNode, connection: Connection): Promise<Reply> {
    if (connection.pending >= this.#settings.maxPending) throw backlog(node, connection);
    try {
      const reply = await connection.begin(args);
      connection.end();
      return reply;
    } catch (error) {
      connection.end();
      return this.#recover(error, args, key, node, connection);
    }
  }

  /** No usable connection: the node is being connected for the first time, or is known not to answer. */
  async #sendOffPath(args: readonly string[], key: string, node: EngineNode | undefined): Promise<Reply> {
    if (this.#closed !== undefined) throw new DriverError('closed', 'the cache client is closed');
    if (node === undefined) {
      this.#router.troubled();
      throw new DriverError('unavailable', `no node serves hash slot ${keySlot(key)} at the moment`);
    }
    return this.#attempt(args, key, node, await this.#acquire(node));
  }

  /** Follows redirections and repeats what the engine did not run, a bounded number of times. */
  async #recover(
    failure: unknown,
    args: readonly string[],
    key: string,
    failedOn: EngineNode,
    failedConnection: Connection,
  ): Promise<Reply> {
    let [error, node, connection] = [failure, failedOn, failedConnection];
    for (let hop = 1; hop <= this.#settings.maxHops; hop++) {
      const next = await this.#nextNode(error, key, node, connection);
      if (next === undefined) break;
      node = next.node;
      connection = await this.#acquire(node);
      try {
        // The engine takes ASKING for the next command of the connection only, so nothing may come between the two.
        const asking = next.asking ? connection.exchange(['ASKING']) : undefined;
        // Where ASKING fails, the command itself fails or is redirected, and says why.
        const [reply] = await Promise.all([connection.exchange(args), asking?.catch(() => undefined)]);
        return reply;
      } catch (again) {
        error = again;
      }
    }
    throw this.#closed === undefined ? toDriverError(error, node.endpoint) : closedMeanwhile(error);
  }

  async #acquire(node: EngineNode): Promise<Connection> {
    try {
      return await node.acquire();
    } catch (error) {
      // Failing at once must not mean failing within the same turn of the event loop: callers that try again and again would
      // keep it from ever reading the reply, or the new connection, that ends their misery.
      await nextTurn();
      throw this.#closed === undefined ? error : closedMeanwhile(error);
    }
  }

  /** Where to repeat a command, or undefined where the error is final. */
  async #nextNode(
    error: unknown,
    key: string,
    node: EngineNode,
    connection: Connection,
  ): Promise<{ readonly node: EngineNode; readonly asking?: boolean } | undefined> {
    const redirection = redirectionOf(error, node.endpoint);
    if (redirection !== undefined) {
      return { node: this.#router.follow(redirection), asking: redirection.kind === 'ask' };
    }
    switch (replyWord(error)) {
      case 'TRYAGAIN':
        await pause(TRYAGAIN_PAUSE_MS * (0.5 + Math.random()));
        break;
      case 'READONLY':
        this.#router.demoted(node, connection);
        if (node.usable === connection) return undefined;
        break;
      case 'NOAUTH':
        if (node.usable === connection) node.recycle();
        break;
      case 'CLUSTERDOWN':
      case 'MASTERDOWN':
      case undefined:
        this.#router.troubled();
        return undefined;
      default:
        return undefined;
    }
    const owner = this.#router.route(key);
    return owner && { node: owner };
  }

  #tell(node: EngineNode): void {
    const { state, name } = node;
    if (state !== 'ready' && state !== 'degraded' && state !== 'down') return;
    for (const listener of this.#listeners) {
      try {
        listener({ node: name, state });
      } catch (error) {
        this.#onError(error);
      }
    }
  }
}

function closedMeanwhile(cause: unknown): DriverError {
  return new DriverError('closed', 'the cache client was closed while the command was under way', { cause });
}

function backlog(node: EngineNode, connection: Connection): DriverError {
  return new DriverError('down', `${connection.pending} commands wait for ${node.name} already`, { node: node.name });
}
