import { defaultParameters, parameterFamily } from '../../../lib/model/engine-parameters';
import { evenSlots, HASH_SLOTS, parseSlots, shardId } from '../../../lib/model/nodes';
import { TwinError } from '../errors';
import type { AccessPlan, CachePlan, ShardPlan } from './plan';
import type { PropertyReader } from './property-reader';
import { show, toText } from './template';
import { passwordHash } from './users';

/** A parameter group of the template. */
export interface ReadParameterGroup {
  readonly logicalId: string;
  readonly family: string;
  readonly values: Readonly<Record<string, string>>;
}

/** What a replication group refers to. */
export interface GroupSurroundings {
  readonly cacheId: string;
  readonly hash: string;
  parameterGroup(name: string): ReadParameterGroup | undefined;
  users(groupIds: readonly string[]): AccessPlan;
}

const MAX_SHARDS = 500;
const MAX_REPLICAS = 5;

/** Versions that ElastiCache takes where the template names none. */
const LATEST = { valkey: '8.0', redis: '7.1' } as const;

/**
 * Reads an AWS::ElastiCache::ReplicationGroup.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-replicationgroup.html
 */
export function readReplicationGroup(reader: PropertyReader, around: GroupSurroundings): CachePlan {
  const name = reader.text('Engine') ?? 'redis';
  if (name !== 'valkey' && name !== 'redis') throw reader.invalid('Engine', 'valkey or redis', name);
  const version = reader.text('EngineVersion') ?? LATEST[name];
  const groupName = reader.text('CacheParameterGroupName');
  const group = groupName === undefined ? undefined : around.parameterGroup(groupName);
  if (groupName !== undefined && group === undefined && !groupName.startsWith('default.')) {
    throw reader.invalid('CacheParameterGroupName', 'a group of this template or a default group', groupName);
  }
  const kind = isSharded(reader, groupName, group) ? 'sharded' : 'replicated';
  const family = group?.family ?? parameterFamily(name, version);
  const plan = {
    logicalId: reader.logicalId,
    cacheId: around.cacheId,
    hash: around.hash,
    kind,
    engine: { name, version },
    tls: reader.flag('TransitEncryptionEnabled') ?? false,
    shards: kind === 'sharded' ? readShards(reader) : [readSingleShard(reader)],
    parameters: { ...defaultParameters(family), ...group?.values },
    access: readAccess(reader, around),
  } as const;
  return group === undefined
    ? plan
    : { ...plan, parameterGroup: { logicalId: group.logicalId, names: Object.keys(group.values) } };
}

/** Cluster mode follows from what the template says of it, else from the parameter group, else from the shards. */
function isSharded(
  reader: PropertyReader,
  groupName: string | undefined,
  group: ReadParameterGroup | undefined,
): boolean {
  const mode = reader.text('ClusterMode');
  if (mode !== undefined) return mode === 'enabled';
  if (group !== undefined) return group.values['cluster-enabled'] === 'yes';
  if (groupName?.endsWith('.cluster.on') === true) return true;
  return (reader.integer('NumNodeGroups', 1, MAX_SHARDS) ?? 1) > 1;
}

function readSingleShard(reader: PropertyReader): ShardPlan {
  const clusters = reader.integer('NumCacheClusters', 1, MAX_REPLICAS + 1);
  const replicas = reader.integer('ReplicasPerNodeGroup', 0, MAX_REPLICAS);
  const configured = reader.records('NodeGroupConfiguration')?.[0]?.ReplicaCount;
  return {
    id: shardId(1),
    replicas: clusters === undefined ? (replicas ?? toCount(reader, configured) ?? 0) : clusters - 1,
    slots: [],
  };
}

function readShards(reader: PropertyReader): readonly ShardPlan[] {
  const replicas = reader.integer('ReplicasPerNodeGroup', 0, MAX_REPLICAS) ?? 0;
  const configurations = reader.records('NodeGroupConfiguration') ?? [];
  const count = reader.integer('NumNodeGroups', 1, MAX_SHARDS) ?? Math.max(1, configurations.length);
  if (configurations.length > 0 && configurations.length !== count) {
    throw reader.invalid('NodeGroupConfiguration', `one entry for each of the ${count} shards`, configurations.length);
  }
  const slots = evenSlots(count);
  const shards = slots.map((range, index): ShardPlan => {
    const configuration = configurations[index] ?? {};
    const written = configuration.Slots === undefined ? [range] : parseSlots(toText(configuration.Slots));
    if (written === undefined) throw reader.invalid('NodeGroupConfiguration', 'slots like 0-5460', configuration.Slots);
    const id =
      configuration.NodeGroupId === undefined ? shardId(index + 1) : toText(configuration.NodeGroupId).padStart(4, '0');
    return { id, replicas: toCount(reader, configuration.ReplicaCount) ?? replicas, slots: written };
  });
  checkSlots(reader, shards);
  return shards;
}

function checkSlots(reader: PropertyReader, shards: readonly ShardPlan[]): void {
  const owners = new Uint16Array(HASH_SLOTS);
  for (const { first, last } of shards.flatMap((shard) => shard.slots)) {
    for (let slot = first; slot <= last; slot++) owners[slot] = (owners[slot] ?? 0) + 1;
  }
  const wrong = owners.findIndex((count) => count !== 1);
  if (wrong >= 0) {
    throw reader.invalid(
      'NodeGroupConfiguration',
      'slots that cover 0 to 16383 once',
      `${owners[wrong]} shards for slot ${wrong}`,
    );
  }
}

function toCount(reader: PropertyReader, value: unknown): number | undefined {
  if (value === undefined) return undefined;
  const count = Number(value);
  if (Number.isInteger(count) && count >= 0 && count <= MAX_REPLICAS) return count;
  throw reader.invalid('NodeGroupConfiguration', `a ReplicaCount from 0 to ${MAX_REPLICAS}`, value);
}

function readAccess(reader: PropertyReader, around: GroupSurroundings): AccessPlan {
  const groups = reader.texts('UserGroupIds') ?? [];
  const token = reader.text('AuthToken');
  if (groups.length > 0 && token !== undefined) {
    throw new TwinError(
      'CACHE_INVALID',
      `Resources.${reader.logicalId} has an AuthToken and UserGroupIds ${show(groups)}; ElastiCache takes one of them`,
    );
  }
  if (groups.length > 0) return around.users(groups);
  return token === undefined ? { kind: 'open' } : { kind: 'token', tokenHash: passwordHash(token) };
}
