import { Lazy } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import type { IUserGroup } from '../access/user-group';
import type { Accounts } from '../cache/accounts';
import type { CacheEndpoint } from '../cache/cache-endpoint';
import { ReplicationGroupMetrics } from '../metrics';
import { type CacheFacts, NODE_RESTRICTIONS } from '../cache/facts';
import { groupFindings, serveWith } from '../cache/group-fit';
import { OpenAccounts } from '../cache/open-accounts';
import { PortsOfCache } from '../cache/ports';
import { TokenAccounts } from '../cache/token-accounts';
import { UserAccounts } from '../cache/user-accounts';
import { importFindings } from '../cache/rules/imports';
import { CacheConfigurationError, refuse } from '../errors/configuration-error';
import { EvictionPolicy } from '../vocabulary/eviction-policy';
import { ClusterMode } from '../vocabulary/topology';
import { TransitEncryption } from '../vocabulary/transit-encryption';
import { replicationGroupArn } from './arn';
import { DEFAULT_PORT } from './plan';
import type { ReplicationGroupAttributes } from './replication-group-attributes';
import { ReplicationGroupBase } from './replication-group-base';

/** Stands for a number that nobody said: nodes are not guessed, so what depends on it is refused as if only the deployment knew it. */
const UNKNOWN = Lazy.number({ produce: () => undefined });

/** A replication group that was made elsewhere. */
export class ImportedReplicationGroup extends ReplicationGroupBase {
  public readonly connections: ec2.Connections;
  public readonly replicationGroupId: string;
  public readonly configurationEndpoint?: CacheEndpoint;
  public readonly primaryEndpoint?: CacheEndpoint;
  public readonly readerEndpoint?: CacheEndpoint;
  /** @internal */
  protected readonly _ports: PortsOfCache;
  private readonly accounts: Accounts;

  public constructor(
    scope: Construct,
    id: string,
    private readonly attributes: ReplicationGroupAttributes,
  ) {
    super(scope, id, { environmentFromArn: attributes.cacheArn });
    refuse(
      this.node.path,
      importFindings({
        id: 'RG_IMPORT_INVALID',
        resource: 'replicationgroup',
        property: 'replicationGroupId',
        name: attributes.replicationGroupId,
        arn: attributes.cacheArn,
        port: attributes.port,
      }),
    );
    const port = attributes.port ?? DEFAULT_PORT;
    this.replicationGroupId = attributes.replicationGroupId;
    this.configurationEndpoint = attributes.configurationEndpoint;
    this.primaryEndpoint = attributes.primaryEndpoint;
    this.readerEndpoint = attributes.readerEndpoint;
    this.connections = new ec2.Connections({
      securityGroups: attributes.securityGroups,
      defaultPort: ec2.Port.tcp(port),
    });
    this._ports = PortsOfCache.single(port, this.readerEndpoint !== undefined);
    this.accounts = this.createAccounts();
  }

  public override get cacheArn(): string {
    return this.attributes.cacheArn ?? replicationGroupArn(this, this.replicationGroupId);
  }

  public get endpoint(): CacheEndpoint {
    const endpoint = this.primaryEndpoint ?? this.configurationEndpoint;
    return (
      endpoint ??
      this.incomplete(
        'an endpoint',
        'Give `configurationEndpoint`, or `primaryEndpoint` of a cache that is not sharded',
      )
    );
  }

  public get metrics(): ReplicationGroupMetrics {
    const { clusterMode } = this;
    if (clusterMode === undefined) {
      return this.incomplete(
        'a mode, which its nodes are named after, for its metrics',
        'Give `clusterMode`, or its endpoints,',
      );
    }
    const { shards = clusterMode === ClusterMode.ENABLED ? UNKNOWN : 1, replicasPerShard = UNKNOWN } = this.attributes;
    return new ReplicationGroupMetrics({
      replicationGroupId: this.replicationGroupId,
      isClusterNaming: clusterMode !== ClusterMode.DISABLED,
      shards,
      replicasPerShard,
      cache: this,
    });
  }

  /** Of the mode the endpoints tell, where nobody says it: each mode has others. */
  private get clusterMode(): ClusterMode | undefined {
    const { clusterMode, primaryEndpoint, configurationEndpoint } = this.attributes;
    if (clusterMode !== undefined) return clusterMode;
    if (configurationEndpoint === undefined) return primaryEndpoint && ClusterMode.DISABLED;
    return primaryEndpoint === undefined ? ClusterMode.ENABLED : ClusterMode.COMPATIBLE;
  }

  /** @internal */
  protected get _facts(): CacheFacts {
    const { engine, evictionPolicy, transitEncryption } = this.attributes;
    if (engine === undefined) return this.incomplete('an engine', "Give `engine`, for example Engine.valkey('8.1')");
    const { configurationEndpoint: configuration, primaryEndpoint: primary, readerEndpoint: reader } = this;
    const isSharded = this.endpoint === configuration;
    return {
      cacheId: this.node.path,
      kind: isSharded ? 'sharded' : 'replicated',
      engine: { name: engine.name === 'redis' ? 'redis' : 'valkey', version: engine.version },
      tls: transitEncryption !== TransitEncryption.DISABLED,
      evictionPolicy: evictionPolicy ?? EvictionPolicy.VOLATILE_LRU,
      endpoints: isSharded ? { configuration } : { primary, ...(reader && { reader }) },
      restricted: NODE_RESTRICTIONS,
      region: this.env.region,
    };
  }

  /** @internal */
  protected get _accounts(): Accounts {
    return this.accounts;
  }

  private createAccounts(): Accounts {
    const { authentication } = this.attributes;
    switch (authentication?._kind) {
      case 'token':
        return authentication._secret === undefined
          ? this.incomplete('the secret of its AUTH token', 'Give Authentication.authToken(secret)')
          : new TokenAccounts(this, authentication._secret);
      case 'users':
        return this.createUsers(authentication._group);
      default:
        return new OpenAccounts();
    }
  }

  private createUsers(group: IUserGroup | undefined): Accounts {
    const { engine, encryptionKey: key } = this.attributes;
    if (group === undefined) return this.incomplete('its user group', 'Give Authentication.userGroup(group)');
    if (engine === undefined) return this.incomplete('an engine', "Give `engine`, for example Engine.valkey('8.1')");
    const served = { engine, id: 'RG_USER_GROUP_UNSUITED' };
    refuse(this.node.path, groupFindings(group, served));
    serveWith(group, served);
    return new UserAccounts({
      cache: this,
      kind: this.configurationEndpoint === undefined ? 'replicated' : 'sharded',
      engine,
      group,
      key,
      cacheArn: () => this.cacheArn,
      cacheName: () => this.replicationGroupId,
    });
  }

  private incomplete(what: string, fix: string): never {
    throw new CacheConfigurationError(this.node.path, [
      {
        id: 'RG_IMPORT_INCOMPLETE',
        given: `an imported cache without ${what}`,
        allowed: 'imports that name what is used of them',
        fix: `${fix} in ReplicationGroup.fromReplicationGroupAttributes`,
      },
    ]);
  }
}
