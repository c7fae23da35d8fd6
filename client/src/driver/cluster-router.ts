import type { Connection } from './connection';
import { endpointName, type Endpoint } from './endpoint';
import type { Redirection } from './failure';
import { toDriverError } from './failure';
import { EngineNode } from './node';
import { DriverError } from './port';
import { Refresher } from './refresher';
import { DEMOTION_PAUSE_MS, type Router, type RouterContext } from './router';
import type { DriverSettings } from './settings';
import { keySlot, SLOT_COUNT } from './slot';
import { type ClusterTopology, nodesOf, parseClusterSlots, primariesOf } from './topology';

/** Commands under way on a node that lost its slots have this long, in milliseconds, to be answered. */
const RETIRE_GRACE_MS = 1_000;

/**
 * Routes by hash slot to the primaries of a cluster.
 *
 * The table comes from CLUSTER SLOTS of any node. A MOVED corrects one slot at once; MOVED, a lost connection and a long stall all
 * lead to another look at the whole topology, so a failover is noticed although its primary says nothing.
 */
export class ClusterRouter implements Router {
  readonly #table = new Array<EngineNode | undefined>(SLOT_COUNT).fill(undefined);
  /** Nodes that serve slots, or did a moment ago, by name. */
  readonly #nodes = new Map<string, EngineNode>();
  readonly #refresher: Refresher;
  /** Everything the last topology named: whom to ask when no connection works. */
  #known: Endpoint[] = [];
  readonly #closing = new AbortController();

  public constructor(
    private readonly seed: Endpoint,
    private readonly context: RouterContext,
    private readonly settings: DriverSettings,
  ) {
    this.#refresher = new Refresher(() => this.#look(), settings.refresh);
  }

  public route(key: string): EngineNode | undefined {
    return this.#table[keySlot(key)];
  }

  public async connect(signal: AbortSignal): Promise<void> {
    this.#apply(await this.#askOnce(this.seed, signal, this.settings.dialMs));
    const owners = [...this.#nodes.values()];
    const attempts = await Promise.allSettled(owners.map((node) => node.acquire()));
    if (attempts.some(({ status }) => status === 'fulfilled')) return;
    throw attempts.find((attempt) => attempt.status === 'rejected')?.reason;
  }

  public follow({ kind, slot, to }: Redirection): EngineNode {
    const node = this.#node(to);
    if (kind === 'moved') {
      this.#table[slot] = node;
      this.#refresher.request();
    }
    node.open();
    return node;
  }

  public demoted(node: EngineNode, connection: Connection): void {
    if (performance.now() - connection.openedAt > DEMOTION_PAUSE_MS && node.usable === connection) node.recycle();
    this.#refresher.request();
  }

  public troubled(): void {
    this.#refresher.request();
  }

  public nodes(): Iterable<EngineNode> {
    return this.#nodes.values();
  }

  public slotsOf(node: EngineNode): number {
    return this.#table.reduce((count, owner) => (owner === node ? count + 1 : count), 0);
  }

  public async close(graceMs: number): Promise<void> {
    this.#refresher.stop();
    this.#closing.abort();
    this.#table.fill(undefined);
    await Promise.all([...this.#nodes.values()].map((node) => node.retire(graceMs)));
    this.#nodes.clear();
  }

  /** True where every node that serves slots is ready. Never rejects: what goes wrong leads to the next look. */
  async #look(): Promise<boolean> {
    try {
      const topology = await this.#ask();
      if (this.#closing.signal.aborted) return true;
      if (topology !== undefined) this.#apply(topology);
      return topology !== undefined && [...this.#nodes.values()].every((node) => node.state === 'ready');
    } catch (error) {
      this.context.onError(error);
      return false;
    }
  }

  /** Asks ready nodes first, then opens a passing connection to replicas and at last to where the cache was found. */
  async #ask(): Promise<ClusterTopology | undefined> {
    const signal = this.#closing.signal;
    for (const node of shuffled([...this.#nodes.values()])) {
      const connection = node.usable;
      if (connection === undefined || signal.aborted) continue;
      const topology = await this.#askVia(connection, this.settings.askMs).catch(() => undefined); // ask the next one
      if (topology !== undefined) return topology;
    }
    const others = this.#known.filter((endpoint) => this.#nodes.get(endpointName(endpoint))?.usable === undefined);
    for (const endpoint of [...shuffled(others), this.seed]) {
      if (signal.aborted) break;
      const topology = await this.#askOnce(endpoint, signal, 2 * this.settings.askMs).catch(() => undefined); // as above
      if (topology !== undefined) return topology;
    }
    return undefined;
  }

  async #askOnce(endpoint: Endpoint, signal: AbortSignal, withinMs: number): Promise<ClusterTopology> {
    const connection = await this.context.dial(endpoint, signal, withinMs);
    try {
      return await this.#askVia(connection, withinMs);
    } finally {
      connection.destroy();
    }
  }

  async #askVia(connection: Connection, withinMs: number): Promise<ClusterTopology> {
    const { endpoint } = connection;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      const error = new DriverError(
        'down',
        `${endpointName(endpoint)} did not answer CLUSTER SLOTS within ${withinMs} ms`,
      );
      timer = setTimeout(() => reject(error), withinMs);
    });
    try {
      const reply = await Promise.race([connection.exchange(['CLUSTER', 'SLOTS']), late]);
      const topology = parseClusterSlots(reply, endpoint);
      if (topology !== undefined) return topology;
      throw new DriverError('unavailable', `${endpointName(endpoint)} knows no node that serves slots`);
    } catch (error) {
      throw toDriverError(error, endpoint);
    } finally {
      clearTimeout(timer);
    }
  }

  #apply(topology: ClusterTopology): void {
    this.#known = [...nodesOf(topology).values()];
    this.#table.fill(undefined);
    for (const { first, last, primary } of topology.ranges) this.#table.fill(this.#node(primary), first, last + 1);
    const primaries = primariesOf(topology);
    for (const [name, node] of this.#nodes) {
      if (primaries.has(name)) {
        node.open();
      } else {
        this.#nodes.delete(name);
        node.retire(RETIRE_GRACE_MS).catch((error: unknown) => this.context.onError(error));
      }
    }
  }

  #node(endpoint: Endpoint): EngineNode {
    const name = endpointName(endpoint);
    let node = this.#nodes.get(name);
    if (node === undefined) {
      node = new EngineNode(
        endpoint,
        {
          dial: (target, signal) => this.context.dial(target, signal),
          stateChanged: (changed) => this.context.stateChanged(changed),
          troubled: () => this.#refresher.request(),
        },
        this.settings,
      );
      this.#nodes.set(name, node);
    }
    return node;
  }
}

function shuffled<T>(items: T[]): T[] {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [items[i], items[j]] = [items[j] as T, items[i] as T];
  }
  return items;
}
