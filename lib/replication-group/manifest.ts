import {
  type CacheManifest,
  MANIFEST_VERSION,
  type ManifestEndpoints,
  type ManifestNamespace,
  type ManifestUser,
} from '../contract';
import { MAX_NAME_LENGTH } from '../model/names';
import type { Namespace } from '../vocabulary/namespace';
import type { GroupPlan } from './plan';

/** What only the deployment knows: tokens while the template is made. */
export interface DeployedFacts {
  readonly endpoints: ManifestEndpoints;
  readonly region: string;
}

export function manifestOf(
  plan: GroupPlan,
  deployed: DeployedFacts,
  users: readonly ManifestUser[],
  namespaces: readonly Namespace[],
): CacheManifest {
  return {
    manifestVersion: MANIFEST_VERSION,
    cacheId: plan.path,
    kind: plan.topology.kind,
    engine: { name: 'valkey', version: plan.engine.version },
    endpoints: deployed.endpoints,
    tls: true,
    auth: { kind: 'users', users },
    evictionPolicy: plan.eviction,
    namespaces: namespaces.map(describeNamespace),
    // Node-based caches lack CONFIG and the administrator's commands; the further restrictions of the contract are those of serverless.
    restricted: ['config', 'admin'],
    region: deployed.region,
  };
}

function describeNamespace({ name, keyPrefix, pattern }: Namespace): ManifestNamespace {
  return { name, keyPrefix, pattern: pattern.name, ...pattern._settings };
}

/**
 * The longest that a manifest can become in bytes once the tokens have values, to choose its way into a consumer's environment
 * while the template is made.
 */
export function manifestSizeBound(plan: GroupPlan, consumer: string, namespaces: readonly Namespace[]): number {
  // Host names: the group's id (40) twice, a hash, a Region code and the domain. ARNs: a secret's name made from a logical id.
  const endpoint = { host: 'h'.repeat(150), port: 65535 };
  const endpoints =
    plan.topology.kind === 'sharded' ? { configuration: endpoint } : { primary: endpoint, reader: endpoint };
  const user = {
    consumer,
    userName: 'u'.repeat(MAX_NAME_LENGTH),
    secretArn: 'a'.repeat(240),
    namespaces: namespaces.map((namespace) => namespace.name),
  };
  return JSON.stringify(manifestOf(plan, { endpoints, region: 'r'.repeat(20) }, [user], namespaces)).length;
}
