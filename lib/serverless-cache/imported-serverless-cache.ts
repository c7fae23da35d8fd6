import { Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import type { Accounts } from '../cache/accounts';
import { CacheEndpoint } from '../cache/cache-endpoint';
import type { ConnectOptions } from '../cache/connect-options';
import type { ConsumerAccess } from '../cache/consumer-access';
import type { CacheFacts } from '../cache/facts';
import { OpenAccounts } from '../cache/open-accounts';
import { PortsOfCache } from '../cache/ports';
import { groupCacheObjection } from '../model/access-groups';
import { importFindings } from '../cache/rules/imports';
import { CacheConfigurationError, refuse } from '../errors/configuration-error';
import type { EngineName } from '../model/engine-catalog';
import type { Finding } from '../model/finding';
import { serverlessCacheArn } from './arn';
import { serverlessFacts } from './facts';
import { writerPort } from './plan';
import type { ServerlessCacheAttributes } from './serverless-cache-attributes';
import { ServerlessCacheBase } from './serverless-cache-base';
import { serverlessUsers } from './user-accounts';

type AttributeName = Exclude<keyof ServerlessCacheAttributes, 'serverlessCacheName'>;

/** A serverless cache that was made elsewhere. What its attributes do not suffice for is refused, with the ones that are missing. */
export class ImportedServerlessCache extends ServerlessCacheBase {
  public readonly serverlessCacheName: string;
  public readonly cacheArn: string;
  public readonly connections: ec2.Connections;

  protected readonly _ports: PortsOfCache;
  protected readonly _accounts: Accounts;

  public constructor(
    scope: Construct,
    id: string,
    private readonly attributes: ServerlessCacheAttributes,
  ) {
    super(scope, id, { environmentFromArn: attributes.cacheArn });
    refuse(
      this.node.path,
      importFindings({
        id: 'SC_IMPORT_INVALID',
        resource: 'serverlesscache',
        property: 'serverlessCacheName',
        name: attributes.serverlessCacheName,
        arn: attributes.cacheArn,
        port: undefined,
      }),
    );
    refuse(this.node.path, authenticationFindings(attributes));
    this.serverlessCacheName = attributes.serverlessCacheName;
    this.cacheArn = attributes.cacheArn ?? serverlessCacheArn(this, attributes.serverlessCacheName);
    this._ports = PortsOfCache.pair(writerPort(this._engine ?? 'valkey'));
    this.connections = new ec2.Connections({
      securityGroups: attributes.securityGroups,
      defaultPort: this._ports.all,
    });
    this._accounts = this.createAccounts();
  }

  public get endpoint(): CacheEndpoint {
    const { endpoint } = this.attributes;
    if (endpoint === undefined)
      throw new CacheConfigurationError(this.node.path, [incomplete('its endpoint', ['endpoint'])]);
    return endpoint;
  }

  public get readerEndpoint(): CacheEndpoint | undefined {
    const { endpoint, readerEndpoint } = this.attributes;
    if (readerEndpoint !== undefined || endpoint === undefined || Token.isUnresolved(endpoint.port))
      return readerEndpoint;
    return new CacheEndpoint(endpoint.host, endpoint.port + 1);
  }

  public override connect(connectable: ec2.IConnectable, options: ConnectOptions): ConsumerAccess {
    const isMemcached = this._engine === 'memcached';
    this.require('connect', [
      'engine',
      'endpoint',
      'securityGroups',
      ...(isMemcached ? [] : ['authentication' as const]),
    ]);
    return super.connect(connectable, options);
  }

  public override allowWritersFrom(other: ec2.IConnectable, description?: string): void {
    this.require('allowWritersFrom', ['securityGroups']);
    super.allowWritersFrom(other, description);
  }

  public override allowReadersFrom(other: ec2.IConnectable, description?: string): void {
    this.require('allowReadersFrom', ['securityGroups']);
    super.allowReadersFrom(other, description);
  }

  protected get _engine(): EngineName | undefined {
    return this.attributes.engine?._name;
  }

  protected get _facts(): CacheFacts {
    const { engine, endpoint } = this.attributes;
    return serverlessFacts({
      cacheId: this.node.path,
      engine: { name: engine?._name ?? 'valkey', version: engine?.majorVersion ?? '' },
      endpoint,
      readerEndpoint: this.readerEndpoint,
      region: this.env.region,
    });
  }

  /** A manifest tells an application which engine it talks to and where; for a cache of which that is unknown there is none. */
  protected override _publish(): void {
    if (this.missing(['engine', 'endpoint']).length === 0) super._publish();
  }

  /** Asked only once the engine is known. */
  private createAccounts(): Accounts {
    const { engine, authentication, encryptionKey } = this.attributes;
    const group = authentication?._group;
    if (engine === undefined || group === undefined) return new OpenAccounts();
    return serverlessUsers(this, { name: engine._name, version: engine.majorVersion }, group, encryptionKey);
  }

  private missing(names: readonly AttributeName[]): readonly AttributeName[] {
    return names.filter((name) => this.attributes[name] === undefined);
  }

  private require(purpose: string, names: readonly AttributeName[]): void {
    const missing = this.missing(names);
    if (missing.length > 0) refuse(this.node.path, [incomplete(purpose, missing)]);
  }
}

function incomplete(purpose: string, missing: readonly AttributeName[]): Finding {
  return {
    id: 'SC_IMPORT_INCOMPLETE',
    given: `an imported cache without ${missing.join(', ')} for ${purpose}`,
    allowed: 'a name alone for metrics, permissions and namespaces; for the rest what it needs',
    fix: `Import it with ServerlessCache.fromServerlessCacheAttributes and ${missing.join(', ')}`,
  };
}

/** A cache that exists has its group, and a serverless cache has no token. */
function authenticationFindings({ authentication, engine }: ServerlessCacheAttributes): readonly Finding[] {
  if (authentication === undefined || authentication._kind === 'none') return [];
  const group = authentication._group;
  const objection =
    engine === undefined || group === undefined ? undefined : groupCacheObjection(group.engineName, engine._name);
  if (group !== undefined && objection === undefined) return [];
  return [
    {
      id: 'SC_IMPORT_AUTHENTICATION_UNSUITED',
      given: `authentication '${authentication._kind}' for an imported cache (${objection ?? 'without its user group'})`,
      allowed: 'the user group that the cache has, or none',
      fix: 'Use Authentication.userGroup(group), or Authentication.none() where the cache has no users',
    },
  ];
}
