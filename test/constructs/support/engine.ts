import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { createInterface } from 'node:readline';
import { setImmediate as nextTurn } from 'node:timers/promises';
import Redis from 'ioredis';

/** One real engine, in cluster mode, that users can be made on. */
export interface Engine {
  /** Runs commands as an administrator. */
  prepare(commands: readonly (readonly string[])[]): Promise<void>;
  /** Makes a user with these rights and logs it in. */
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
  const admin = connection(port);
  await admin.call('CLUSTER', 'ADDSLOTSRANGE', '0', '16383');
  while (!String(await admin.call('CLUSTER', 'INFO')).includes('cluster_state:ok')) await nextTurn();
  const users: Redis[] = [];
  return {
    async prepare(commands) {
      for (const [name = '', ...args] of commands) await admin.call(name, ...args);
    },
    async user(accessString) {
      const [name, password] = [`user-${users.length}`, 'not-a-secret-0123456789'];
      await admin.call('ACL', 'SETUSER', name, 'reset', ...accessString.split(' '), `>${password}`);
      const client = connection(port);
      users.push(client);
      await client.call('AUTH', name, password);
      const call = async (command: readonly string[]): Promise<string> => {
        const [first = '', ...args] = command;
        try {
          return text(await client.call(first, ...args));
        } catch (error) {
          return (error as Error).message;
        }
      };
      return {
        call,
        hello: async () => ((await call(['HELLO', '2', 'AUTH', name, password])).includes('proto') ? 'OK' : 'refused'),
      };
    },
    async stop() {
      for (const client of [admin, ...users]) client.disconnect();
      killAtExit();
      process.off('exit', killAtExit);
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** No commands of the client's own: each would need a grant, and the test is about grants. */
function connection(port: number): Redis {
  return new Redis({
    host: '127.0.0.1',
    port,
    enableReadyCheck: false,
    disableClientInfo: true,
    maxRetriesPerRequest: 0,
  });
}

function text(reply: unknown): string {
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
