import { evenSlots, HASH_SLOTS, parseSlots, shardId } from '../../../lib/model/nodes';
import { TwinError } from '../errors';
import { type ChosenParameters, type ReadParameterGroup, readParameters } from './parameter-group';
import type { AccessPlan, CachePlan, ShardPlan } from './plan';
import type { PropertyReader } from './property-reader';
import { show, toText } from './template';
import { passwordHash } from './users';

/** What a cache refers to. */
export interface CacheSurroundings {
  readonly cacheId: string;
  readonly hash: string;
  parameterGroup(name: string): ReadParameterGroup | undefined;
  /** The users of a cache's user group; `property` is what names the group. */
  users(property: string, groupId: string, engine: 'valkey' | 'redis'): AccessPlan;
}

const MAX_SHARDS = 500;
const MAX_REPLICAS = 5;

/** Versions that ElastiCache takes where the template names none. */
const LATEST = { valkey: '8.0', redis: '7.1' } as const;

/**
 * Reads an AWS::ElastiCache::ReplicationGroup.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-replicationgroup.html
 */
export function readReplicationGroup(reader: PropertyReader, around: CacheSurroundings): CachePlan {
  const name = reader.text('Engine') ?? 'redis';
  if (name !== 'valkey' && name !== 'redis') throw reader.invalid('Engine', 'valkey or redis', name);
  const version = reader.text('EngineVersion');
  const chosen = readParameters(reader, { name, version, latest: LATEST[name] }, (id) => around.parameterGroup(id));
  const mode = readMode(reader, chosen);
  const { parameters, parameterGroup } = chosen;
  return {
    logicalId: reader.logicalId,
    resource: 'ReplicationGroup',
    cacheId: around.cacheId,
    hash: around.hash,
    kind: mode === 'enabled' ? 'sharded' : 'replicated',
    clustered: mode !== 'disabled',
    engine: { name, version: version ?? LATEST[name] },
    tls: reader.flag('TransitEncryptionEnabled') ?? false,
    shards: mode === 'enabled' ? readShards(reader) : [readSingleShard(reader, mode)],
    parameters,
    ...(parameterGroup && { parameterGroup }),
    durability: readDurability(reader),
    access: readAccess(reader, around, name),
  };
}

const MODES = ['enabled', 'disabled', 'compatible'] as const;
type ClusterMode = (typeof MODES)[number];

/** Cluster mode follows from what the template says of it, else from the parameter group, else from the shards. */
function readMode(reader: PropertyReader, { clusterEnabled }: ChosenParameters): ClusterMode {
  const written = reader.text('ClusterMode');
  const mode = MODES.find((each) => each === written);
  if (written !== undefined && mode === undefined) throw reader.invalid('ClusterMode', MODES.join(', '), written);
  const shards = reader.integer('NumNodeGroups', 1, MAX_SHARDS) ?? 1;
  const derived = clusterEnabled === undefined ? shards > 1 : clusterEnabled;
  const chosen = mode ?? (derived ? 'enabled' : 'disabled');
  if (chosen === 'enabled' || shards === 1) return chosen;
  throw reader.invalid(
    'NumNodeGroups',
    `1 in cluster mode ${chosen}; several shards need a parameter group with cluster-enabled yes`,
    shards,
  );
}

const DURABILITIES = ['default', 'async', 'sync', 'disabled'];

function readDurability(reader: PropertyReader): string {
  const durability = reader.text('Durability') ?? 'default';
  if (!DURABILITIES.includes(durability)) throw reader.invalid('Durability', DURABILITIES.join(', '), durability);
  return durability === 'default' ? 'disabled' : durability;
}

function readSingleShard(reader: PropertyReader, mode: ClusterMode): ShardPlan {
  const clusters = reader.integer('NumCacheClusters', 1, MAX_REPLICAS + 1);
  const replicas = reader.integer('ReplicasPerNodeGroup', 0, MAX_REPLICAS);
  const configured = reader.records('NodeGroupConfiguration')?.[0]?.ReplicaCount;
  return {
    id: shardId(1),
    replicas: clusters === undefined ? (replicas ?? toCount(reader, configured) ?? 0) : clusters - 1,
    slots: mode === 'disabled' ? [] : evenSlots(1),
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

function readAccess(reader: PropertyReader, around: CacheSurroundings, engine: 'valkey' | 'redis'): AccessPlan {
  const groups = reader.texts('UserGroupIds') ?? [];
  const token = reader.text('AuthToken');
  if (groups.length > 0 && token !== undefined) {
    throw new TwinError(
      'CACHE_INVALID',
      `Resources.${reader.logicalId} has an AuthToken and UserGroupIds ${show(groups)}; ElastiCache takes one of them`,
    );
  }
  const [group, ...others] = groups;
  if (others.length > 0) throw reader.invalid('UserGroupIds', 'a list of one user group', groups);
  if (group === undefined && token === undefined) return { kind: 'open' };
  if (reader.flag('TransitEncryptionEnabled') !== true) {
    const needs = token === undefined ? 'UserGroupIds need' : 'an AuthToken needs';
    throw reader.invalid(
      'TransitEncryptionEnabled',
      `true, because ${needs} TLS`,
      reader.value('TransitEncryptionEnabled'),
    );
  }
  if (token !== undefined) return { kind: 'token', tokenHash: passwordHash(token) };
  return around.users('UserGroupIds', group ?? '', engine);
}
