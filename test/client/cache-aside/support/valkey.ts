import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from '@redis/client';

/** One plain engine on loopback, without persistence. */
export interface Valkey {
  readonly port: number;
  /** Stops answering, with its sockets open, as a hung node does. */
  freeze(): void;
  thaw(): void;
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
  /** The same port again, empty. */
  restart(): Promise<void>;
}

export async function startValkey(): Promise<Valkey> {
  const port = await freePort();
  let child = await launch(port);
  return {
    port,
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
    restart: async () => {
      child = await launch(port);
    },
  };
}

async function launch(port: number): Promise<ChildProcess> {
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', '/tmp'];
  const child = spawn('valkey-server', args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  child.stdout.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const failed = once(child, 'exit').then(() => {
    if (!child.killed) throw new Error(`valkey-server on port ${port} ended early:\n${log.slice(-1000)}`);
  });
  await Promise.race([failed, answers(port)]);
  // Only the start-up is watched: from here on the test decides when the process ends.
  failed.catch(() => undefined);
  return child;
}

async function answers(port: number): Promise<void> {
  const client = createClient({
    socket: { host: '127.0.0.1', port, reconnectStrategy: 20 },
    commandOptions: { timeout: undefined },
  });
  client.on('error', () => undefined);
  await client.connect();
  await client.ping();
  client.destroy();
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** Asks until the condition holds. Fails with what it saw last. */
export async function until<T>(look: () => T | Promise<T>, holds: (seen: T) => boolean, limitMs = 5_000): Promise<T> {
  const end = performance.now() + limitMs;
  for (;;) {
    const seen = await look();
    if (holds(seen)) return seen;
    if (performance.now() > end) throw new Error(`still ${JSON.stringify(seen)} after ${limitMs} ms`);
    await pause(5);
  }
}
