import { TwinError } from '../errors';
import { type Accounts, readUsers } from './access';
import { readCacheCluster } from './cache-cluster';
import { deviations, NOT_STARTED } from './deviations';
import { Evaluator } from './evaluator';
import { foreignAttribute, foreignRef } from './foreign-resources';
import { cacheIdOf } from './identifiers';
import { generatedGroupId, generatedName, shortHash } from './names';
import type { ReadParameterGroup } from './parameter-group';
import type { CachePlan, NotHonoured, StackPlan } from './plan';
import { PropertyReader } from './property-reader';
import { readReplicationGroup } from './replication-group';
import { Secrets } from './secrets';
import { readServerlessCache } from './serverless-cache';
import { type Json, type Template, toText } from './template';

const TYPE = {
  group: 'AWS::ElastiCache::ReplicationGroup',
  cluster: 'AWS::ElastiCache::CacheCluster',
  serverless: 'AWS::ElastiCache::ServerlessCache',
  parameterGroup: 'AWS::ElastiCache::ParameterGroup',
  user: 'AWS::ElastiCache::User',
  userGroup: 'AWS::ElastiCache::UserGroup',
  secret: 'AWS::SecretsManager::Secret',
  secretAttachment: 'AWS::SecretsManager::SecretTargetAttachment',
} as const;

/** How each kind of cache is read, and which property names it. */
const CACHES = [
  { type: TYPE.group, id: 'ReplicationGroupId', read: readReplicationGroup },
  { type: TYPE.cluster, id: 'ClusterName', read: readCacheCluster },
  { type: TYPE.serverless, id: 'ServerlessCacheName', read: readServerlessCache },
] as const;

/** Attributes of the caches that are listening, by logical id: they are known only after the ports are. */
export type CacheAttributes = Readonly<Record<string, Readonly<Record<string, Json>>>>;

/** One stack, read from its template: what to start, and what its outputs are once that listens. */
export class Stack {
  public readonly secrets: Secrets;
  readonly #evaluator: Evaluator;
  #attributes: CacheAttributes = {};

  public constructor(
    private readonly template: Template,
    public readonly name: string,
    parameters: Readonly<Record<string, string>> = {},
  ) {
    this.#evaluator = new Evaluator(template, {
      stackName: name,
      parameters,
      resources: {
        ref: (logicalId, at) => this.#ref(logicalId, at),
        attribute: (logicalId, attribute, at) => this.#attribute(logicalId, attribute, at),
      },
    });
    this.secrets = new Secrets(this.#evaluator, name);
  }

  /** @throws TwinError TEMPLATE_HAS_NO_CACHE, or what is wrong with one of the caches */
  public plan(): StackPlan {
    const caches: CachePlan[] = [];
    const notHonoured: NotHonoured[] = [];
    for (const { type, read } of CACHES) {
      for (const logicalId of this.#existing(type)) {
        const reader = this.#reader(logicalId, 'CACHE_INVALID');
        const cache = read(reader, {
          cacheId: toText(this.#ref(logicalId, `Resources.${logicalId}`)),
          hash: shortHash(this.name, logicalId),
          parameterGroup: (name) => this.#parameterGroup(name),
          users: (property, groupId, engine) => {
            const { access, notHonoured: gaps } = readUsers(
              { cache: reader, property, groupId, engine },
              this.#accounts(),
            );
            notHonoured.push(...gaps);
            return access;
          },
        });
        caches.push(cache);
        notHonoured.push(...deviations(cache, reader));
      }
    }
    if (caches.length === 0) throw this.#noCache();
    checkIds(caches);
    for (const [type, detail] of Object.entries(NOT_STARTED)) {
      notHonoured.push(...this.#existing(type).map((logicalId) => ({ logicalId, property: 'Type', detail })));
    }
    for (const secret of this.secrets.foreign) {
      notHonoured.push({
        logicalId: '',
        property: secret,
        detail: 'a secret of another stack: a random value stands in',
      });
    }
    return { caches, notHonoured };
  }

  /** The stack's outputs as CloudFormation would give them. Those that import from another stack are left out, and named. */
  public outputs(attributes: CacheAttributes): {
    readonly values: Record<string, string>;
    readonly notHonoured: NotHonoured[];
  } {
    this.#attributes = attributes;
    const values: Record<string, string> = {};
    const notHonoured: NotHonoured[] = [];
    for (const [key, output] of Object.entries(this.template.outputs)) {
      if (
        typeof output.Condition === 'string' &&
        !this.#evaluator.condition(output.Condition, `Outputs.${key}.Condition`)
      )
        continue;
      try {
        const value = this.#evaluator.value(output.Value ?? '', `Outputs.${key}.Value`);
        values[key] = typeof value === 'string' ? value : JSON.stringify(value);
      } catch (error) {
        if (!(error instanceof TwinError) || error.code !== 'IMPORT_UNRESOLVED') throw error;
        notHonoured.push({ logicalId: key, property: 'Outputs', detail: 'imports from another stack: left out' });
      }
    }
    return { values, notHonoured };
  }

  #existing(type: string): string[] {
    return Object.entries(this.template.resources)
      .filter(([id, resource]) => {
        if (resource.type !== type) return false;
        return (
          resource.condition === undefined || this.#evaluator.condition(resource.condition, `Resources.${id}.Condition`)
        );
      })
      .map(([id]) => id);
  }

  #reader(logicalId: string, code: 'CACHE_INVALID' | 'USER_INVALID'): PropertyReader {
    return new PropertyReader(logicalId, this.#evaluator, this.secrets, code);
  }

  #noCache(): TwinError {
    const others = Object.values(this.template.resources).length;
    const types = CACHES.map(({ type }) => type.replace('AWS::ElastiCache::', '')).join(', ');
    return new TwinError(
      'TEMPLATE_HAS_NO_CACHE',
      `stack ${this.name} has no ${TYPE.group} and no other cache (${types}): it has ${others} resources of other types; ` +
        'name the template of a stack that has one',
    );
  }

  #parameterGroup(name: string): ReadParameterGroup | undefined {
    const logicalId = this.#existing(TYPE.parameterGroup).find((id) => this.#ref(id, `Resources.${id}`) === name);
    if (logicalId === undefined) return undefined;
    const reader = this.#reader(logicalId, 'CACHE_INVALID');
    const values = Object.entries(reader.record('Properties') ?? {}).map(
      ([key, value]) => [key, toText(value)] as const,
    );
    return { logicalId, family: reader.text('CacheParameterGroupFamily') ?? '', values: Object.fromEntries(values) };
  }

  #accounts(): Accounts {
    return {
      groups: this.#existing(TYPE.userGroup).map((id) => this.#reader(id, 'USER_INVALID')),
      users: this.#existing(TYPE.user).map((id) => this.#reader(id, 'USER_INVALID')),
      resolve: (text, at) => this.secrets.resolve(text, at),
    };
  }

  #ref(logicalId: string, at: string): Json {
    const type = this.template.resources[logicalId]?.type ?? '';
    const reader = this.#reader(logicalId, 'CACHE_INVALID');
    switch (type) {
      case TYPE.group:
        return cacheIdOf(reader, 'ReplicationGroupId') ?? generatedGroupId(this.name, logicalId);
      case TYPE.cluster:
        return cacheIdOf(reader, 'ClusterName') ?? generatedGroupId(this.name, logicalId);
      case TYPE.serverless: {
        const name = cacheIdOf(reader, 'ServerlessCacheName');
        if (name === undefined) throw reader.invalid('ServerlessCacheName', 'present', undefined);
        return name;
      }
      case TYPE.parameterGroup:
        return generatedName(this.name, logicalId).toLowerCase();
      case TYPE.user:
        return reader.text('UserId') ?? logicalId;
      case TYPE.userGroup:
        return reader.text('UserGroupId') ?? logicalId;
      case TYPE.secret:
        return this.secrets.arn(logicalId);
      case TYPE.secretAttachment:
        return reader.text('SecretId') ?? at;
      default:
        return foreignRef(type, logicalId, this.name);
    }
  }

  #attribute(logicalId: string, attribute: string, at: string): Json {
    const type = this.template.resources[logicalId]?.type ?? '';
    if (CACHES.some((cache) => cache.type === type)) return this.#cacheAttribute(logicalId, attribute, at);
    if (type === TYPE.parameterGroup && attribute === 'CacheParameterGroupName') return this.#ref(logicalId, at);
    if (type === TYPE.secret && attribute === 'Id') return this.#ref(logicalId, at);
    return foreignAttribute(type, logicalId, attribute, this.name);
  }

  #cacheAttribute(logicalId: string, attribute: string, at: string): Json {
    const known = this.#attributes[logicalId];
    if (known === undefined) {
      throw new TwinError(
        'REFERENCE_CYCLE',
        `at ${at}: ${logicalId}.${attribute} is known only when the cache runs, and is needed to start it`,
      );
    }
    const value = known[attribute];
    if (value !== undefined) return value;
    throw new TwinError(
      'ATTRIBUTE_UNKNOWN',
      `at ${at}: this cache has no ${attribute}; it has ${Object.keys(known).join(', ')}`,
    );
  }
}

/** ElastiCache refuses a second cache of the same kind with the same id. */
function checkIds(caches: readonly CachePlan[]): void {
  for (const [index, cache] of caches.entries()) {
    const other = caches
      .slice(0, index)
      .find(({ resource, cacheId }) => resource === cache.resource && cacheId === cache.cacheId);
    if (other === undefined) continue;
    throw new TwinError(
      'CACHE_INVALID',
      `Resources.${cache.logicalId} and Resources.${other.logicalId} have the same id ${cache.cacheId}; give each cache its own`,
    );
  }
}
