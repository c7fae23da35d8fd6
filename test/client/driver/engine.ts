import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from '@redis/client';

type Client = ReturnType<typeof createClient>;

/** One real valkey-server on loopback, which dies with this process however it ends. */
export class Engine {
  #guard: ChildProcess | undefined;
  #pid = 0;
  #admin: Client | undefined;

  private constructor(
    public readonly port: number,
    public readonly directory: string,
    private readonly options: readonly string[],
    private readonly password: string | undefined,
  ) {}

  public static async start(
    options: readonly string[] = [],
    { port, password, directory }: { port?: number; password?: string; directory?: string } = {},
  ): Promise<Engine> {
    const folder = directory ?? mkdtempSync(join(tmpdir(), 'elasticache-kit-engine-'));
    const engine = new Engine(port ?? (await freePort()), folder, options, password);
    await engine.start();
    return engine;
  }

  public get host(): { host: string; port: number } {
    return { host: '127.0.0.1', port: this.port };
  }

  public get name(): string {
    return `127.0.0.1:${this.port}`;
  }

  /** Starts the process again on the same port. */
  public async start(): Promise<void> {
    await this.#endGuard();
    const args = ['--port', String(this.port), '--bind', '127.0.0.1', '--dir', this.directory, '--save', ''];
    const settings = ['--logfile', join(this.directory, 'log'), '--repl-diskless-sync-delay', '0', ...this.options];
    // The shell outlives the engine and kills it when the pipe to this process breaks: no orphans after a crashed test run.
    const script = '"$@" & echo $!; cat >/dev/null; kill -9 $! 2>/dev/null';
    this.#guard = spawn('sh', ['-c', script, 'sh', 'valkey-server', ...args, ...settings], {
      stdio: ['pipe', 'pipe', 'ignore'],
      detached: true, // Ctrl-C reaches this process alone, which then ends the engine
    });
    const [chunk] = (await once(this.#guard.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
    this.#pid = Number(chunk.toString());
    await until(
      `engine on port ${this.port} listens`,
      () => reachable(this.port),
      10_000,
      () => this.log(),
    );
  }

  public signal(signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void {
    process.kill(this.#pid, signal);
  }

  public async stop(): Promise<void> {
    this.#admin?.destroy();
    this.#admin = undefined;
    await this.#endGuard();
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** A command as the engine's default user, from outside the driver under test. */
  public async admin(...args: string[]): Promise<unknown> {
    if (this.#admin === undefined) {
      this.#admin = createClient({ socket: { ...this.host, reconnectStrategy: false }, password: this.password });
      this.#admin.on('error', () => (this.#admin = undefined)); // the next command opens a new one
      await this.#admin.connect();
    }
    return this.#admin.sendCommand(args);
  }

  async #endGuard(): Promise<void> {
    const guard = this.#guard;
    this.#guard = undefined;
    if (guard !== undefined) {
      const gone = guard.exitCode === null ? once(guard, 'exit') : undefined;
      guard.stdin?.end();
      await gone;
    }
  }

  public log(): string {
    return readFileSync(join(this.directory, 'log'), 'utf8').split('\n').slice(-8).join('\n');
  }
}

/** Waits for a condition of the world outside, and says what was waited for when it does not come. */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  withinMs = 30_000,
  context: () => unknown = () => '',
): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`waited ${withinMs} ms in vain: ${what}\n${String(context())}`);
    await pause(5);
  }
}

/** A free port whose cluster bus port (10000 higher) is free too. Below the range of outgoing connections. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 12_000 + Math.floor(Math.random() * 8_000);
    if ((await isFree(port)) && (await isFree(port + 10_000))) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

async function reachable(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  return new Promise((resolve) => {
    socket.once('connect', () => (socket.destroy(), resolve(true)));
    socket.once('error', () => resolve(false));
  });
}
