import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { createInterface } from 'node:readline';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { encodeCommand, EngineFault, type EngineReply, ReplyReader } from '../../../local/src/engine/resp';

/** One real engine, in cluster mode, that users can be made on. */
export interface Engine {
  /** Runs commands as an administrator. */
  prepare(commands: readonly (readonly string[])[]): Promise<void>;
  /** One command as an administrator, with its reply. */
  ask(command: readonly string[]): Promise<EngineReply>;
  /** Makes a user with these rights and logs it in. Throws where the engine refuses the rights. */
  user(accessString: string): Promise<EngineUser>;
  stop(): Promise<void>;
}

export interface EngineUser {
  /** The reply as text; an error's message where the engine refuses. */
  call(command: readonly string[]): Promise<string>;
  /** Logs in again, the way a client does. */
  hello(): Promise<string>;
}

export async function startEngine(): Promise<Engine> {
  const directory = mkdtempSync(path.join(tmpdir(), 'ek-access-'));
  const port = await freePort();
  writeFileSync(
    path.join(directory, 'engine.conf'),
    ['bind 127.0.0.1', `port ${port}`, 'cluster-enabled yes', `dir ${directory}`, 'save ""', ''].join('\n'),
  );
  const child = spawn('valkey-server', [path.join(directory, 'engine.conf')], { stdio: ['ignore', 'pipe', 'inherit'] });
  const killAtExit = (): void => void child.kill('SIGKILL');
  process.once('exit', killAtExit);
  await untilReady(child);
  const admin = await Connection.open(port);
  const connections = [admin];
  await admin.ask(['CLUSTER', 'ADDSLOTSRANGE', '0', '16383']);
  while (!String(await admin.ask(['CLUSTER', 'INFO'])).includes('cluster_state:ok')) await nextTurn();
  return {
    async prepare(commands) {
      for (const command of commands) await admin.ask(command);
    },
    ask: async (command) => admin.ask(command),
    async user(accessString) {
      const [name, password] = [`user-${connections.length}`, 'not-a-secret-0123456789'];
      await admin.ask(['ACL', 'SETUSER', name, 'reset', ...accessString.split(' '), `>${password}`]);
      const client = await Connection.open(port);
      connections.push(client);
      await client.ask(['AUTH', name, password]);
      const call = async (command: readonly string[]): Promise<string> => text(await client.send(command));
      return {
        call,
        hello: async () => ((await call(['HELLO', '2', 'AUTH', name, password])).includes('proto') ? 'OK' : 'refused'),
      };
    },
    async stop() {
      for (const connection of connections) connection.close();
      killAtExit();
      process.off('exit', killAtExit);
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** The bare protocol: a client's own commands would each need a grant, and the test is about grants. */
class Connection {
  private readonly waiting: ((reply: EngineReply) => void)[] = [];
  private readonly reader = new ReplyReader();

  private constructor(private readonly socket: Socket) {
    socket.on('data', (bytes: Buffer) => {
      for (const reply of this.reader.feed(bytes)) this.waiting.shift()?.(reply);
    });
    const fail = (reason: string): void => {
      for (const settle of this.waiting.splice(0)) settle(new EngineFault(reason));
    };
    socket.on('error', (error) => fail(error.message));
    socket.on('close', () => fail('the connection was closed'));
  }

  public static async open(port: number): Promise<Connection> {
    const socket = connect({ host: '127.0.0.1', port });
    await once(socket, 'connect');
    return new Connection(socket);
  }

  public async send(command: readonly string[]): Promise<EngineReply> {
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      this.socket.write(encodeCommand(command));
    });
  }

  /** The reply; throws where the engine refuses. */
  public async ask(command: readonly string[]): Promise<EngineReply> {
    const reply = await this.send(command);
    if (reply instanceof EngineFault) throw reply;
    return reply;
  }

  public close(): void {
    this.socket.destroy();
  }
}

function text(reply: EngineReply): string {
  if (reply instanceof EngineFault) return reply.message;
  return typeof reply === 'string' ? reply : JSON.stringify(reply);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  // The cluster bus listens 10000 above, which must be a port too.
  return port > 55_000 ? freePort() : port;
}

async function untilReady(child: ChildProcess): Promise<void> {
  const seen: string[] = [];
  if (child.stdout === null) throw new Error('the engine has no output');
  for await (const line of createInterface(child.stdout)) {
    seen.push(line);
    if (line.includes('Ready to accept connections')) {
      child.stdout.resume();
      return;
    }
  }
  throw new Error(`the engine did not start:\n${seen.join('\n')}`);
}
