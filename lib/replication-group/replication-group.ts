import { ArnFormat, Aws, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { CfnParameterGroup, CfnReplicationGroup, CfnSubnetGroup } from 'aws-cdk-lib/aws-elasticache';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { Accounts } from '../cache/accounts';
import { CacheBase } from '../cache/cache-base';
import type { CacheEndpoint } from '../cache/cache-endpoint';
import { type CacheFacts, NODE_RESTRICTIONS } from '../cache/facts';
import { createSecurityGroup, placeInVpc } from '../cache/network';
import { PortsOfCache } from '../cache/ports';
import { UserAccounts } from '../cache/user-accounts';
import { UserGroup } from '../cache/user-group';
import { refuse } from '../errors/configuration-error';
import { findingsOf } from '../model/finding';
import { kebab } from '../model/names';
import { acknowledgeAccessControl } from './acknowledgements';
import { endpointsOf } from './endpoints';
import { placementFindings } from './network';
import { allowCacheToPublish, topicFindings } from './notifications';
import { planReplicationGroup, PORT } from './plan';
import { renderParameterGroup, renderReplicationGroup } from './render';
import type { ReplicationGroupProps } from './replication-group-props';
import { GROUP_RULES } from './rules';

/**
 * A production cache: Valkey on nodes of one's own, encrypted in transit and at rest, closed to everybody until a consumer is
 * connected, and kept as a snapshot when it is deleted or replaced.
 *
 * @resource AWS::ElastiCache::ReplicationGroup
 */
export class ReplicationGroup extends CacheBase {
  /** Firewall of the cache, with its port. */
  public readonly connections: ec2.Connections;

  public readonly cacheArn: string;

  /** Id that ElastiCache knows the cache by. */
  public readonly replicationGroupId: string;

  /** Encrypts data, snapshots and the users' secrets. */
  public readonly encryptionKey: kms.IKey;

  public readonly endpoint: CacheEndpoint;

  /** Where clients of a sharded cache connect; absent where the cache is not sharded. */
  public readonly configurationEndpoint?: CacheEndpoint;

  /** Where writes go; absent where the cache is sharded. */
  public readonly primaryEndpoint?: CacheEndpoint;

  /** Where reads that may be stale can go; absent where the cache is sharded or has no replica. */
  public readonly readerEndpoint?: CacheEndpoint;

  /** @internal */
  protected readonly _facts: CacheFacts;
  /** @internal */
  protected readonly _accounts: Accounts;
  /** @internal */
  protected readonly _ports: PortsOfCache;

  public constructor(scope: Construct, id: string, props: ReplicationGroupProps) {
    super(scope, id);
    const plan = planReplicationGroup(this.node.path, props);
    const placement = placeInVpc(props.vpc, props.vpcSubnets);
    refuse(this.node.path, [
      ...findingsOf(GROUP_RULES, plan),
      ...placementFindings(plan, placement),
      ...topicFindings(props.notificationTopic),
    ]);

    this.encryptionKey = props.encryptionKey ?? this.createKey(plan.removalPolicy);
    const securityGroups = props.securityGroups ?? [createSecurityGroup(this, props.vpc)];
    this.connections = new ec2.Connections({ securityGroups, defaultPort: ec2.Port.tcp(PORT) });
    const identity = { stackName: Stack.of(this).stackName, path: this.node.path, engine: plan.engine.name };
    const users = new UserGroup(this, 'Users', kebab(id) || 'cache', identity);
    const subnets = new CfnSubnetGroup(this, 'Subnets', {
      description: `Subnets of ${this.node.path}`,
      subnetIds: placement.subnetIds,
    });
    const parameters = new CfnParameterGroup(this, 'Parameters', renderParameterGroup(plan));
    const group = new CfnReplicationGroup(
      this,
      'Resource',
      renderReplicationGroup(plan, {
        subnetGroupName: subnets.ref,
        parameterGroupName: parameters.ref,
        securityGroupIds: securityGroups.map((securityGroup) => securityGroup.securityGroupId),
        userGroupId: users.resource.userGroupId,
        keyArn: this.encryptionKey.keyArn,
        topicArn: props.notificationTopic?.topicArn,
      }),
    );
    // The user group is named by its id rather than by a reference, so CloudFormation cannot see the order by itself.
    group.addResourceDependency(users.resource);
    group.applyRemovalPolicy(plan.removalPolicy);
    if (plan.topology.kind === 'sharded') group.cfnOptions.updatePolicy = { useOnlineResharding: true };
    acknowledgeAccessControl(group);
    if (props.notificationTopic) allowCacheToPublish(props.notificationTopic);

    this.replicationGroupId = group.ref;
    this.cacheArn = Stack.of(this).formatArn({
      service: 'elasticache',
      resource: 'replicationgroup',
      resourceName: this.replicationGroupId,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    const endpoints = endpointsOf(group, plan);
    this.configurationEndpoint = endpoints.configuration;
    this.primaryEndpoint = endpoints.primary;
    this.readerEndpoint = endpoints.reader;
    this.endpoint = (endpoints.configuration ?? endpoints.primary) as CacheEndpoint;
    this._ports = PortsOfCache.single(PORT, endpoints.reader !== undefined);
    this._accounts = new UserAccounts({
      cache: this,
      kind: plan.topology.kind,
      engine: plan.engine.name,
      group: users,
      key: this.encryptionKey,
    });
    this._facts = {
      cacheId: this.node.path,
      kind: plan.topology.kind,
      engine: { name: 'valkey', version: plan.engine.version },
      tls: true,
      evictionPolicy: plan.eviction,
      endpoints,
      restricted: NODE_RESTRICTIONS,
      region: Aws.REGION,
    };
    this._publish();
  }

  private createKey(removalPolicy: RemovalPolicy): kms.IKey {
    return new kms.Key(this, 'Key', {
      description: `Encrypts the cache ${this.node.path}`,
      enableKeyRotation: true,
      // A snapshot that outlives the cache is worthless without its key.
      removalPolicy: removalPolicy === RemovalPolicy.DESTROY ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    });
  }
}
