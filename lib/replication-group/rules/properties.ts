import type { PropertyTable } from '../../errors/property-kinds';
import { KIND } from '../../vocabulary/property-kinds';

/** What each property of a replication group is. */
export const GROUP_PROPERTIES: PropertyTable = {
  required: { vpc: KIND.vpc, engine: KIND.engine, nodeType: KIND.nodeType, topology: KIND.topology },
  optional: {
    vpcSubnets: KIND.subnets,
    securityGroups: KIND.securityGroups,
    eviction: KIND.text,
    preset: KIND.preset,
    parameters: KIND.map,
    rawParameters: KIND.map,
    parameterGroup: KIND.parameterGroup,
    authentication: KIND.authentication,
    transitEncryption: KIND.text,
    encryption: KIND.text,
    encryptionKey: KIND.key,
    port: KIND.number,
    networkType: KIND.text,
    ipDiscovery: KIND.text,
    durability: KIND.text,
    restoreFrom: KIND.restore,
    autoMinorVersionUpgrade: KIND.flag,
    replicationGroupId: KIND.text,
    snapshotRetention: KIND.duration,
    snapshotWindow: KIND.text,
    maintenanceWindow: KIND.text,
    notificationTopic: KIND.topic,
    removalPolicy: KIND.text,
    description: KIND.text,
    nodeQuota: KIND.number,
  },
};
