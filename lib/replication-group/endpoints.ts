import { Token } from 'aws-cdk-lib';
import type { CfnReplicationGroup } from 'aws-cdk-lib/aws-elasticache';
import { CacheEndpoint } from './cache-endpoint';
import type { GroupPlan } from './plan';

/** Where a cache of a certain topology listens. Asking for an endpoint that its mode lacks fails the deployment. */
export interface Endpoints {
  readonly configuration?: CacheEndpoint;
  readonly primary?: CacheEndpoint;
  readonly reader?: CacheEndpoint;
}

export function endpointsOf(group: CfnReplicationGroup, { topology, multiAz }: GroupPlan): Endpoints {
  if (topology.kind === 'sharded') {
    return { configuration: endpoint(group.attrConfigurationEndPointAddress, group.attrConfigurationEndPointPort) };
  }
  const primary = endpoint(group.attrPrimaryEndPointAddress, group.attrPrimaryEndPointPort);
  return multiAz
    ? { primary, reader: endpoint(group.attrReaderEndPointAddress, group.attrReaderEndPointPort) }
    : { primary };
}

/** CloudFormation's ports are strings; as a number token one stands unquoted in the manifest. */
function endpoint(host: string, port: string): CacheEndpoint {
  return new CacheEndpoint(host, Token.asNumber(port));
}
