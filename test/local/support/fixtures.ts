import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { JsonObject } from '../../../local/src/template/template';

export const root = path.resolve(__dirname, '../../..');

export type TemplateName = 'sharded' | 'replicated' | 'single' | 'serverless' | 'memcached';

/** A template of test/fixtures/templates, by its first name. */
export function templateFile(name: TemplateName): string {
  return path.join(root, 'test/fixtures/templates', `${name}.template.json`);
}

export function template(name: TemplateName): JsonObject {
  return JSON.parse(readFileSync(templateFile(name), 'utf8')) as JsonObject;
}

/** A template with just these resources, and what else is given. */
export function templateOf(resources: JsonObject, rest: JsonObject = {}): JsonObject {
  return { Resources: resources, ...rest };
}

/** The smallest replication group, with some properties of its own. */
export function cacheWith(properties: JsonObject): JsonObject {
  const base = {
    ReplicationGroupDescription: 'cache',
    Engine: 'valkey',
    EngineVersion: '8.0',
    TransitEncryptionEnabled: true,
  };
  return { Type: 'AWS::ElastiCache::ReplicationGroup', Properties: { ...base, ...properties } };
}

/** The smallest serverless cache, with some properties of its own. */
export function serverlessWith(properties: JsonObject = {}): JsonObject {
  const base = { ServerlessCacheName: 'shop', Engine: 'valkey' };
  return { Type: 'AWS::ElastiCache::ServerlessCache', Properties: { ...base, ...properties } };
}

/** The smallest Memcached cluster, with some properties of its own. */
export function clusterWith(properties: JsonObject = {}): JsonObject {
  const base = { Engine: 'memcached', CacheNodeType: 'cache.t4g.micro', NumCacheNodes: 1 };
  return { Type: 'AWS::ElastiCache::CacheCluster', Properties: { ...base, ...properties } };
}

/** A user group and its users, by user id. */
export function usersOf(engine: 'valkey' | 'redis', users: Readonly<Record<string, JsonObject>>): JsonObject {
  const resources = Object.entries(users).map(([userId, properties]) => [
    `User${userId}`,
    { Type: 'AWS::ElastiCache::User', Properties: { UserId: userId, UserName: userId, Engine: engine, ...properties } },
  ]);
  return {
    ...(Object.fromEntries(resources) as JsonObject),
    Group: {
      Type: 'AWS::ElastiCache::UserGroup',
      Properties: { UserGroupId: 'group', Engine: engine, UserIds: Object.keys(users) },
    },
  };
}
