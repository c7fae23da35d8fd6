import type { PropertyTable } from '../../errors/property-kinds';
import { KIND } from '../../vocabulary/property-kinds';

/** What each property of a serverless cache is. Whether it needs a `vpc` depends on its connection type. */
export const SERVERLESS_PROPERTIES: PropertyTable = {
  required: { engine: KIND.serverlessEngine },
  optional: {
    vpc: KIND.vpc,
    vpcSubnets: KIND.subnets,
    securityGroups: KIND.securityGroups,
    connectionType: KIND.text,
    networkType: KIND.text,
    usageLimits: KIND.map,
    authentication: KIND.authentication,
    encryption: KIND.text,
    encryptionKey: KIND.key,
    snapshotRetention: KIND.duration,
    dailySnapshotTime: KIND.text,
    finalSnapshotName: KIND.text,
    restoreFrom: KIND.texts,
    removalPolicy: KIND.text,
    description: KIND.text,
    serverlessCacheName: KIND.text,
  },
};
