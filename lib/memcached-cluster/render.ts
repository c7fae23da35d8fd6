import type { CfnCacheClusterProps } from 'aws-cdk-lib/aws-elasticache';
import { known } from '../cache/known';
import { type ClusterPlan, encrypts, zonesOfNodes } from './plan';

/** Names of the resources that a cluster refers to. */
export interface ClusterReferences {
  readonly subnetGroupName: string;
  readonly parameterGroupName: string;
  readonly securityGroupIds: string[];
  readonly topicArn: string | undefined;
}

export function renderMemcachedCluster(plan: ClusterPlan, refs: ClusterReferences): CfnCacheClusterProps {
  const zones = zonesOfNodes(plan);
  return {
    engine: 'memcached',
    engineVersion: plan.engine.version,
    cacheNodeType: plan.nodeType,
    numCacheNodes: plan.nodes,
    azMode: plan.crossZone ? 'cross-az' : 'single-az',
    port: plan.port,
    cacheSubnetGroupName: refs.subnetGroupName,
    cacheParameterGroupName: refs.parameterGroupName,
    // Another name than a replication group has for the same.
    vpcSecurityGroupIds: refs.securityGroupIds,
    transitEncryptionEnabled: encrypts(plan),
    preferredMaintenanceWindow: plan.maintenanceWindow,
    ...(zones === undefined ? {} : { preferredAvailabilityZones: [...zones] }),
    ...(plan.clusterName === undefined ? {} : { clusterName: plan.clusterName }),
    ...(plan.networkType === undefined ? {} : { networkType: plan.networkType }),
    ...(plan.ipDiscovery === undefined ? {} : { ipDiscovery: plan.ipDiscovery }),
    ...(refs.topicArn === undefined ? {} : { notificationTopicArn: refs.topicArn }),
  };
}

/**
 * Id of the cluster's resource. It names what ElastiCache decides when a cluster is made and CloudFormation nevertheless takes for something
 * to change in place: the node type, for which AWS says to change the logical id, and encryption in transit. So that such a change makes a
 * new cluster, instead of an update that fails or one that reports success and changes nothing.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-cachecluster.html
 */
export function resourceId(plan: ClusterPlan): string {
  const nodeType = known(plan.nodeType)?.replace(/^cache\./, '') ?? 'cluster';
  const words = [...nodeType.split(/[^A-Za-z0-9]+/), ...(encrypts(plan) ? [] : ['plaintext'])];
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}
