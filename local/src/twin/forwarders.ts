import { Forwarder } from '../engine/forwarder';
import { PortCollision } from './launch';
import type { TwinNode } from './node';

/** The endpoints of a twin that lead to more than one node. */
export class Forwarders {
  readonly #open: Forwarder[] = [];

  /**
   * Opens an endpoint that leads to the first of these nodes that runs, those that began as primaries before the others.
   *
   * @throws PortCollision where the port is taken
   */
  public async open(port: number, nodes: readonly TwinNode[]): Promise<void> {
    const inOrder = [
      ...nodes.filter(({ startRole }) => startRole === 'primary'),
      ...nodes.filter(({ startRole }) => startRole === 'replica'),
    ];
    const forwarder = new Forwarder(() => inOrder.filter((node) => node.running).map((node) => node.port));
    this.#open.push(forwarder);
    try {
      await forwarder.listen(port);
    } catch (cause) {
      throw new PortCollision(`port ${port} is in use`, { cause });
    }
  }

  public async close(): Promise<void> {
    await Promise.all(this.#open.map((forwarder) => forwarder.close()));
  }
}
