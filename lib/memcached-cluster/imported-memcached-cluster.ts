import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import type { Accounts } from '../cache/accounts';
import type { CacheEndpoint } from '../cache/cache-endpoint';
import type { CacheFacts } from '../cache/facts';
import { OpenAccounts } from '../cache/open-accounts';
import { PortsOfCache } from '../cache/ports';
import { importFindings } from '../cache/rules/imports';
import { CacheConfigurationError, refuse } from '../errors/configuration-error';
import { EvictionPolicy } from '../vocabulary/eviction-policy';
import { TransitEncryption } from '../vocabulary/transit-encryption';
import { factsOf } from './facts';
import type { MemcachedClusterAttributes } from './memcached-cluster-attributes';
import { MemcachedClusterBase } from './memcached-cluster-base';
import { DEFAULT_PORT } from './plan';

/** A Memcached cluster that was made elsewhere. */
export class ImportedMemcachedCluster extends MemcachedClusterBase {
  public readonly clusterName: string;
  public readonly connections: ec2.Connections;
  /** @internal */
  protected readonly _accounts: Accounts = new OpenAccounts();
  /** @internal */
  protected readonly _ports: PortsOfCache;

  public constructor(
    scope: Construct,
    id: string,
    private readonly attributes: MemcachedClusterAttributes,
  ) {
    super(scope, id, { environmentFromArn: attributes.cacheArn });
    refuse(
      this.node.path,
      importFindings({
        id: 'MC_IMPORT_INVALID',
        resource: 'cluster',
        property: 'clusterName',
        name: attributes.clusterName,
        arn: attributes.cacheArn,
        port: attributes.port,
      }),
    );
    const port = attributes.port ?? attributes.endpoint?.port ?? DEFAULT_PORT;
    this.clusterName = attributes.clusterName;
    this.connections = new ec2.Connections({
      securityGroups: attributes.securityGroups,
      defaultPort: ec2.Port.tcp(port),
    });
    this._ports = PortsOfCache.single(port, false);
  }

  public override get cacheArn(): string {
    return this.attributes.cacheArn ?? super.cacheArn;
  }

  public get endpoint(): CacheEndpoint {
    return this.attributes.endpoint ?? this.incomplete('a configuration endpoint', 'Give `endpoint`');
  }

  /** @internal */
  protected get _facts(): CacheFacts {
    const { engine, evictionPolicy, transitEncryption } = this.attributes;
    if (engine === undefined)
      return this.incomplete('an engine', 'Give `engine`, for example Engine.MEMCACHED_1_6_22,');
    return factsOf({
      cacheId: this.node.path,
      version: engine.version,
      tls: transitEncryption !== TransitEncryption.DISABLED,
      evictionPolicy: evictionPolicy ?? EvictionPolicy.ALLKEYS_LRU,
      endpoint: this.endpoint,
      region: this.env.region,
    });
  }

  private incomplete(what: string, fix: string): never {
    throw new CacheConfigurationError(this.node.path, [
      {
        id: 'MC_IMPORT_INCOMPLETE',
        given: `an imported cluster without ${what}`,
        allowed: 'imports that name what is used of them',
        fix: `${fix} in MemcachedCluster.fromMemcachedClusterAttributes`,
      },
    ]);
  }
}
