import { TwinError } from '../errors';
import { deviations } from './deviations';
import { Evaluator } from './evaluator';
import { foreignAttribute, foreignRef } from './foreign-resources';
import { generatedGroupId, generatedName, shortHash } from './names';
import type { AccessPlan, CachePlan, NotHonoured, StackPlan } from './plan';
import { PropertyReader } from './property-reader';
import { type ReadParameterGroup, readReplicationGroup } from './replication-group';
import { Secrets } from './secrets';
import { type Json, type Template, toText } from './template';
import { type ReadUser, readUser } from './users';

const TYPE = {
  group: 'AWS::ElastiCache::ReplicationGroup',
  parameterGroup: 'AWS::ElastiCache::ParameterGroup',
  user: 'AWS::ElastiCache::User',
  userGroup: 'AWS::ElastiCache::UserGroup',
  secret: 'AWS::SecretsManager::Secret',
  secretAttachment: 'AWS::SecretsManager::SecretTargetAttachment',
} as const;

/** Caches that the twin cannot start yet. */
const NOT_STARTED = ['AWS::ElastiCache::CacheCluster', 'AWS::ElastiCache::ServerlessCache'];

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
    for (const logicalId of this.#existing(TYPE.group)) {
      const reader = this.#reader(logicalId, 'CACHE_INVALID');
      const cache = readReplicationGroup(reader, {
        cacheId: toText(this.#ref(logicalId, `Resources.${logicalId}`)),
        hash: shortHash(this.name, logicalId),
        parameterGroup: (name) => this.#parameterGroup(name),
        users: (ids) => this.#access(reader, ids, notHonoured),
      });
      caches.push(cache);
      notHonoured.push(...deviations(cache, reader));
    }
    const others = NOT_STARTED.flatMap((type) => this.#existing(type).map((logicalId) => ({ logicalId, type })));
    if (caches.length === 0) throw this.#noCache(others.map(({ logicalId, type }) => `${logicalId} (${type})`));
    notHonoured.push(
      ...others.map(({ logicalId, type }) => ({ logicalId, property: 'Type', detail: `${type} is not started` })),
    );
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

  #noCache(others: readonly string[]): TwinError {
    const found =
      others.length > 0
        ? `it has ${others.join(', ')}, which the twin cannot start`
        : `it has ${Object.keys(this.template.resources).length} resources of other types`;
    return new TwinError(
      'TEMPLATE_HAS_NO_CACHE',
      `stack ${this.name} has no ${TYPE.group}: ${found}; name the template of a stack that has one`,
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

  #access(cache: PropertyReader, groupIds: readonly string[], notHonoured: NotHonoured[]): AccessPlan {
    const groups = this.#existing(TYPE.userGroup).map((id) => this.#reader(id, 'USER_INVALID'));
    const all = this.#existing(TYPE.user).map((id) => this.#reader(id, 'USER_INVALID'));
    const users = groupIds.flatMap((groupId): ReadUser[] => {
      const group = groups.find((candidate) => candidate.text('UserGroupId') === groupId);
      if (group === undefined) throw cache.invalid('UserGroupIds', 'user groups of this template', groupId);
      return (group.texts('UserIds') ?? []).map((userId): ReadUser => {
        const user = all.find((candidate) => candidate.text('UserId') === userId);
        if (user !== undefined) return readUser(user, (text, at) => this.secrets.resolve(text, at));
        throw group.invalid('UserIds', 'users of this template', userId);
      });
    });
    notHonoured.push(...users.flatMap((user) => user.notHonoured));
    return { kind: 'users', users: users.map((user) => user.plan) };
  }

  #ref(logicalId: string, at: string): Json {
    const type = this.template.resources[logicalId]?.type ?? '';
    const reader = this.#reader(logicalId, 'CACHE_INVALID');
    switch (type) {
      case TYPE.group:
        return (reader.text('ReplicationGroupId') ?? generatedGroupId(this.name, logicalId)).toLowerCase();
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
    if (type === TYPE.group) return this.#cacheAttribute(logicalId, attribute, at);
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
