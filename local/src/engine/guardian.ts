import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { TwinError } from '../errors';
import { signalAlive } from './process-table';

/**
 * What the guardian runs. It starts an engine for each line `start <id> <directory>`, says `started <id> <pid>` and
 * `exited <id> <status>`, and on the end of its input kills its whole process group, itself included. The input is a
 * pipe that only this process holds, so however this process ends, the engines end.
 */
const SCRIPT = `
engine=$1
while read -r verb id directory; do
  case $verb in
    start)
      (
        "$engine" "$directory/engine.conf" >>"$directory/engine.log" 2>&1 </dev/null &
        pid=$!
        echo "started $id $pid"
        wait "$pid"
        echo "exited $id $?"
      ) </dev/null &
      ;;
    leave)
      wait
      exit 0
      ;;
  esac
done
kill -KILL 0
`;

/** One engine process, as the guardian knows it. */
export interface EngineProcess {
  readonly pid: number;
  /** Resolves to the exit status (128 + signal number where a signal ended it), once it has ended. */
  readonly ended: Promise<number>;
}

/** Starts engine processes that cannot outlive this process. Works wherever there is a POSIX shell. */
export class Guardian {
  readonly #shell: ChildProcess;
  readonly #input: Writable;
  readonly #events = new EventEmitter().setMaxListeners(0);
  readonly #running = new Map<string, number>();
  readonly #starting = new Set<Promise<number>>();
  readonly #output: Readable;
  #over = false;
  #waiting = 0;

  public constructor(enginePath: string) {
    // A process group of its own: what kills it reaches nobody else, and a Ctrl-C in a terminal does not reach the engines.
    this.#shell = spawn('/bin/sh', ['-c', SCRIPT, 'elasticache-kit-guardian', enginePath], {
      detached: true,
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const { stdin, stdout } = this.#shell as { readonly stdin: Writable; readonly stdout: Readable };
    this.#input = stdin;
    this.#output = stdout;
    // A write to a guardian that has just ended: its end is reported by 'exit' below.
    stdin.on('error', () => undefined);
    createInterface({ input: stdout }).on('line', (text) => this.#hear(text));
    this.#shell.once('exit', () => this.#lost());
    this.#shell.once('error', () => this.#lost());
    for (const thing of [this.#shell, stdin, stdout]) hold(thing, false);
  }

  /**
   * Starts the engine whose configuration lies in `directory`. `id` names it: one word, one process at a time.
   *
   * @throws TwinError TWIN_STOPPED where the guardian has ended
   */
  public async start(id: string, directory: string): Promise<EngineProcess> {
    if (this.#over) throw lost();
    const ended = new Promise<number>((resolve) => this.#events.once(`exited ${id}`, resolve));
    const started = this.#held(
      new Promise<number>((resolve, reject) => {
        this.#events.once(`started ${id}`, resolve);
        this.#events.once('lost', () => reject(lost()));
      }),
    );
    this.#starting.add(started);
    this.#input.write(`start ${id} ${directory}\n`);
    try {
      return { pid: await started, ended };
    } finally {
      this.#starting.delete(started);
    }
  }

  /** Kills every engine, waits until the last is gone, and ends the guardian. Idempotent. */
  public async stop(): Promise<void> {
    if (this.#over) return;
    await Promise.allSettled(this.#starting);
    const exit = once(this.#shell, 'exit');
    const ended = [...this.#running.keys()].map(async (id) => once(this.#events, `exited ${id}`));
    for (const pid of this.#running.values()) signalAlive(pid, 'SIGKILL');
    await this.#held(Promise.all(ended));
    this.#input.end('leave\n');
    await this.#held(exit);
  }

  #hear(text: string): void {
    const [verb, id, number] = text.split(' ');
    if (verb === undefined || id === undefined) return;
    if (verb === 'started') this.#running.set(id, Number(number));
    else this.#running.delete(id);
    this.#events.emit(`${verb} ${id}`, Number(number));
  }

  /** The guardian ended by itself: somebody killed it. Its engines must not outlive it. */
  #lost(): void {
    this.#over = true;
    for (const [id, pid] of this.#running) {
      signalAlive(pid, 'SIGKILL');
      this.#events.emit(`exited ${id}`, 137);
    }
    this.#running.clear();
    this.#events.emit('lost');
  }

  /** A twin does not keep its process running, but what is waited for does. */
  async #held<T>(promise: Promise<T>): Promise<T> {
    if (this.#waiting++ === 0) for (const thing of [this.#shell, this.#output]) hold(thing, true);
    try {
      return await promise;
    } finally {
      if (--this.#waiting === 0) for (const thing of [this.#shell, this.#output]) hold(thing, false);
    }
  }
}

const lost = (): TwinError =>
  new TwinError(
    'TWIN_STOPPED',
    'the process that guards the engines has ended, and they with it; start the twin again',
  );

/** Pipes of a child process are sockets, and can be unreferenced as such. */
function hold(thing: ChildProcess | Writable | Readable, on: boolean): void {
  const handle = thing as { ref?: () => void; unref?: () => void };
  if (on) handle.ref?.();
  else handle.unref?.();
}
