import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { ReplyScanner, RequestScanner } from './memcache-stream';

const ADDRESS = '127.0.0.1';

/** A node as auto discovery names it. */
export interface DiscoveredNode {
  readonly host: string;
  readonly port: number;
}

export interface FrontOptions {
  /** Ports of Memcached processes to try for one connection, the best first. */
  readonly targets: () => readonly number[];
  /** What a client with TLS sees; absent where the cache has none. PEM texts. */
  readonly tls?: { readonly certificate: string; readonly privateKey: string };
  /** The nodes that `config get cluster` tells; absent where the cache has no auto discovery. */
  readonly discovery?: readonly DiscoveredNode[];
}

/**
 * What ElastiCache adds to Memcached: TLS, whatever way the program was built, and the command of auto discovery, which the program
 * itself does not know. Everything else passes through as it is.
 *
 * It does not keep its process running.
 */
export class MemcachedFront {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #discovery: Buffer | undefined;

  public constructor(private readonly options: FrontOptions) {
    const { tls, discovery } = options;
    this.#discovery = discovery && discoveryReply(discovery);
    this.#server =
      tls === undefined
        ? createServer(HALF_OPEN, (client) => void this.#serve(client))
        : // As on ElastiCache: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption.html
          createTlsServer(
            { ...HALF_OPEN, cert: tls.certificate, key: tls.privateKey, minVersion: 'TLSv1.2' },
            (client) => void this.#serve(client),
          );
    // With TLS this is the socket below, which is there before the handshake and may be all there ever is.
    this.#server.on('connection', (socket: Socket) => this.#keep(socket));
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
  async #serve(client: Socket): Promise<void> {
    this.#keep(client);
    const node = await this.#connect();
    if (node === undefined || client.destroyed) {
      node?.destroy();
      client.destroy();
      return;
    }
    node.once('close', () => client.destroySoon());
    client.once('close', () => node.destroy());
    this.#exchange(client, node);
  }

  async #connect(): Promise<Socket | undefined> {
    for (const port of this.options.targets()) {
      const node = connect({ port, host: ADDRESS, ...HALF_OPEN });
      this.#keep(node);
      const connected = await once(node, 'connect').then(
        () => true,
        () => false, // nobody listens there: the next one
      );
      if (connected) return node;
    }
    return undefined;
  }

  #exchange(client: Socket, node: Socket): void {
    if (this.#discovery === undefined) {
      client.pipe(node).pipe(client);
      return;
    }
    // Replies come in the order of the commands, so the place of a reply of ours is held by one of the node's: that to `mn`.
    const places: ('own' | 'discovery')[] = [];
    const requests = new RequestScanner((line) => line === 'mn' || isDiscovery(line));
    const replies = new ReplyScanner();
    client.once('end', () => node.end());
    node.once('end', () => client.end());
    client.on('data', (bytes: Buffer) => {
      for (const piece of requests.feed(bytes)) {
        if ('found' in piece) places.push(isDiscovery(piece.found) ? 'discovery' : 'own');
        send(node, 'found' in piece ? MN_REQUEST : piece.pass, client);
      }
    });
    node.on('data', (bytes: Buffer) => {
      for (const piece of replies.feed(bytes)) {
        const ours = 'found' in piece && places.shift() === 'discovery';
        send(client, 'pass' in piece ? piece.pass : ours ? (this.#discovery ?? MN_REPLY) : MN_REPLY, node);
      }
    });
  }

  #keep(socket: Socket): void {
    socket.unref();
    socket.setNoDelay(true);
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy()); // the other side learns of it by its own end being closed
    socket.once('close', () => this.#sockets.delete(socket));
  }
}

/** Each direction ends by itself: who has said all it wanted still waits for the replies. */
const HALF_OPEN = { allowHalfOpen: true };

const MN_REQUEST = Buffer.from('mn\r\n');
const MN_REPLY = Buffer.from('MN\r\n');

const isDiscovery = (line: string): boolean => line.trim().split(/ +/).join(' ') === 'config get cluster';

/** Passes on, and stops reading while the other side does not keep up. */
function send(to: Socket, bytes: Buffer, from: Socket): void {
  if (to.destroyed || to.write(bytes) || from.isPaused()) return;
  from.pause();
  to.once('drain', () => from.resume());
}

/**
 * The reply to `config get cluster`: the configuration's version, then host, address and port of each node.
 * Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/AutoDiscovery.AddingToYourClientLibrary.html
 */
export function discoveryReply(nodes: readonly DiscoveredNode[]): Buffer {
  const list = nodes.map(({ host, port }) => `${host}|${ADDRESS}|${port}`).join(' ');
  const configuration = `1\n${list}\n`;
  return Buffer.from(`CONFIG cluster 0 ${configuration.length}\r\n${configuration}\r\nEND\r\n`);
}
