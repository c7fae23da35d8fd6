import { randomBytes } from 'node:crypto';
import {
  configurationHost,
  type HostNaming,
  nodeHost,
  nodeName,
  primaryHost,
  readerHost,
  type SlotRange,
} from '../../../lib/model/nodes';
import type { CachePlan } from '../template/plan';
import { REGION_CODE } from '../template/pseudo-parameters';
import type { Json } from '../template/template';

/** Where a node is to listen, and what it is in its cluster. */
export interface NodeLayout {
  /** `0001-001`: shard and node. */
  readonly id: string;
  /** What ElastiCache calls it. */
  readonly name: string;
  /** From 1. */
  readonly shard: number;
  readonly role: 'primary' | 'replica';
  readonly host: string;
  readonly port: number;
  /** 0 where the cache has no cluster bus. */
  readonly busPort: number;
  /** 40 hexadecimal digits. */
  readonly clusterId: string;
  readonly shardClusterId: string;
  /** Of a primary; empty for a replica and in a replicated cache. */
  readonly slots: readonly SlotRange[];
}

/** A cache with its ports. */
export interface CacheLayout {
  readonly plan: CachePlan;
  readonly naming: HostNaming;
  readonly nodes: readonly NodeLayout[];
  /** Of the main endpoint: one of its own where the cache is sharded, the primary's where it is not. */
  readonly endpointPort: number;
}

/** Top-level names that end in `.localhost` never leave the machine (RFC 6761, section 6.3). */
const DOMAIN = `${REGION_CODE}.cache.localhost`;

/** How many ports a cache needs: for clients, and for its cluster bus. */
export function portsNeeded(plan: CachePlan): { readonly clients: number; readonly bus: number } {
  const nodes = plan.shards.reduce((sum, shard) => sum + 1 + shard.replicas, 0);
  return plan.kind === 'sharded' ? { clients: nodes + 1, bus: nodes } : { clients: nodes, bus: 0 };
}

/** Gives every node its name and ports; the ports are taken from the front of the two lists, the configuration endpoint's first. */
export function layOut(plan: CachePlan, ports: number[], busPorts: number[]): CacheLayout {
  const naming: HostNaming = { groupId: plan.cacheId, hash: plan.hash, tls: plan.tls, domain: DOMAIN };
  const id = (): string => randomBytes(20).toString('hex');
  const ownEndpoint = plan.kind === 'sharded' ? ports.shift() : undefined;
  const nodes = plan.shards.flatMap((shard, index) => {
    const shardClusterId = id();
    return Array.from({ length: 1 + shard.replicas }, (_, position): NodeLayout => {
      const name = nodeName(plan.cacheId, plan.kind === 'sharded' ? shard.id : undefined, position + 1);
      return {
        id: `${shard.id}-${String(position + 1).padStart(3, '0')}`,
        name,
        shard: index + 1,
        role: position === 0 ? 'primary' : 'replica',
        host: nodeHost(naming, name),
        port: ports.shift() ?? 0,
        busPort: plan.kind === 'sharded' ? (busPorts.shift() ?? 0) : 0,
        clusterId: id(),
        shardClusterId,
        slots: position === 0 ? shard.slots : [],
      };
    });
  });
  return { plan, naming, nodes, endpointPort: ownEndpoint ?? nodes[0]?.port ?? 0 };
}

/** The endpoint to start from: of the configuration where the cache is sharded, of the primary where it is not. */
export function mainEndpoint({ plan, naming, endpointPort }: CacheLayout): {
  readonly host: string;
  readonly port: number;
} {
  const host = plan.kind === 'sharded' ? configurationHost(naming) : primaryHost(naming);
  return { host, port: endpointPort };
}

/**
 * The attributes that CloudFormation has for this cache. Ports are texts there.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-replicationgroup.html
 */
export function attributesOf(layout: CacheLayout): Readonly<Record<string, Json>> {
  const { host, port } = mainEndpoint(layout);
  if (layout.plan.kind === 'sharded') {
    return {
      'ConfigurationEndPoint.Address': host,
      'ConfigurationEndPoint.Port': String(port),
      EffectiveDurability: 'disabled',
    };
  }
  const reader = layout.nodes.find((node) => node.role === 'replica') ?? layout.nodes[0];
  const [hosts, ports] = [layout.nodes.map((node) => node.host), layout.nodes.map((node) => String(node.port))];
  return {
    'PrimaryEndPoint.Address': host,
    'PrimaryEndPoint.Port': String(port),
    'ReaderEndPoint.Address': readerHost(layout.naming),
    'ReaderEndPoint.Port': String(reader?.port ?? 0),
    'ReadEndPoint.Addresses': `[${hosts.join(', ')}]`,
    'ReadEndPoint.Ports': `[${ports.join(', ')}]`,
    'ReadEndPoint.AddressesList': hosts,
    'ReadEndPoint.PortsList': ports,
    EffectiveDurability: 'disabled',
  };
}
