import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FILE } from '../engine/config';
import type { EngineProcess, Guardian } from '../engine/guardian';
import { signalAlive } from '../engine/process-table';
import { untilListening } from '../engine/readiness';
import type { EngineReply } from '../engine/resp';
import { TwinError } from '../errors';
import type { NodeLayout } from './layout';
import type { NodeProtocol } from './protocol';

/** What a node needs from its cache. */
export interface NodeSurroundings {
  readonly guardian: Guardian;
  /** One word that names the node among all of the guardian's. */
  readonly key: string;
  readonly directory: string;
  readonly protocol: NodeProtocol;
  readonly startDeadlineMs: number;
}

/** One node of a cache: one engine process. */
export class TwinNode {
  /** `0001-001`: shard and node. `0001` where a node is its shard alone: of Memcached, of a serverless cache. */
  public readonly id: string;
  /** What ElastiCache calls it. */
  public readonly name: string;
  /** Its shard, from 1. A Memcached node is a shard of its own. */
  public readonly shard: number;
  /** What it was when the twin started; a failover changes it. */
  public readonly startRole: 'primary' | 'replica';
  public readonly host: string;
  public readonly port: number;
  #process: EngineProcess | undefined;
  #pid = 0;

  public constructor(
    layout: NodeLayout,
    private readonly around: NodeSurroundings,
  ) {
    this.id = layout.id;
    this.name = layout.name;
    this.shard = layout.shard;
    this.startRole = layout.role;
    this.host = layout.host;
    this.port = layout.port;
  }

  /** Number of its process, or of its last one where it is not running. */
  public get pid(): number {
    return this.#pid;
  }

  public get running(): boolean {
    return this.#process !== undefined;
  }

  /** Where its own process listens: behind the front that clients see, where there is one. */
  public get processPort(): number {
    return this.around.protocol.port;
  }

  /** Starts its process; does not wait until it serves. Resolves to the way in which the process ends. */
  public async launch(): Promise<EngineProcess> {
    const started = await this.around.guardian.start(this.around.key, this.around.directory);
    this.#process = started;
    this.#pid = started.pid;
    void started.ended.then(() => {
      if (this.#process === started) this.#process = undefined;
    });
    return started;
  }

  /** Waits until something can connect to it. `deadline`: a time as Date.now() tells it. */
  public async listening(deadline: number, signal: AbortSignal): Promise<void> {
    await untilListening(this.processPort, deadline, signal);
  }

  /** Waits until it serves. `deadline`: a time as Date.now() tells it. */
  public async ready(role: 'primary' | 'replica' | 'any', deadline: number, signal: AbortSignal): Promise<void> {
    await this.around.protocol.ready(role, deadline, signal);
  }

  /**
   * Sends a signal to its process. `SIGKILL` and `SIGTERM` resolve when it has ended, the others at once: `SIGSTOP` makes
   * it hang, `SIGCONT` lets it go on.
   *
   * @throws TwinError NODE_UNREACHABLE where it is not running
   */
  public async signal(signal: 'SIGKILL' | 'SIGTERM' | 'SIGSTOP' | 'SIGCONT'): Promise<void> {
    const current = this.#process;
    if (current === undefined || !signalAlive(current.pid, signal)) {
      throw new TwinError('NODE_UNREACHABLE', `node ${this.id} is not running; restart() starts it again`);
    }
    if (signal === 'SIGKILL' || signal === 'SIGTERM') await current.ended;
  }

  /** Starts it again, first killing what runs, and waits until it serves: empty, or with its primary's data. */
  public async restart(): Promise<void> {
    if (this.#process !== undefined) await this.signal('SIGKILL');
    const started = await this.launch();
    const gone = new AbortController();
    void started.ended.then((status) => gone.abort(this.#endedEarly(status)));
    await this.ready('any', Date.now() + this.around.startDeadlineMs, gone.signal);
  }

  /**
   * Runs a command on it as the twin's administrator, who may also do what ElastiCache does not offer: CLUSTER FAILOVER, REPLICAOF.
   * A command to Memcached is a line of its text protocol, and the reply is text.
   *
   * @throws TwinError NODE_UNREACHABLE, COMMAND_REFUSED
   */
  public async admin(...command: readonly [string, ...string[]]): Promise<EngineReply> {
    return this.around.protocol.admin(command);
  }

  /** The last lines of its log. */
  public async log(lines = 20): Promise<string> {
    const text = await readFile(join(this.around.directory, FILE.log), 'utf8').catch(() => ''); // never started
    return text.trimEnd().split('\n').slice(-lines).join('\n');
  }

  #endedEarly(status: number): TwinError {
    return new TwinError(
      'ENGINE_START_FAILED',
      `node ${this.id} ended with status ${status}; its log: ${this.around.directory}`,
    );
  }
}
