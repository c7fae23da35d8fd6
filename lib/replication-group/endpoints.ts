import type { CfnReplicationGroup } from 'aws-cdk-lib/aws-elasticache';
import { CacheEndpoint } from '../cache/cache-endpoint';
import { ClusterMode } from '../vocabulary/topology';
import type { GroupPlan } from './plan';

/** Where a cache of a certain topology listens. Asking for an endpoint that its mode lacks fails the deployment. */
export interface Endpoints {
  readonly configuration?: CacheEndpoint;
  readonly primary?: CacheEndpoint;
  readonly reader?: CacheEndpoint;
}

export function endpointsOf(group: CfnReplicationGroup, { topology, multiAz }: GroupPlan): Endpoints {
  const configuration = CacheEndpoint._ofAttributes(
    group.attrConfigurationEndPointAddress,
    group.attrConfigurationEndPointPort,
  );
  if (topology.clusterMode === ClusterMode.ENABLED) return { configuration };
  const primary = CacheEndpoint._ofAttributes(group.attrPrimaryEndPointAddress, group.attrPrimaryEndPointPort);
  const reader = CacheEndpoint._ofAttributes(group.attrReaderEndPointAddress, group.attrReaderEndPointPort);
  return {
    primary,
    ...(multiAz && { reader }),
    ...(topology.clusterMode === ClusterMode.COMPATIBLE && { configuration }),
  };
}
