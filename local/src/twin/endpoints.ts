import {
  clusterNodeHost,
  configurationHost,
  discoveryHost,
  type HostNaming,
  primaryHost,
  readerHost,
  serverlessHost,
} from '../../../lib/model/nodes';
import type { CachePlan } from '../template/plan';

/** The endpoints of a cache, as its manifest names them. */
export type EndpointName = 'configuration' | 'primary' | 'reader';

export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

export type CacheEndpoints = Readonly<Partial<Record<EndpointName, Endpoint>>>;

/** The endpoint that a client starts from. */
export const mainOf = ({ kind }: CachePlan): EndpointName => (kind === 'replicated' ? 'primary' : 'configuration');

/** Endpoints with a port of their own, in front of the nodes' ports and behind them; the others lead to a node's port. */
export function ownEndpoints({ kind, clustered }: CachePlan): {
  readonly first: readonly EndpointName[];
  readonly last: readonly EndpointName[];
} {
  switch (kind) {
    case 'sharded':
    case 'memcached':
      return { first: ['configuration'], last: [] };
    case 'serverless':
      return { first: [], last: ['reader'] };
    case 'replicated':
      return { first: clustered ? ['primary', 'configuration'] : [], last: [] };
  }
}

/** The names of the endpoints that a cache has. */
export function endpointHosts(plan: CachePlan, naming: HostNaming): Readonly<Partial<Record<EndpointName, string>>> {
  switch (plan.kind) {
    case 'sharded':
      return { configuration: configurationHost(naming) };
    case 'memcached':
      return { configuration: discoveryHost(naming) };
    case 'serverless':
      return { configuration: serverlessHost(naming), reader: serverlessHost(naming) };
    case 'replicated':
      if (plan.resource === 'CacheCluster') return { primary: clusterNodeHost(naming, plan.shards[0]?.id ?? '') };
      return {
        primary: primaryHost(naming),
        reader: readerHost(naming),
        ...(plan.clustered && { configuration: configurationHost(naming) }),
      };
  }
}
