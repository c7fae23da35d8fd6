import { endpointName, type Endpoint } from './endpoint';
import type { Reply } from './port';
import { SLOT_COUNT } from './slot';

/** Who serves which slots, as one node sees it. */
export interface ClusterTopology {
  readonly ranges: readonly SlotRange[];
}

/** Slots `first` to `last`, both included. */
export interface SlotRange {
  readonly first: number;
  readonly last: number;
  readonly primary: Endpoint;
  readonly replicas: readonly Endpoint[];
}

/**
 * Reads a reply to CLUSTER SLOTS (https://valkey.io/commands/cluster-slots/): ranges of first slot, last slot, then the nodes with the
 * primary first. A node whose name is null or empty is the one that was asked; a node whose name is `?` does not know it yet
 * and is left out, so its range waits for the next look.
 *
 * @returns undefined where the reply is not of that shape or names no slot at all, as a node outside any cluster answers
 */
export function parseClusterSlots(reply: Reply, asked: Endpoint): ClusterTopology | undefined {
  if (!Array.isArray(reply)) return undefined;
  const ranges: SlotRange[] = [];
  for (const entry of reply as readonly Reply[]) {
    if (!Array.isArray(entry)) return undefined;
    const [first, last, ...nodes] = entry as readonly Reply[];
    if (!isSlot(first) || !isSlot(last) || first > last) return undefined;
    const [primary, ...replicas] = nodes.map((node) => readNode(node, asked));
    if (primary === undefined) continue;
    ranges.push({ first, last, primary, replicas: replicas.filter((replica) => replica !== undefined) });
  }
  return ranges.length === 0 ? undefined : { ranges };
}

/** Names of the primaries that serve at least one slot, and their end points. */
export function primariesOf(topology: ClusterTopology): Map<string, Endpoint> {
  return new Map(topology.ranges.map(({ primary }) => [endpointName(primary), primary]));
}

/** Every node that the topology names, primaries first. */
export function nodesOf(topology: ClusterTopology): Map<string, Endpoint> {
  const nodes = primariesOf(topology);
  for (const { replicas } of topology.ranges) {
    for (const replica of replicas) nodes.set(endpointName(replica), replica);
  }
  return nodes;
}

function readNode(node: Reply | undefined, asked: Endpoint): Endpoint | undefined {
  if (!Array.isArray(node)) return undefined;
  const [host, port] = node as readonly Reply[];
  if (typeof port !== 'number' || host === '?') return undefined;
  if (host === null || host === '') return { host: asked.host, port };
  return typeof host === 'string' ? { host, port } : undefined;
}

function isSlot(value: Reply | undefined): value is number {
  return typeof value === 'number' && value >= 0 && value < SLOT_COUNT;
}
