import { shardId } from '../../../lib/model/nodes';
import { readParameters } from './parameter-group';
import type { CachePlan } from './plan';
import type { PropertyReader } from './property-reader';
import type { CacheSurroundings } from './replication-group';
import { isList } from './template';

/** Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/quota-limits.html */
const MAX_MEMCACHED_NODES = 60;

/** Versions that ElastiCache takes where the template names none. */
const LATEST = { memcached: '1.6.22', redis: '7.1' } as const;

/** Memcached has TLS from here on. */
const OLDEST_WITH_TLS = [1, 6, 12];

/**
 * Reads an AWS::ElastiCache::CacheCluster: Memcached, or one node of Redis OSS.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-cachecluster.html
 */
export function readCacheCluster(reader: PropertyReader, around: CacheSurroundings): CachePlan {
  const name = reader.text('Engine');
  if (name !== 'memcached' && name !== 'redis') {
    throw reader.invalid('Engine', 'memcached or redis (Valkey runs in an AWS::ElastiCache::ReplicationGroup)', name);
  }
  const version = reader.text('EngineVersion');
  const chosen = readParameters(reader, { name, version, latest: LATEST[name] }, (id) => around.parameterGroup(id));
  if (chosen.clusterEnabled === true) {
    throw reader.invalid(
      'CacheParameterGroupName',
      'a group without cluster mode; shards need an AWS::ElastiCache::ReplicationGroup',
      reader.text('CacheParameterGroupName'),
    );
  }
  const nodes = reader.integer('NumCacheNodes', 1, name === 'memcached' ? MAX_MEMCACHED_NODES : 1);
  if (nodes === undefined) throw reader.invalid('NumCacheNodes', 'present', undefined);
  const { parameters, parameterGroup } = chosen;
  const memcached = name === 'memcached';
  if (memcached) checkMemcached(reader, nodes);
  const plan: CachePlan = {
    logicalId: reader.logicalId,
    resource: 'CacheCluster',
    cacheId: around.cacheId,
    hash: around.hash,
    kind: memcached ? 'memcached' : 'replicated',
    clustered: false,
    engine: { name, version: version ?? LATEST[name] },
    tls: reader.flag('TransitEncryptionEnabled') ?? false,
    shards: Array.from({ length: nodes }, (_, index) => ({ id: shardId(index + 1), replicas: 0, slots: [] })),
    parameters,
    ...(parameterGroup && { parameterGroup }),
    access: { kind: 'open' },
  };
  checkTls(reader, plan);
  return plan;
}

/** Properties that only a Redis OSS node has. */
const REDIS_ONLY = [
  'SnapshotArns',
  'SnapshotName',
  'SnapshotRetentionLimit',
  'SnapshotWindow',
  'LogDeliveryConfigurations',
];

function checkMemcached(reader: PropertyReader, nodes: number): void {
  const foreign = REDIS_ONLY.find((property) => reader.value(property) !== undefined);
  if (foreign !== undefined)
    throw reader.invalid(foreign, 'absent for Memcached, which has neither snapshots nor logs', reader.value(foreign));
  const mode = reader.text('AZMode');
  if (mode !== undefined && mode !== 'single-az' && mode !== 'cross-az')
    throw reader.invalid('AZMode', 'single-az or cross-az', mode);
  if (mode === 'cross-az' && nodes < 2)
    throw reader.invalid('AZMode', 'single-az with one node; cross-az needs two nodes or more', mode);
  // Which zones they are is of no consequence here, and may be known in the account only.
  const zones = reader.written('PreferredAvailabilityZones');
  if (isList(zones) && zones.length !== nodes) {
    throw reader.invalid('PreferredAvailabilityZones', `one for each of the ${nodes} nodes`, zones);
  }
}

function checkTls(reader: PropertyReader, { tls, engine }: CachePlan): void {
  if (!tls) return;
  const needs = 'false or absent';
  if (engine.name !== 'memcached') {
    throw reader.invalid(
      'TransitEncryptionEnabled',
      `${needs}: a single Redis OSS node has no TLS, a replication group has`,
      true,
    );
  }
  const version = engine.version.split('.').map(Number);
  const older =
    OLDEST_WITH_TLS.map((part, index) => (version[index] ?? 0) - part).find((difference) => difference !== 0) ?? 0;
  if (older < 0) {
    throw reader.invalid(
      'TransitEncryptionEnabled',
      `${needs} below EngineVersion ${OLDEST_WITH_TLS.join('.')} (here ${engine.version})`,
      true,
    );
  }
}
