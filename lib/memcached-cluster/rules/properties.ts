import type { PropertyTable } from '../../errors/property-kinds';
import { KIND } from '../../vocabulary/property-kinds';

/** What each property of a cluster is. */
export const CLUSTER_PROPERTIES: PropertyTable = {
  required: { vpc: KIND.vpc, nodeType: KIND.nodeType, nodes: KIND.number },
  optional: {
    vpcSubnets: KIND.subnets,
    securityGroups: KIND.securityGroups,
    engine: KIND.memcachedEngine,
    crossZone: KIND.flag,
    availabilityZones: KIND.texts,
    parameters: KIND.map,
    rawParameters: KIND.map,
    parameterGroup: KIND.parameterGroup,
    transitEncryption: KIND.text,
    port: KIND.number,
    networkType: KIND.text,
    ipDiscovery: KIND.text,
    maintenanceWindow: KIND.text,
    notificationTopic: KIND.topic,
    clusterName: KIND.text,
    description: KIND.text,
    removalPolicy: KIND.text,
  },
};
