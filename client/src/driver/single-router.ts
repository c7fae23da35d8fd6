import type { Connection } from './connection';
import type { Endpoint } from './endpoint';
import { EngineNode } from './node';
import { DEMOTION_PAUSE_MS, type Router, type RouterContext } from './router';
import type { DriverSettings } from './settings';
import { SLOT_COUNT } from './slot';

/**
 * Sends everything to the primary end point of a cache with cluster mode disabled. ElastiCache moves that name to the new primary on
 * failover, so what is left to do here is to resolve it again: on every new connection, and on READONLY.
 */
export class SingleRouter implements Router {
  readonly #node: EngineNode;
  #closed = false;

  public constructor(primary: Endpoint, context: RouterContext, settings: DriverSettings) {
    this.#node = new EngineNode(
      primary,
      {
        dial: (endpoint, signal) => context.dial(endpoint, signal),
        stateChanged: (node) => context.stateChanged(node),
        troubled: () => undefined, // The node dials the name again by itself; there is nobody else to ask.
      },
      settings,
    );
  }

  public route(): EngineNode | undefined {
    return this.#closed ? undefined : this.#node;
  }

  public async connect(): Promise<void> {
    await this.#node.acquire();
  }

  public follow(): EngineNode {
    return this.#node;
  }

  public demoted(node: EngineNode, connection: Connection): void {
    if (performance.now() - connection.openedAt > DEMOTION_PAUSE_MS && node.usable === connection) node.recycle();
  }

  public troubled(): void {}

  public nodes(): Iterable<EngineNode> {
    return [this.#node];
  }

  public slotsOf(): number {
    return SLOT_COUNT;
  }

  public async close(graceMs: number): Promise<void> {
    this.#closed = true;
    await this.#node.retire(graceMs);
  }
}
