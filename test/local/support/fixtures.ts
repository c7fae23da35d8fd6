import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { JsonObject } from '../../../local/src/template/template';

export const root = path.resolve(__dirname, '../../..');

/** A template of test/fixtures/templates, by its first name. */
export function templateFile(name: 'sharded' | 'replicated' | 'single'): string {
  return path.join(root, 'test/fixtures/templates', `${name}.template.json`);
}

export function template(name: 'sharded' | 'replicated' | 'single'): JsonObject {
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
