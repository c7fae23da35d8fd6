import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { CfnReplicationGroup, CfnSubnetGroup } from 'aws-cdk-lib/aws-elasticache';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { Accounts } from '../cache/accounts';
import type { CacheEndpoint } from '../cache/cache-endpoint';
import { dynamicReferenceFindings } from '../cache/dynamic-references';
import { CacheEncryption } from '../cache/encryption';
import { createKey } from '../cache/encryption-key';
import { warnOfOpenFirewalls, warnOfPublicSubnets } from '../cache/exposure';
import { type CacheFacts, NODE_RESTRICTIONS } from '../cache/facts';
import { firewallFindings, firewallsOf, placeInVpc } from '../cache/network';
import { allowCacheToPublish, topicFindings } from '../cache/notifications';
import { warnOfKey } from '../cache/place-warnings';
import { PortsOfCache } from '../cache/ports';
import { nameInArn } from '../cache/rules/imports';
import { keyFindings } from '../cache/rules/keys';
import { ReplicationGroupMetrics } from '../metrics';
import { refuse } from '../errors/configuration-error';
import { propertyFindings } from '../errors/property-kinds';
import { warn } from '../errors/warn';
import { madeDescription } from '../model/description';
import { findingsOf } from '../model/finding';
import { ParameterGroup } from '../parameter-group/parameter-group';
import { ClusterMode } from '../vocabulary/topology';
import { TransitEncryption } from '../vocabulary/transit-encryption';
import { acknowledgeDecisions } from './acknowledgements';
import { createAccounts } from './create-accounts';
import { endpointsOf } from './endpoints';
import { ImportedReplicationGroup } from './imported-replication-group';
import { placementFindings } from './network';
import { parameterGroupProps, planReplicationGroup } from './plan';
import { renderReplicationGroup } from './render';
import type { ReplicationGroupAttributes } from './replication-group-attributes';
import { type IReplicationGroup, ReplicationGroupBase } from './replication-group-base';
import type { ReplicationGroupProps } from './replication-group-props';
import { GROUP_RULES } from './rules';
import { parameterFindings } from './rules/parameters';
import { GROUP_PROPERTIES } from './rules/properties';
import { GROUP_WARNINGS } from './warnings';

/**
 * A production cache: Valkey or Redis OSS on nodes of one's own, encrypted in transit and at rest, closed to everybody until a
 * consumer is connected, and kept as a snapshot when it is deleted or replaced.
 *
 * @resource AWS::ElastiCache::ReplicationGroup
 */
export class ReplicationGroup extends ReplicationGroupBase {
  /**
   * A cache that was made elsewhere, with what is known of it.
   */
  public static fromReplicationGroupAttributes(
    scope: Construct,
    id: string,
    attributes: ReplicationGroupAttributes,
  ): IReplicationGroup {
    return new ImportedReplicationGroup(scope, id, attributes);
  }

  /** A cache of this account and Region by its id: for permissions. */
  public static fromReplicationGroupId(scope: Construct, id: string, replicationGroupId: string): IReplicationGroup {
    return new ImportedReplicationGroup(scope, id, { replicationGroupId });
  }

  /** A cache by its ARN, `arn:aws:elasticache:<region>:<account>:replicationgroup:<id>`: for permissions. */
  public static fromReplicationGroupArn(scope: Construct, id: string, cacheArn: string): IReplicationGroup {
    const replicationGroupId = nameInArn(scope, id, 'RG_IMPORT_INVALID', 'replicationgroup', cacheArn);
    return new ImportedReplicationGroup(scope, id, { replicationGroupId, cacheArn });
  }

  /** Firewall of the cache, with its port. */
  public readonly connections: ec2.Connections;

  /** Id that ElastiCache knows the cache by. */
  public readonly replicationGroupId: string;

  /** Encrypts data, snapshots and the users' secrets; absent where AWS owns the key. */
  public readonly encryptionKey?: kms.IKey;

  /** Where a client starts: configuration endpoint of a sharded cache, else the primary endpoint. */
  public readonly endpoint: CacheEndpoint;

  /** Where clients of a sharded cache connect; absent where the cache does not speak the cluster protocol. */
  public readonly configurationEndpoint?: CacheEndpoint;

  /** Where writes go; absent where the cache is sharded. */
  public readonly primaryEndpoint?: CacheEndpoint;

  /** Where reads that may be stale can go; absent where the cache is sharded or has no replica. */
  public readonly readerEndpoint?: CacheEndpoint;

  /** CloudWatch metrics of the nodes, one by one and together. */
  public readonly metrics: ReplicationGroupMetrics;

  /** @internal */
  protected readonly _facts: CacheFacts;
  /** @internal */
  protected readonly _accounts: Accounts;
  /** @internal */
  protected readonly _ports: PortsOfCache;

  public constructor(scope: Construct, id: string, props: ReplicationGroupProps) {
    super(scope, id);
    const ids = { missing: 'RG_PROPERTY_MISSING', kind: 'RG_PROPERTY_KIND' };
    refuse(this.node.path, propertyFindings(ids, GROUP_PROPERTIES, props));
    const plan = planReplicationGroup(this.node.path, props);
    const placement = placeInVpc(props.vpc, props.vpcSubnets);
    refuse(this.node.path, [
      ...findingsOf(GROUP_RULES, plan),
      ...parameterFindings(plan),
      ...placementFindings(plan, placement),
      ...firewallFindings('RG_SECURITY_GROUPS_EMPTY', props.securityGroups),
      ...(plan.authentication === 'token' ? dynamicReferenceFindings(this, 1) : []),
      ...keyFindings('RG_KEY_UNSUITED', this, props.encryptionKey),
      ...topicFindings(
        { encrypted: 'RG_TOPIC_ENCRYPTED', elsewhere: 'RG_TOPIC_ELSEWHERE' },
        this,
        props.notificationTopic,
      ),
    ]);
    warn(this, findingsOf(GROUP_WARNINGS, plan));
    warnOfKey(this, props.encryptionKey);
    warnOfPublicSubnets(this, placement);

    if (plan.encryption === CacheEncryption.CUSTOMER_MANAGED) {
      this.encryptionKey = props.encryptionKey ?? createKey(this, plan.removalPolicy);
    }
    const securityGroups = firewallsOf(this, props.vpc, props.securityGroups);
    this.connections = new ec2.Connections({ securityGroups, defaultPort: ec2.Port.tcp(plan.port) });
    warnOfOpenFirewalls(this, securityGroups);
    const { accounts, references, finish } = createAccounts(this, plan, props, this.encryptionKey);
    const subnets = new CfnSubnetGroup(this, 'Subnets', {
      description: madeDescription(`Subnets of ${this.node.path}`),
      subnetIds: placement.subnetIds,
    });
    // An own group rather than a default one: only so can a value be changed later without swapping groups.
    const parameters = props.parameterGroup ?? new ParameterGroup(this, 'Parameters', parameterGroupProps(props));
    const group = new CfnReplicationGroup(
      this,
      'Resource',
      renderReplicationGroup(plan, {
        ...references,
        subnetGroupName: subnets.ref,
        parameterGroupName: parameters.parameterGroupName,
        securityGroupIds: securityGroups.map((securityGroup) => securityGroup.securityGroupId),
        keyArn: this.encryptionKey?.keyArn,
        topicArn: props.notificationTopic?.topicArn,
      }),
    );
    group.applyRemovalPolicy(plan.removalPolicy);
    if (plan.topology.kind === 'sharded') group.cfnOptions.updatePolicy = { useOnlineResharding: true };
    acknowledgeDecisions(group, plan);
    if (props.notificationTopic) allowCacheToPublish(this, props.notificationTopic);

    this.replicationGroupId = group.ref;
    finish(group, this.cacheArn);
    this.metrics = new ReplicationGroupMetrics({
      replicationGroupId: this.replicationGroupId,
      isClusterNaming: plan.topology.clusterMode !== ClusterMode.DISABLED,
      shards: plan.topology.shards,
      replicasPerShard: plan.topology.replicasPerShard,
      replicasOfShards: plan.topology.placement?.map(({ replicas }) => replicas),
      cache: this,
    });
    const endpoints = endpointsOf(group, plan);
    this.configurationEndpoint = endpoints.configuration;
    this.primaryEndpoint = endpoints.primary;
    this.readerEndpoint = endpoints.reader;
    this.endpoint = (endpoints.primary ?? endpoints.configuration) as CacheEndpoint;
    this._ports = PortsOfCache.single(plan.port, endpoints.reader !== undefined);
    this._accounts = accounts;
    this._facts = {
      cacheId: this.node.path,
      kind: plan.topology.kind,
      engine: { name: plan.engine.name === 'redis' ? 'redis' : 'valkey', version: plan.engine.version },
      tls: plan.transitEncryption !== TransitEncryption.DISABLED,
      evictionPolicy: plan.eviction,
      // A cache on its way to being sharded is still used as the replicated one that it was: no output may depend on what comes.
      endpoints:
        plan.topology.clusterMode === ClusterMode.COMPATIBLE ? { ...endpoints, configuration: undefined } : endpoints,
      restricted: NODE_RESTRICTIONS,
      region: this.stack.region,
    };
    this._publish();
  }
}
