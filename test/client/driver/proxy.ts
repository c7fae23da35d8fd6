import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** A TCP relay in front of an engine: stands where DNS and the network stand, so that a test can change either. */
export class Proxy {
  readonly #pairs = new Set<readonly [Socket, Socket]>();
  #silent = false;

  private constructor(
    private readonly server: Server,
    public target: number,
  ) {}

  public static async start(target: number): Promise<Proxy> {
    const server = createServer({ pauseOnConnect: true });
    const proxy = new Proxy(server, target);
    server.on('connection', (socket) => proxy.#relay(socket));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return proxy;
  }

  public get host(): { host: string; port: number } {
    return { host: '127.0.0.1', port: (this.server.address() as { port: number }).port };
  }

  /** Connections through the proxy at this moment. */
  public get connections(): number {
    return this.#pairs.size;
  }

  /** From now on nothing passes on the connections there are, and nobody is told: half-open TCP. New ones work. */
  public goSilent(): void {
    for (const [near, far] of this.#pairs) {
      near.removeAllListeners('data');
      far.removeAllListeners('data');
      near.resume();
      far.resume();
    }
  }

  /** While true, new connections are accepted and then get no answer at all. */
  public set deaf(deaf: boolean) {
    this.#silent = deaf;
  }

  /** Breaks the connections there are. */
  public cut(): void {
    for (const [near, far] of this.#pairs) {
      near.resetAndDestroy();
      far.destroy();
    }
  }

  public async stop(): Promise<void> {
    this.cut();
    this.server.close();
    await once(this.server, 'close');
  }

  #relay(near: Socket): void {
    const far = connect(this.target, '127.0.0.1');
    const pair = [near, far] as const;
    this.#pairs.add(pair);
    const end = (): void => {
      this.#pairs.delete(pair);
      near.destroy();
      far.destroy();
    };
    for (const socket of pair) socket.on('error', end).on('close', end);
    near.on('data', (chunk) => void (this.#silent || far.write(chunk)));
    far.on('data', (chunk) => near.write(chunk));
    near.resume();
  }
}
