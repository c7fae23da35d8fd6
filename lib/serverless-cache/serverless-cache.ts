import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { CfnServerlessCache } from 'aws-cdk-lib/aws-elasticache';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { Accounts } from '../cache/accounts';
import { CacheEndpoint } from '../cache/cache-endpoint';
import { CacheEncryption } from '../cache/encryption';
import { createKey } from '../cache/encryption-key';
import { warnOfOpenFirewalls } from '../cache/exposure';
import type { CacheFacts } from '../cache/facts';
import { firewallsOf } from '../cache/network';
import { warnOfKey } from '../cache/place-warnings';
import { PortsOfCache } from '../cache/ports';
import { nameInArn } from '../cache/rules/imports';
import { keyFindings } from '../cache/rules/keys';
import { refuse } from '../errors/configuration-error';
import { propertyFindings } from '../errors/property-kinds';
import { warn } from '../errors/warn';
import type { EngineName } from '../model/engine-catalog';
import { findingsOf } from '../model/finding';
import { NetworkType } from '../vocabulary/network-type';
import { createAccounts } from './create-accounts';
import { serverlessFacts } from './facts';
import { generatedName, stableOrder } from './identity';
import { ImportedServerlessCache } from './imported-serverless-cache';
import { placementFindings, placeServerless } from './network';
import { planServerlessCache, type ServerlessPlan, writerPort } from './plan';
import { deletionPolicy, renderServerlessCache } from './render';
import { SERVERLESS_RULES } from './rules';
import { SERVERLESS_PROPERTIES } from './rules/properties';
import type { ServerlessCacheAttributes } from './serverless-cache-attributes';
import { type IServerlessCache, ServerlessCacheBase } from './serverless-cache-base';
import type { ServerlessCacheProps } from './serverless-cache-props';
import { SERVERLESS_WARNINGS } from './warnings';

/**
 * A production cache without nodes: Valkey, Redis OSS or Memcached that grows and shrinks with its traffic, always encrypted in transit and at
 * rest, in several availability zones, closed to everybody until a consumer is connected, and kept as a snapshot when it is deleted or replaced.
 *
 * Writes and strong reads go to one port, reads that may be stale to the next: 6379 and 6380, of Memcached 11211 and 11212. Clients speak the
 * cluster protocol. The eviction policy is fixed, `volatile-lru`: keys without a TTL are never evicted, and when they fill the cache up
 * to its maximum, writes fail.
 *
 * @resource AWS::ElastiCache::ServerlessCache
 */
export class ServerlessCache extends ServerlessCacheBase {
  /** A cache that was made elsewhere, with what is known of it. */
  public static fromServerlessCacheAttributes(
    scope: Construct,
    id: string,
    attributes: ServerlessCacheAttributes,
  ): IServerlessCache {
    return new ImportedServerlessCache(scope, id, attributes);
  }

  /** A cache of this account and Region by its name: for metrics and permissions. */
  public static fromServerlessCacheName(scope: Construct, id: string, serverlessCacheName: string): IServerlessCache {
    return new ImportedServerlessCache(scope, id, { serverlessCacheName });
  }

  /** A cache by its ARN, `arn:aws:elasticache:<region>:<account>:serverlesscache:<name>`: for metrics and permissions. */
  public static fromServerlessCacheArn(scope: Construct, id: string, cacheArn: string): IServerlessCache {
    const serverlessCacheName = nameInArn(scope, id, 'SC_IMPORT_INVALID', 'serverlesscache', cacheArn);
    return new ImportedServerlessCache(scope, id, { serverlessCacheName, cacheArn });
  }

  /** Firewall of the cache, with both of its ports. A cache with a public endpoint has none. */
  public readonly connections: ec2.Connections;

  public readonly cacheArn: string;

  public readonly serverlessCacheName: string;

  /** Encrypts data, snapshots and the users' secrets; absent where AWS owns the key. */
  public readonly encryptionKey?: kms.IKey;

  /** Where writes go, and reads that must not be stale. */
  public readonly endpoint: CacheEndpoint;

  /** Where reads go that may be stale: faster, and on another port. Always there. */
  public readonly readerEndpoint?: CacheEndpoint;

  /** @internal */
  protected readonly _engine: EngineName;
  /** @internal */
  protected readonly _facts: CacheFacts;
  /** @internal */
  protected readonly _accounts: Accounts;
  /** @internal */
  protected readonly _ports: PortsOfCache;

  public constructor(scope: Construct, id: string, props: ServerlessCacheProps) {
    super(scope, id);
    const ids = { missing: 'SC_PROPERTY_MISSING', kind: 'SC_PROPERTY_KIND' };
    refuse(this.node.path, propertyFindings(ids, SERVERLESS_PROPERTIES, props));
    const plan = planServerlessCache(this.node.path, props);
    const placement = props.vpc && !plan.isPublic ? placeServerless(props.vpc, props.vpcSubnets) : undefined;
    refuse(this.node.path, [
      ...findingsOf(SERVERLESS_RULES, plan),
      ...keyFindings('SC_KEY_UNSUITED', this, props.encryptionKey),
      ...(placement === undefined ? [] : placementFindings(placement)),
    ]);
    warn(this, findingsOf(SERVERLESS_WARNINGS, plan));
    warnOfKey(this, props.encryptionKey);

    this._engine = plan.engine.name;
    this._ports = PortsOfCache.pair(writerPort(this._engine));
    if (plan.encryption === CacheEncryption.CUSTOMER_MANAGED) {
      this.encryptionKey = props.encryptionKey ?? createKey(this, plan.removalPolicy);
    }
    const securityGroups = props.vpc && firewallsOf(this, props.vpc, props.securityGroups);
    this.connections = this.createConnections(plan, securityGroups);
    const { accounts, userGroupId, finish } = createAccounts(this, plan, props, this.encryptionKey);
    this._accounts = accounts;
    const createOnly = {
      keyArn: this.encryptionKey?.keyArn,
      subnetIds: placement && stableOrder(this, placement.subnetIds),
      restoreFrom: plan.restoreFrom,
      networkType: plan.networkType,
      connectionType: plan.connectionType,
    };
    const cache = new CfnServerlessCache(
      this,
      'Resource',
      renderServerlessCache(plan, {
        ...createOnly,
        name: plan.givenName ?? generatedName(this, createOnly),
        securityGroupIds: securityGroups?.map(({ securityGroupId }) => securityGroupId),
        userGroupId,
      }),
    );
    cache.applyRemovalPolicy(deletionPolicy(plan));
    finish(cache);

    this.serverlessCacheName = cache.ref;
    this.cacheArn = cache.attrArn;
    this.endpoint = CacheEndpoint._ofAttributes(cache.attrEndpointAddress, cache.attrEndpointPort);
    const readerEndpoint = CacheEndpoint._ofAttributes(cache.attrReaderEndpointAddress, cache.attrReaderEndpointPort);
    this.readerEndpoint = readerEndpoint;
    const { endpoint } = this;
    this._facts = serverlessFacts({
      cacheId: this.node.path,
      engine: plan.engine,
      endpoint,
      readerEndpoint,
      region: this.stack.region,
    });
    this._publish();
  }

  /** @internal */
  protected override get _isPublic(): boolean {
    return this.connections.securityGroups.length === 0;
  }

  /** A public cache has no firewall of its own; a consumer's must let it out to wherever the name leads. */
  private createConnections(plan: ServerlessPlan, securityGroups: ec2.ISecurityGroup[] | undefined): ec2.Connections {
    const defaultPort = this._ports.all;
    if (securityGroups === undefined) {
      const peer = plan.networkType === NetworkType.IPV6 ? ec2.Peer.anyIpv6() : ec2.Peer.anyIpv4();
      return new ec2.Connections({ peer, defaultPort });
    }
    warnOfOpenFirewalls(this, securityGroups);
    return new ec2.Connections({ securityGroups, defaultPort });
  }
}
