import { once } from 'node:events';
import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { TwinError } from '../errors';
import { EngineFault, type EngineReply, encodeCommand, ReplyReader } from './resp';

/** Where and as whom the twin talks to one of its nodes. */
export interface ConnectionTarget {
  readonly host: string;
  readonly port: number;
  /** PEM text of the twin's authority; absent where the cache has no TLS. */
  readonly ca?: string;
  readonly user: string;
  readonly password: string;
}

/** Longest wait for a connection and for a reply, in milliseconds. */
const DEADLINE_MS = 2000;

/** The twin's own connection to a node: for readiness, administration and drills, not for data. */
export class NodeConnection {
  readonly #waiting: { readonly resolve: (reply: EngineReply) => void; readonly reject: (error: Error) => void }[] = [];
  readonly #reader = new ReplyReader();

  private constructor(
    private readonly socket: Socket,
    private readonly name: string,
  ) {
    socket.on('data', (bytes: Buffer) => this.#receive(bytes));
    socket.on('error', (error) => this.#fail(error.message));
    socket.on('close', () => this.#fail('the connection was closed'));
  }

  /** @throws TwinError NODE_UNREACHABLE */
  public static async open(target: ConnectionTarget): Promise<NodeConnection> {
    const name = `${target.host}:${target.port}`;
    const address = { host: '127.0.0.1', port: target.port };
    // The name is checked against the certificate as on AWS, although the address does not come from it.
    const socket =
      target.ca === undefined
        ? connectPlain(address)
        : connectTls({ ...address, servername: target.host, ca: target.ca });
    try {
      await once(socket, target.ca === undefined ? 'connect' : 'secureConnect', {
        signal: AbortSignal.timeout(DEADLINE_MS),
      });
    } catch (cause) {
      socket.destroy();
      throw new TwinError('NODE_UNREACHABLE', `no connection to ${name}: ${(cause as Error).message}`, { cause });
    }
    const connection = new NodeConnection(socket, name);
    await connection.send('AUTH', target.user, target.password);
    return connection;
  }

  /** @throws TwinError NODE_UNREACHABLE, COMMAND_REFUSED */
  public async send(...command: readonly [string, ...string[]]): Promise<EngineReply> {
    const reply = await this.#reply(command);
    if (reply instanceof EngineFault) {
      throw new TwinError('COMMAND_REFUSED', `${this.name} answers ${command[0]} with: ${reply.message}`);
    }
    return reply;
  }

  public close(): void {
    this.socket.destroy();
  }

  async #reply(command: readonly string[]): Promise<EngineReply> {
    return new Promise((resolve, reject) => {
      if (this.socket.destroyed) {
        reject(new TwinError('NODE_UNREACHABLE', `${this.name}: the connection was closed`));
        return;
      }
      const timer = setTimeout(() => {
        this.#fail(`no reply to ${command[0]} within ${DEADLINE_MS} ms`);
        this.close();
      }, DEADLINE_MS);
      this.#waiting.push({
        resolve: (reply) => {
          clearTimeout(timer);
          resolve(reply);
        },
        reject: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      });
      this.socket.write(encodeCommand(command));
    });
  }

  #receive(bytes: Buffer): void {
    try {
      for (const reply of this.#reader.feed(bytes)) this.#waiting.shift()?.resolve(reply);
    } catch (error) {
      this.#fail((error as Error).message);
      this.close();
    }
  }

  #fail(reason: string): void {
    const error = new TwinError('NODE_UNREACHABLE', `${this.name}: ${reason}`);
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }
}
