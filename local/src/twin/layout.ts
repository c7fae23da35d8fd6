import { randomBytes } from 'node:crypto';
import {
  clusterNodeHost,
  type HostNaming,
  nodeHost,
  nodeName,
  serverlessHost,
  type SlotRange,
} from '../../../lib/model/nodes';
import type { CachePlan, ShardPlan } from '../template/plan';
import { REGION_CODE } from '../template/pseudo-parameters';
import { type CacheEndpoints, endpointHosts, type EndpointName, mainOf, ownEndpoints } from './endpoints';

/** Where a node is to listen, and what it is in its cluster. */
export interface NodeLayout {
  /** `0001-001`: shard and node. A Memcached node, and any other that is alone, has `0001`. */
  readonly id: string;
  /** What ElastiCache calls it. */
  readonly name: string;
  /** From 1. */
  readonly shard: number;
  readonly role: 'primary' | 'replica';
  readonly host: string;
  /** For clients. */
  readonly port: number;
  /** Of the cluster bus, or of the Memcached process behind its front; 0 where there is neither. */
  readonly innerPort: number;
  /** 40 hexadecimal digits. */
  readonly clusterId: string;
  readonly shardClusterId: string;
  /** Of a primary; empty for a replica and outside of cluster mode. */
  readonly slots: readonly SlotRange[];
}

/** A cache with its ports. */
export interface CacheLayout {
  readonly plan: CachePlan;
  readonly naming: HostNaming;
  readonly nodes: readonly NodeLayout[];
  readonly endpoints: CacheEndpoints;
}

/** Top-level names that end in `.localhost` never leave the machine (RFC 6761, section 6.3). */
const DOMAIN = `${REGION_CODE}.cache.localhost`;

/** How many ports a cache needs: for clients, and between its own processes. */
export function portsNeeded(plan: CachePlan): { readonly clients: number; readonly inner: number } {
  const nodes = plan.shards.reduce((sum, shard) => sum + 1 + shard.replicas, 0);
  const { first, last } = ownEndpoints(plan);
  return { clients: first.length + nodes + last.length, inner: hasInnerPort(plan) ? nodes : 0 };
}

/** Gives every node and endpoint its name and ports; the ports are taken from the front of the two lists, the main endpoint's first. */
export function layOut(plan: CachePlan, ports: number[], innerPorts: number[]): CacheLayout {
  const naming: HostNaming = { groupId: plan.cacheId, hash: plan.hash, tls: plan.tls, domain: DOMAIN };
  const take = (names: readonly EndpointName[]): [EndpointName, number][] =>
    names.map((name) => [name, ports.shift() ?? 0]);
  const { first, last } = ownEndpoints(plan);
  const before = take(first);
  const nodes = plan.shards.flatMap((shard, index) => {
    const shardClusterId = clusterId();
    return Array.from({ length: 1 + shard.replicas }, (_, position): NodeLayout => ({
      ...identity(plan, naming, shard, position + 1),
      shard: index + 1,
      role: position === 0 ? 'primary' : 'replica',
      port: ports.shift() ?? 0,
      innerPort: hasInnerPort(plan) ? (innerPorts.shift() ?? 0) : 0,
      clusterId: clusterId(),
      shardClusterId,
      slots: position === 0 ? shard.slots : [],
    }));
  });
  const own = Object.fromEntries([...before, ...take(last)]);
  return { plan, naming, nodes, endpoints: endpointsOf(plan, naming, nodes, own) };
}

function endpointsOf(
  plan: CachePlan,
  naming: HostNaming,
  nodes: readonly NodeLayout[],
  own: Partial<Record<EndpointName, number>>,
): CacheEndpoints {
  const primary = nodes[0]?.port ?? 0;
  const ports = {
    primary,
    configuration: primary,
    reader: nodes.find(({ role }) => role === 'replica')?.port ?? primary,
    ...own,
  };
  const hosts = Object.entries(endpointHosts(plan, naming)) as [EndpointName, string][];
  return Object.fromEntries(hosts.map(([name, host]) => [name, { host, port: ports[name] }]));
}

/** What a node is called, by the kind of its cache. Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Endpoints.html */
function identity(
  { resource, kind, cacheId }: CachePlan,
  naming: HostNaming,
  shard: ShardPlan,
  position: number,
): Pick<NodeLayout, 'id' | 'name' | 'host'> {
  switch (resource) {
    case 'CacheCluster':
      return { id: shard.id, name: `${cacheId}-${shard.id}`, host: clusterNodeHost(naming, shard.id) };
    case 'ServerlessCache':
      return { id: shard.id, name: cacheId, host: serverlessHost(naming) };
    case 'ReplicationGroup': {
      const name = nodeName(cacheId, kind === 'sharded' ? shard.id : undefined, position);
      return { id: `${shard.id}-${String(position).padStart(3, '0')}`, name, host: nodeHost(naming, name) };
    }
  }
}

const hasInnerPort = ({ clustered, engine }: CachePlan): boolean => clustered || engine.name === 'memcached';

const clusterId = (): string => randomBytes(20).toString('hex');

/** The endpoint to start from. */
export const mainEndpoint = ({ plan, endpoints }: CacheLayout): { readonly host: string; readonly port: number } =>
  endpoints[mainOf(plan)] ?? { host: '', port: 0 };
