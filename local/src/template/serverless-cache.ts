import { defaultParameters, parameterFamily } from '../../../lib/model/engine-parameters';
import { evenSlots, shardId } from '../../../lib/model/nodes';
import type { AccessPlan, CachePlan } from './plan';
import type { PropertyReader } from './property-reader';
import type { CacheSurroundings } from './replication-group';
import { isObject, type Json, show } from './template';

/** Major versions by engine, the newest last. Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/engine-versions.html */
const MAJORS = { valkey: ['7', '8', '9'], redis: ['7'], memcached: ['1.6'] } as const;

/** What ElastiCache takes where the template names no version. */
const LATEST = { valkey: '8', redis: '7', memcached: '1.6' } as const;

/** Limits of the limits. Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CacheUsageLimits.html */
const USAGE = {
  DataStorage: { min: 1, max: 5000 },
  ECPUPerSecond: { min: 1000, max: 15_000_000 },
} as const;

/**
 * Reads an AWS::ElastiCache::ServerlessCache.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-serverlesscache.html
 */
export function readServerlessCache(reader: PropertyReader, around: CacheSurroundings): CachePlan {
  const name = reader.text('Engine');
  if (name !== 'valkey' && name !== 'redis' && name !== 'memcached') {
    throw reader.invalid('Engine', 'valkey, redis or memcached', name);
  }
  const majors: readonly string[] = MAJORS[name];
  const version = reader.text('MajorEngineVersion') ?? LATEST[name];
  if (!majors.includes(version))
    throw reader.invalid('MajorEngineVersion', `one of ${majors.join(', ')} for ${name}`, version);
  const memcached = name === 'memcached';
  const memoryLimitMiB = readLimits(reader);
  return {
    logicalId: reader.logicalId,
    resource: 'ServerlessCache',
    cacheId: around.cacheId,
    hash: around.hash,
    kind: 'serverless',
    clustered: !memcached,
    engine: { name, version },
    tls: true,
    shards: [{ id: shardId(1), replicas: 0, slots: memcached ? [] : evenSlots(1) }],
    parameters: defaultParameters(parameterFamily(name, version)),
    ...(memoryLimitMiB !== undefined && { memoryLimitMiB }),
    access: readAccess(reader, around, name),
  };
}

/** Checks CacheUsageLimits; tells the most data that they allow, in MiB. */
function readLimits(reader: PropertyReader): number | undefined {
  const limits = reader.record('CacheUsageLimits') ?? {};
  const unit = isObject(limits.DataStorage) ? limits.DataStorage.Unit : 'GB';
  if (unit !== 'GB') throw reader.invalid('CacheUsageLimits.DataStorage.Unit', '"GB"', unit);
  const [storage] = (['DataStorage', 'ECPUPerSecond'] as const).map((part) => readRange(reader, part, limits[part]));
  return storage === undefined ? undefined : storage * 1024;
}

/** Checks one pair of Minimum and Maximum; tells the maximum. 0 takes a limit away. */
function readRange(reader: PropertyReader, part: keyof typeof USAGE, written: Json | undefined): number | undefined {
  if (written === undefined) return undefined;
  const property = `CacheUsageLimits.${part}`;
  if (!isObject(written)) throw reader.invalid(property, 'an object', written);
  const { min, max } = USAGE[part];
  const [least, most] = (['Minimum', 'Maximum'] as const).map((end) => {
    const value = written[end];
    if (value === undefined || Number(value) === 0) return undefined;
    const number = Number(value);
    if (Number.isInteger(number) && number >= min && number <= max) return number;
    throw reader.invalid(`${property}.${end}`, `a whole number from ${min} to ${max}`, value);
  });
  if (least !== undefined && most !== undefined && least > most) {
    throw reader.invalid(`${property}.Maximum`, `at least the Minimum (${show(least)})`, most);
  }
  return most;
}

function readAccess(
  reader: PropertyReader,
  around: CacheSurroundings,
  engine: 'valkey' | 'redis' | 'memcached',
): AccessPlan {
  const group = reader.text('UserGroupId');
  if (group === undefined) return { kind: 'open' };
  if (engine === 'memcached') throw reader.invalid('UserGroupId', 'absent: Memcached has no users', group);
  return around.users('UserGroupId', group, engine);
}
