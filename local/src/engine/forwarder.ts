import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

const ADDRESS = '127.0.0.1';

/**
 * One port that leads to whichever of several takes the connection: what a host name with several addresses does on AWS. Bytes pass
 * through as they are, so TLS is between the client and the node.
 *
 * It does not keep its process running.
 */
export class Forwarder {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  /** @param targets ports to try for one connection, the best first; does not reject */
  public constructor(private readonly targets: () => readonly number[] | Promise<readonly number[]>) {
    // Each direction ends by itself: `pipe` hands the end on.
    this.#server = createServer({ allowHalfOpen: true }, (client) => void this.#forward(client));
    this.#server.unref();
  }

  /** Rejects where the port is taken. */
  public async listen(port: number): Promise<void> {
    this.#server.listen({ port, host: ADDRESS, exclusive: true });
    await once(this.#server, 'listening');
  }

  /** Ends the port and every connection through it. Idempotent. */
  public async close(): Promise<void> {
    if (!this.#server.listening) return;
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await once(this.#server, 'close');
  }

  /** Never rejects: where nobody takes the connection it is closed, as by a host that is down. */
  async #forward(client: Socket): Promise<void> {
    this.#keep(client);
    for (const port of await this.targets()) {
      const node = connect({ port, host: ADDRESS, allowHalfOpen: true });
      this.#keep(node);
      const connected = await Promise.race([
        once(node, 'connect').then(
          () => true,
          () => false, // nobody listens there: the next one
        ),
        once(client, 'close').then(() => false),
      ]);
      if (client.destroyed) {
        node.destroy();
        return;
      }
      if (connected) {
        node.once('close', () => client.destroy());
        client.once('close', () => node.destroy());
        client.pipe(node).pipe(client);
        return;
      }
    }
    client.destroy();
  }

  #keep(socket: Socket): void {
    socket.unref();
    socket.setNoDelay(true);
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy()); // the other side learns of it by its own end being closed
    socket.once('close', () => this.#sockets.delete(socket));
  }
}
