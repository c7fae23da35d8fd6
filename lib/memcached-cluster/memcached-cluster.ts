import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { CfnCacheCluster, CfnSubnetGroup } from 'aws-cdk-lib/aws-elasticache';
import type { Construct } from 'constructs';
import type { Accounts } from '../cache/accounts';
import { CacheEndpoint } from '../cache/cache-endpoint';
import { warnOfOpenFirewalls, warnOfPublicSubnets } from '../cache/exposure';
import type { CacheFacts } from '../cache/facts';
import { firewallFindings, firewallsOf, placeInVpc } from '../cache/network';
import { OpenAccounts } from '../cache/open-accounts';
import { allowCacheToPublish, topicFindings } from '../cache/notifications';
import { PortsOfCache } from '../cache/ports';
import { nameInArn } from '../cache/rules/imports';
import { subnetFindings } from '../cache/rules/subnets';
import { refuse } from '../errors/configuration-error';
import { propertyFindings } from '../errors/property-kinds';
import { warn } from '../errors/warn';
import { findingsOf } from '../model/finding';
import { ParameterGroup } from '../parameter-group/parameter-group';
import { planParameterGroup } from '../parameter-group/plan';
import { parameterFindings } from '../parameter-group/rules';
import { acknowledgePort } from './acknowledgements';
import { factsOf } from './facts';
import { ImportedMemcachedCluster } from './imported-memcached-cluster';
import type { MemcachedClusterAttributes } from './memcached-cluster-attributes';
import { type IMemcachedCluster, MemcachedClusterBase } from './memcached-cluster-base';
import type { MemcachedClusterProps } from './memcached-cluster-props';
import { encrypts, evictionOf, ownGroup, planMemcachedCluster } from './plan';
import { renderMemcachedCluster, resourceId } from './render';
import { CLUSTER_RULES } from './rules';
import { CLUSTER_PROPERTIES } from './rules/properties';
import { CLUSTER_WARNINGS } from './warnings';

/**
 * Memcached on nodes of one's own: keys spread over nodes by the client, encrypted in transit, closed to everybody until a consumer is
 * connected. Clients start at `endpoint` and learn the nodes from it (auto discovery).
 *
 * What there is not: users or passwords, so that the network alone decides who may read and write; encryption at rest, since nothing is at
 * rest; snapshots and replicas, so that a lost, patched or restarted node is empty. A ServerlessCache of Memcached has encryption at rest
 * and snapshots. AWS's automatic minor upgrades are for Valkey and Redis OSS.
 *
 * @resource AWS::ElastiCache::CacheCluster
 */
export class MemcachedCluster extends MemcachedClusterBase {
  /** A cluster that was made elsewhere, with what is known of it. */
  public static fromMemcachedClusterAttributes(
    scope: Construct,
    id: string,
    attributes: MemcachedClusterAttributes,
  ): IMemcachedCluster {
    return new ImportedMemcachedCluster(scope, id, attributes);
  }

  /** A cluster of this account and Region by its name: for metrics and permissions. */
  public static fromClusterName(scope: Construct, id: string, clusterName: string): IMemcachedCluster {
    return new ImportedMemcachedCluster(scope, id, { clusterName });
  }

  /** A cluster by its ARN, `arn:aws:elasticache:<region>:<account>:cluster:<name>`: for metrics and permissions. */
  public static fromClusterArn(scope: Construct, id: string, cacheArn: string): IMemcachedCluster {
    const clusterName = nameInArn(scope, id, 'MC_IMPORT_INVALID', 'cluster', cacheArn);
    return new ImportedMemcachedCluster(scope, id, { clusterName, cacheArn });
  }

  /** Name that ElastiCache knows the cluster by. */
  public readonly clusterName: string;

  /** Firewall of the cluster, with its port. */
  public readonly connections: ec2.Connections;

  /** Configuration endpoint: answers `config get cluster` with the nodes, and anything else as the node behind it does. */
  public readonly endpoint: CacheEndpoint;

  /** @internal */
  protected readonly _facts: CacheFacts;
  /** @internal */
  protected readonly _accounts: Accounts;
  /** @internal */
  protected readonly _ports: PortsOfCache;

  public constructor(scope: Construct, id: string, props: MemcachedClusterProps) {
    super(scope, id);
    const ids = { missing: 'MC_PROPERTY_MISSING', kind: 'MC_PROPERTY_KIND' };
    refuse(this.node.path, propertyFindings(ids, CLUSTER_PROPERTIES, props));
    const placement = placeInVpc(props.vpc, props.vpcSubnets);
    const plan = planMemcachedCluster(this.node.path, props, placement.zoneNames);
    refuse(this.node.path, [
      ...findingsOf(CLUSTER_RULES, plan),
      ...parameterFindings(planParameterGroup(this.node.path, ownGroup(props))),
      ...subnetFindings('MC_SUBNETS_OUT_OF_RANGE', placement),
      ...firewallFindings('MC_SECURITY_GROUPS_EMPTY', props.securityGroups),
      ...topicFindings(
        { encrypted: 'MC_TOPIC_ENCRYPTED', elsewhere: 'MC_TOPIC_ELSEWHERE' },
        this,
        props.notificationTopic,
      ),
    ]);
    warn(this, findingsOf(CLUSTER_WARNINGS, plan));
    warnOfPublicSubnets(this, placement);

    const securityGroups = firewallsOf(this, props.vpc, props.securityGroups);
    this.connections = new ec2.Connections({ securityGroups, defaultPort: ec2.Port.tcp(plan.port) });
    warnOfOpenFirewalls(this, securityGroups);
    const subnets = new CfnSubnetGroup(this, 'Subnets', {
      description: plan.description,
      subnetIds: placement.subnetIds,
    });
    const parameters = props.parameterGroup ?? new ParameterGroup(this, 'Parameters', ownGroup(props));
    const cluster = new CfnCacheCluster(
      this,
      resourceId(plan),
      renderMemcachedCluster(plan, {
        subnetGroupName: subnets.ref,
        parameterGroupName: parameters.parameterGroupName,
        securityGroupIds: securityGroups.map((securityGroup) => securityGroup.securityGroupId),
        topicArn: props.notificationTopic?.topicArn,
      }),
    );
    cluster.applyRemovalPolicy(plan.removalPolicy);
    acknowledgePort(cluster, plan.port);
    if (props.notificationTopic) allowCacheToPublish(this, props.notificationTopic);
    this.node.defaultChild = cluster;

    this.clusterName = cluster.ref;
    this.endpoint = CacheEndpoint._ofAttributes(
      cluster.attrConfigurationEndpointAddress,
      cluster.attrConfigurationEndpointPort,
    );
    this._ports = PortsOfCache.single(plan.port, false);
    this._accounts = new OpenAccounts();
    this._facts = factsOf({
      cacheId: this.node.path,
      version: plan.engine.version,
      tls: encrypts(plan),
      evictionPolicy: evictionOf(plan),
      endpoint: this.endpoint,
      region: this.stack.region,
    });
    this._publish();
  }
}
