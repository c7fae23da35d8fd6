import { HARMLESS, HONOURED, NOT_HONOURED } from './honoured-properties';
import type { CachePlan, NotHonoured } from './plan';
import type { PropertyReader } from './property-reader';
import { toText } from './template';

/** Resources that stand beside a cache on AWS and have no counterpart on a laptop. */
export const NOT_STARTED: Readonly<Record<string, string>> = {
  'AWS::ApplicationAutoScaling::ScalableTarget': 'nothing is scaled',
  'AWS::ElastiCache::GlobalReplicationGroup': 'there is one Region',
  'AWS::ElastiCache::ServerlessCacheSnapshot': 'no snapshots are taken',
  'AWS::ElastiCache::Snapshot': 'no snapshots are taken',
};

/** What this cache says and the twin does otherwise, from its properties alone. */
export function deviations(plan: CachePlan, reader: PropertyReader): NotHonoured[] {
  const found = (property: string, detail: string): NotHonoured => ({ logicalId: plan.logicalId, property, detail });
  const { resource } = plan;
  return [
    ...reader.names
      .filter((name) => !HONOURED[resource].includes(name) && !HARMLESS.includes(name) && !isOff(reader.written(name)))
      .map((name) => found(name, NOT_HONOURED[resource][name] ?? 'the twin does not know this property')),
    ...ofTopology(plan, reader, found),
    ...ofEndpoints(plan, found),
  ];
}

type Found = (property: string, detail: string) => NotHonoured;

function ofTopology(plan: CachePlan, reader: PropertyReader, found: Found): NotHonoured[] {
  const list: NotHonoured[] = [];
  const replicas = plan.shards.some((shard) => shard.replicas > 0);
  if (plan.resource === 'ReplicationGroup' && plan.kind === 'replicated' && replicas) {
    list.push(found('AutomaticFailoverEnabled', 'a lost primary of a replicated cache is not replaced'));
    list.push(found('ReaderEndPoint', 'leads to the first replica only'));
  }
  if (plan.resource === 'ReplicationGroup' && plan.kind === 'replicated' && plan.clustered) {
    list.push(found('ClusterMode', 'compatible: runs as a sharded cache of one shard, with both kinds of endpoints'));
  }
  // Primaries elect: without the lost one, one or two are no majority.
  if (plan.kind === 'sharded' && replicas && plan.shards.length < 3) {
    list.push(found('AutomaticFailoverEnabled', 'with fewer than three shards a lost primary is not replaced'));
  }
  if (plan.kind === 'sharded' && reader.value('NumCacheClusters') !== undefined) {
    list.push(found('NumCacheClusters', 'NumNodeGroups and ReplicasPerNodeGroup say how many nodes there are'));
  }
  if (reader.text('TransitEncryptionMode') === 'preferred') {
    list.push(found('TransitEncryptionMode', 'plain connections are refused: nodes listen with TLS only'));
  }
  const configurations = toText(reader.written('NodeGroupConfiguration'));
  if (/AvailabilityZones?"/.test(configurations)) {
    list.push(found('NodeGroupConfiguration', 'Availability Zones: all nodes run on this machine'));
  }
  return list;
}

function ofEndpoints(plan: CachePlan, found: Found): NotHonoured[] {
  if (plan.resource !== 'ServerlessCache') return [found('Port', 'every node has a port of its own')];
  const memcached = plan.engine.name === 'memcached';
  return [
    found('Endpoint', `listens on free ports, not on ${memcached ? '11211 and 11212' : '6379 and 6380'}`),
    found('ReaderEndpoint', 'leads to the same process: what is read there is never stale'),
    ...(memcached ? [] : [found('Engine', 'limits of scripts, WATCH, arguments and ECPUs are not enforced')]),
  ];
}

/** A property that switches nothing on is no deviation. */
function isOff(value: unknown): boolean {
  return value === false || value === 'false' || value === 0 || value === '0' || value === undefined;
}

/** Several caches may share a parameter group or a user, and then have the same gaps. */
export function distinct(list: readonly NotHonoured[]): NotHonoured[] {
  return [...new Map(list.map((gap) => [JSON.stringify(gap), gap])).values()];
}
