import { defaultParameters } from '../model/engine-parameters';
import { isRecord, numberOf, textOf } from './records';
import type { Resource, Resources } from './resources';
import { groupTopology } from './topology-facts';

/** What a cache's own properties say, whatever its type. What the template does not say is absent. */
export interface CacheFacts {
  readonly kind: 'replicated' | 'sharded' | 'serverless' | 'memcached' | 'standalone';
  readonly engine: string | undefined;
  readonly engineVersion: string | undefined;
  readonly nodeType: string | undefined;
  readonly shards: number | undefined;
  readonly replicasPerShard: number | undefined;
  readonly nodeCount: number | undefined;
  readonly isMultiAz: boolean;
  readonly isEncryptedInTransit: boolean;
  readonly isEncryptedAtRest: boolean;
  readonly snapshotRetentionDays: number | undefined;
  readonly takesFinalSnapshot: boolean;
  readonly port: number | undefined;
  readonly parameters: Readonly<Record<string, string>>;
  readonly evictionPolicy: string | undefined;
  readonly securityGroupIds: unknown;
  readonly userGroup: unknown;
}

/** Types of resources that are caches. */
export const CACHE_TYPES = [
  'AWS::ElastiCache::ReplicationGroup',
  'AWS::ElastiCache::ServerlessCache',
  'AWS::ElastiCache::CacheCluster',
] as const;

/** Values of `DeletionPolicy` under which the data of a deleted resource stays, in it or in a snapshot. */
const KEEPING = ['Retain', 'RetainExceptOnCreate', 'Snapshot'];

export function cacheFacts(resources: Resources, cache: Resource): CacheFacts {
  switch (cache.type) {
    case 'AWS::ElastiCache::ServerlessCache':
      return serverlessFacts(cache);
    case 'AWS::ElastiCache::CacheCluster':
      return clusterFacts(resources, cache);
    default:
      return groupFacts(resources, cache);
  }
}

function groupFacts(resources: Resources, cache: Resource): CacheFacts {
  const { properties } = cache;
  const { parameters, evictionPolicy } = parameterFacts(resources, properties.CacheParameterGroupName);
  const { isSharded, ...topology } = groupTopology(cache, parameters);
  return {
    ...commonFacts(cache),
    kind: isSharded ? 'sharded' : 'replicated',
    ...topology,
    engine: properties.Engine === undefined ? 'redis' : textOf(properties.Engine)?.toLowerCase(),
    isMultiAz: properties.MultiAZEnabled === true,
    isEncryptedInTransit: properties.TransitEncryptionEnabled === true,
    isEncryptedAtRest: properties.AtRestEncryptionEnabled === true,
    port: portOf(properties, 6379),
    parameters,
    evictionPolicy,
    securityGroupIds: properties.SecurityGroupIds,
    userGroup: Array.isArray(properties.UserGroupIds) ? properties.UserGroupIds[0] : properties.UserGroupIds,
  };
}

/** Always in several zones and always encrypted: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/WhatIs.html */
function serverlessFacts(cache: Resource): CacheFacts {
  const { properties } = cache;
  return {
    ...commonFacts(cache),
    kind: 'serverless',
    engineVersion: textOf(properties.MajorEngineVersion),
    isMultiAz: true,
    isEncryptedInTransit: true,
    isEncryptedAtRest: true,
    takesFinalSnapshot: properties.FinalSnapshotName !== undefined || keepsOnDeletion(cache),
    port: textOf(properties.Engine)?.toLowerCase() === 'memcached' ? 11211 : 6379,
    securityGroupIds: properties.SecurityGroupIds,
    userGroup: properties.UserGroupId,
  };
}

function clusterFacts(resources: Resources, cache: Resource): CacheFacts {
  const { properties } = cache;
  const isMemcached = textOf(properties.Engine)?.toLowerCase() === 'memcached';
  return {
    ...commonFacts(cache),
    ...parameterFacts(resources, properties.CacheParameterGroupName),
    kind: isMemcached ? 'memcached' : 'standalone',
    nodeCount: numberOf(properties.NumCacheNodes),
    ...(isMemcached ? {} : { shards: 1, replicasPerShard: 0 }),
    isMultiAz: textOf(properties.AZMode)?.toLowerCase() === 'cross-az',
    isEncryptedInTransit: properties.TransitEncryptionEnabled === true,
    isEncryptedAtRest: false,
    port: portOf(properties, isMemcached ? 11211 : 6379),
    securityGroupIds: properties.VpcSecurityGroupIds,
  };
}

function commonFacts(
  cache: Resource,
): Omit<CacheFacts, 'kind' | 'isMultiAz' | 'isEncryptedInTransit' | 'isEncryptedAtRest'> {
  const { properties } = cache;
  const retention = properties.SnapshotRetentionLimit;
  return {
    engine: textOf(properties.Engine)?.toLowerCase(),
    engineVersion: textOf(properties.EngineVersion),
    nodeType: textOf(properties.CacheNodeType),
    shards: undefined,
    replicasPerShard: undefined,
    nodeCount: undefined,
    snapshotRetentionDays: retention === undefined ? 0 : numberOf(retention),
    takesFinalSnapshot: keepsOnDeletion(cache),
    port: undefined,
    parameters: {},
    evictionPolicy: undefined,
    securityGroupIds: undefined,
    userGroup: undefined,
  };
}

function keepsOnDeletion({ deletionPolicy }: Resource): boolean {
  return KEEPING.includes(deletionPolicy ?? 'Delete');
}

function portOf({ Port }: Readonly<Record<string, unknown>>, byDefault: number): number | undefined {
  return Port === undefined ? byDefault : numberOf(Port);
}

/** What a group sets, and the eviction policy even where it leaves ElastiCache's default. */
function parameterFacts(
  resources: Resources,
  reference: unknown,
): { readonly parameters: Readonly<Record<string, string>>; readonly evictionPolicy: string | undefined } {
  const group = resources.meant(reference, 'AWS::ElastiCache::ParameterGroup', '');
  const family = group?.properties.CacheParameterGroupFamily ?? defaultGroupFamily(reference);
  const set = isRecord(group?.properties.Properties) ? group.properties.Properties : {};
  const parameters = Object.fromEntries(
    Object.entries(set).map(([name, value]) => [name, textOf(value) ?? JSON.stringify(value)]),
  );
  const defaults = typeof family === 'string' ? defaultParameters(family) : {};
  return { parameters, evictionPolicy: parameters['maxmemory-policy'] ?? defaults['maxmemory-policy'] };
}

/** `default.valkey8.cluster.on` is ElastiCache's own group of the family `valkey8`. */
function defaultGroupFamily(name: unknown): string | undefined {
  return typeof name === 'string' ? /^default\.(.+?)(\.cluster\.on)?$/.exec(name)?.[1] : undefined;
}
