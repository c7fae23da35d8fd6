import { Forwarder } from '../engine/forwarder';
import { type FrontOptions, MemcachedFront } from '../engine/memcached-front';
import { PortCollision } from './launch';
import type { TwinNode } from './node';

/** The ports of a twin that are its owner's own and lead to its nodes. */
export class Forwarders {
  readonly #open: (Forwarder | MemcachedFront)[] = [];

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
    await this.#listen(new Forwarder(() => inOrder.filter((node) => node.running).map((node) => node.port)), port);
  }

  /**
   * Opens an endpoint that leads to whichever node is found anew for each connection.
   *
   * @throws PortCollision where the port is taken
   */
  public async openTo(port: number, find: () => Promise<TwinNode | undefined>): Promise<void> {
    const target = async (): Promise<readonly number[]> => {
      const node = await find();
      return node === undefined ? [] : [node.port];
    };
    await this.#listen(new Forwarder(target), port);
  }

  /**
   * Opens what clients of Memcached see of these nodes: the first that runs.
   *
   * @throws PortCollision where the port is taken
   */
  public async openFront(
    port: number,
    nodes: readonly TwinNode[],
    options: Omit<FrontOptions, 'targets'>,
  ): Promise<void> {
    const targets = (): readonly number[] => nodes.filter((node) => node.running).map((node) => node.processPort);
    await this.#listen(new MemcachedFront({ ...options, targets }), port);
  }

  public async close(): Promise<void> {
    await Promise.all(this.#open.map((forwarder) => forwarder.close()));
  }

  async #listen(opened: Forwarder | MemcachedFront, port: number): Promise<void> {
    this.#open.push(opened);
    try {
      await opened.listen(port);
    } catch (cause) {
      throw new PortCollision(`port ${port} is in use`, { cause });
    }
  }
}
