import { once } from 'node:events';
import { connect } from 'node:net';
import { HASH_SLOTS } from '../../../lib/model/nodes';
import { TwinError } from '../errors';
import { NodeConnection, type ConnectionTarget } from './connection';
import type { EngineReply } from './resp';

/** What a node must have become. */
export interface Expectation {
  readonly target: ConnectionTarget;
  /** `any` where a failover may have changed it. */
  readonly role: 'primary' | 'replica' | 'any';
  /** How many nodes the node must see, where the cache is sharded. */
  readonly clusterNodes?: number;
  /** Whether the node starts empty, and nobody can have written to it yet. */
  readonly fresh?: boolean;
}

/** Between two looks at a node that is not ready, in milliseconds. */
const POLL_MS = 40;

/**
 * Waits until a node accepts connections.
 *
 * @throws TwinError ENGINE_NOT_READY, or the signal's reason
 */
export async function untilListening(port: number, deadline: number, signal: AbortSignal): Promise<void> {
  while (Date.now() < deadline) {
    signal.throwIfAborted();
    const socket = connect({ host: '127.0.0.1', port });
    const open = await once(socket, 'connect').then(
      () => true,
      () => false, // not yet
    );
    socket.destroy();
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS / 4));
  }
  throw new TwinError('ENGINE_NOT_READY', `nothing listened on port ${port} in time`);
}

/**
 * Waits until a node serves: it answers, its view of the cluster is complete and healthy (which for the engine includes that it
 * accepts writes), and a replica has its primary's data.
 *
 * @throws TwinError NODE_UNREACHABLE, ENGINE_NOT_READY with what was still missing, or the signal's reason
 */
export async function untilReady(expected: Expectation, deadline: number, signal: AbortSignal): Promise<void> {
  let connection: NodeConnection | undefined;
  let missing = 'an answer';
  try {
    while (Date.now() < deadline) {
      signal.throwIfAborted();
      try {
        connection ??= await NodeConnection.open(expected.target);
        const found = await firstMissing(connection, expected);
        if (found === undefined) return;
        missing = found;
      } catch (error) {
        if (!(error instanceof TwinError)) throw error;
        missing = `an answer (${error.message})`;
        connection?.close();
        connection = undefined;
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  } finally {
    connection?.close();
  }
  const { host, port } = expected.target;
  throw new TwinError('ENGINE_NOT_READY', `${host}:${port} was not ready in time; still missing: ${missing}`);
}

async function firstMissing(connection: NodeConnection, expected: Expectation): Promise<string | undefined> {
  const replication = fields(await connection.send('INFO', 'replication'));
  if (expected.fresh === true) await moveOffset(connection, replication);
  if (expected.clusterNodes !== undefined) {
    const missing = await firstMissingOfCluster(connection, expected.clusterNodes);
    if (missing !== undefined) return missing;
  }
  const role = replication.get('role') === 'master' ? 'primary' : 'replica';
  if (expected.role !== 'any' && expected.role !== role) return `the role of a ${expected.role}`;
  if (role === 'replica' && replication.get('master_link_status') !== 'up') return 'the link to its primary';
  return undefined;
}

/**
 * A replica whose replication offset is still 0 is missing in CLUSTER SLOTS, and what moves it otherwise is its primary's first
 * ping, ten seconds later. So an empty primary that has a replica is emptied once more: that is something to replicate.
 */
async function moveOffset(connection: NodeConnection, replication: Map<string, string>): Promise<void> {
  if (replication.get('role') !== 'master' || replication.get('connected_slaves') === '0') return;
  if (replication.get('master_repl_offset') === '0') await connection.send('FLUSHALL');
}

async function firstMissingOfCluster(connection: NodeConnection, nodes: number): Promise<string | undefined> {
  const info = fields(await connection.send('CLUSTER', 'INFO'));
  if (info.get('cluster_state') !== 'ok') return `cluster_state ok (it is ${info.get('cluster_state')})`;
  if (info.get('cluster_slots_ok') !== String(HASH_SLOTS)) return 'all hash slots';
  const seen = nodesInSlots(await connection.send('CLUSTER', 'SLOTS'));
  return seen < nodes ? `${nodes} nodes in CLUSTER SLOTS (it shows ${seen})` : undefined;
}

/** Lines like `name:value`. */
export function fields(reply: EngineReply): Map<string, string> {
  const lines = String(reply).split(/\r?\n/);
  return new Map(lines.filter((text) => text.includes(':')).map((text) => splitAtColon(text)));
}

function splitAtColon(text: string): [string, string] {
  const at = text.indexOf(':');
  return [text.slice(0, at), text.slice(at + 1)];
}

/** How many nodes a reply to CLUSTER SLOTS names: ranges of `[first, last, primary, ...replicas]`, nodes of `[name, port, id]`. */
function nodesInSlots(reply: EngineReply): number {
  const list = (value: EngineReply | undefined): readonly EngineReply[] =>
    Array.isArray(value) ? (value as readonly EngineReply[]) : [];
  return new Set(
    list(reply).flatMap((range) =>
      list(range)
        .slice(2)
        .map((node) => String(list(node)[2])),
    ),
  ).size;
}
