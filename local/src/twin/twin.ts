import { ENVIRONMENT } from '../../../lib/contract';
import type { TwinRecord } from '../state/record';
import { STATE_FILE, type StateDirectory } from '../state/state-directory';
import type { NotHonoured } from '../template/plan';
import type { TwinCache } from './cache';
import type { Forwarders } from './forwarders';
import type { Guardians } from './launch';
import type { Outputs } from './outputs';

/** What a running twin is made of. */
export interface TwinParts {
  readonly stackName: string;
  readonly outputs: Outputs;
  readonly caches: readonly TwinCache[];
  readonly notHonoured: readonly NotHonoured[];
  readonly state: StateDirectory;
  readonly guardians: Guardians;
  readonly forwarders: Forwarders;
}

/**
 * The caches of one stack, running on this machine. They run as long as this object's process does, and until `stop()`.
 */
export class Twin implements AsyncDisposable {
  public readonly stackName: string;
  /** As `cdk deploy --outputs-file` writes them. */
  public readonly outputs: Outputs;
  public readonly caches: readonly TwinCache[];
  /** What the template says and this twin does otherwise. */
  public readonly notHonoured: readonly NotHonoured[];
  /** Folder of its files. */
  public readonly stateDir: string;
  /** File with the outputs. */
  public readonly outputsFile: string;
  /** File with the secrets, by ARN; mode 0600. */
  public readonly secretsFile: string;
  /** PEM file of the authority that all nodes' certificates come from; undefined where no cache has TLS. */
  public readonly caFile: string | undefined;
  #stopped: Promise<void> | undefined;

  public constructor(private readonly parts: TwinParts) {
    this.stackName = parts.stackName;
    this.outputs = parts.outputs;
    this.caches = parts.caches;
    this.notHonoured = parts.notHonoured;
    this.stateDir = parts.state.path;
    this.outputsFile = parts.state.file(STATE_FILE.outputs);
    this.secretsFile = parts.state.file(STATE_FILE.secrets);
    this.caFile = parts.caches.some((cache) => cache.tls) ? parts.state.file(STATE_FILE.authority) : undefined;
  }

  /** Variables with which an application finds its caches here. */
  public get environment(): Readonly<Record<string, string>> {
    return { [ENVIRONMENT.outputs]: this.outputsFile };
  }

  /** Ends every engine and removes the twin's files. Idempotent. */
  public async stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    await this.#stopped;
  }

  public async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  /** What this twin says of itself to other processes. */
  public record(): TwinRecord {
    return {
      version: 1,
      stackName: this.stackName,
      pid: process.pid,
      outputsFile: this.outputsFile,
      secretsFile: this.secretsFile,
      ...(this.caFile !== undefined && { caFile: this.caFile }),
      environment: this.environment,
      caches: this.caches.map(({ logicalId, cacheId, kind, engine, tls, endpoint, reader, nodes }) => ({
        logicalId,
        cacheId,
        kind,
        engine,
        tls,
        endpoint,
        ...(reader && { reader }),
        nodes: nodes.map(({ id, name, shard, startRole, host, port, pid }) => ({
          id,
          name,
          shard,
          role: startRole,
          host,
          port,
          pid,
        })),
      })),
      notHonoured: this.notHonoured,
    };
  }

  async #stop(): Promise<void> {
    await Promise.all([this.parts.forwarders.close(), this.parts.guardians.stop()]);
    await this.parts.state.remove();
  }
}
