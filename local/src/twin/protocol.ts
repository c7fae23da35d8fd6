import { type ConnectionTarget, NodeConnection } from '../engine/connection';
import { askMemcached } from '../engine/memcached-connection';
import { untilListening, untilReady } from '../engine/readiness';
import type { EngineReply } from '../engine/resp';

/** How the twin talks to a node's process: for readiness, administration and drills, not for data. */
export interface NodeProtocol {
  /** Where the process listens. */
  readonly port: number;
  /** Waits until it serves. `deadline`: a time as Date.now() tells it. */
  ready(role: 'primary' | 'replica' | 'any', deadline: number, signal: AbortSignal): Promise<void>;
  admin(command: readonly [string, ...string[]]): Promise<EngineReply>;
}

export interface EngineProtocolOptions {
  /** As the twin's administrator. */
  readonly target: ConnectionTarget;
  /** How many nodes its cluster has, where there is one. */
  readonly clusterNodes?: number;
  /** What REPLICAOF is called. */
  readonly replicaOfCommand: string;
}

/** Of Valkey and Redis. */
export function engineProtocol({ target, clusterNodes, replicaOfCommand }: EngineProtocolOptions): NodeProtocol {
  return {
    port: target.port,
    ready: async (role, deadline, signal) =>
      untilReady({ target, role, clusterNodes, fresh: role === 'primary' }, deadline, signal),
    admin: async ([verb, ...rest]) => {
      const connection = await NodeConnection.open(target);
      try {
        return await connection.send(verb.toLowerCase() === 'replicaof' ? replicaOfCommand : verb, ...rest);
      } finally {
        connection.close();
      }
    },
  };
}

/** Of Memcached, which serves as soon as it listens. */
export function memcachedProtocol(port: number, name: string): NodeProtocol {
  return {
    port,
    ready: async (_role, deadline, signal) => untilListening(port, deadline, signal),
    admin: async (command) => askMemcached(port, name, command.join(' ')),
  };
}
