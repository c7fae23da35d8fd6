import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { certificateHost, serverlessCertificateHost } from '../../../lib/model/nodes';
import { type ClusterMember, renderClusterFile } from '../engine/cluster-file';
import { FILE, renderConfig } from '../engine/config';
import { renderMemcachedScript } from '../engine/memcached-command';
import { renderUsers } from '../engine/users-file';
import { STATE_FILE, type StateDirectory } from '../state/state-directory';
import type { CacheResource } from '../template/plan';
import { passwordHash } from '../template/users';
import type { Authority, NodeCertificate } from '../tls/authority';
import type { FittedCache } from './fitting';
import type { CacheLayout, NodeLayout } from './layout';

/** Users, names and limits that all nodes of a twin share. Made anew for each twin; never in process arguments. */
export interface TwinSecrets {
  readonly administrator: { readonly user: string; readonly password: string };
  readonly replication: { readonly user: string; readonly password: string };
  readonly replicaOfCommand: string;
}

export function drawSecrets(): TwinSecrets {
  const random = (): string => randomBytes(24).toString('hex');
  return {
    administrator: { user: 'elasticache-kit-admin', password: random() },
    replication: { user: 'elasticache-kit-replication', password: random() },
    replicaOfCommand: `replicaof-${random()}`,
  };
}

export interface InstallOptions {
  readonly nodeTimeoutMs: number;
}

/** What an installation leaves for the start of a cache. */
export interface Installed {
  /** Each node's folder, in the order of the nodes. */
  readonly folders: readonly string[];
  /** Present where the cache has TLS. */
  readonly certificate?: NodeCertificate;
}

/** Ids are unique among caches of one kind only. */
const SUFFIX: Readonly<Record<CacheResource, string>> = {
  ReplicationGroup: '',
  CacheCluster: '.cluster',
  ServerlessCache: '.serverless',
};

/** Writes every file that a cache's engines read. */
export async function install(
  state: StateDirectory,
  fitted: FittedCache,
  layout: CacheLayout,
  authority: Authority | undefined,
  secrets: TwinSecrets,
  options: InstallOptions,
): Promise<Installed> {
  const { plan } = layout;
  const folder = join(STATE_FILE.caches, `${plan.cacheId}${SUFFIX[plan.resource]}`);
  await mkdir(state.file(folder), { recursive: true, mode: 0o700 });
  const certificate = authority && plan.tls ? await authority.issue(certificateHosts(layout)) : undefined;
  const homes = layout.nodes.map((node) => join(folder, node.name));
  await Promise.all(homes.map(async (home) => mkdir(state.file(home), { recursive: true, mode: 0o700 })));
  if (fitted.engine.name === 'memcached') await installMemcached(state, fitted, layout, homes);
  else await installEngine(state, fitted, layout, { folder, homes, certificate, secrets, ...options });
  return { folders: homes.map((home) => state.file(home)), ...(certificate && { certificate }) };
}

async function installMemcached(
  state: StateDirectory,
  { engine, options, memoryMiB }: FittedCache,
  { nodes }: CacheLayout,
  homes: readonly string[],
): Promise<void> {
  for (const [index, home] of homes.entries()) {
    const port = nodes[index]?.innerPort ?? 0;
    const command = { path: engine.path, directory: state.file(home), port, memoryMiB, options };
    await state.write(join(home, FILE.config), renderMemcachedScript(command));
  }
}

interface EngineInstallation extends InstallOptions {
  readonly folder: string;
  readonly homes: readonly string[];
  readonly certificate: NodeCertificate | undefined;
  readonly secrets: TwinSecrets;
}

async function installEngine(
  state: StateDirectory,
  fitted: FittedCache,
  layout: CacheLayout,
  { folder, homes, certificate, secrets, nodeTimeoutMs }: EngineInstallation,
): Promise<void> {
  const { plan, nodes } = layout;
  const tls = certificate && {
    caFile: state.file(STATE_FILE.authority),
    certificateFile: await state.write(join(folder, FILE.certificate), certificate.certificate),
    keyFile: await state.write(join(folder, FILE.key), certificate.privateKey),
  };
  const users = renderUsers(
    plan.access,
    { name: secrets.replication.user, passwordHash: passwordHash(secrets.replication.password) },
    { name: secrets.administrator.user, passwordHash: passwordHash(secrets.administrator.password) },
    plan.kind === 'serverless',
  );
  const members = membersOf(layout);
  const install = async (node: NodeLayout, index: number): Promise<void> => {
    const home = homes[index] ?? '';
    const primary =
      plan.clustered || node.role === 'primary' ? undefined : nodes.find(({ role }) => role === 'primary');
    await state.write(join(home, FILE.users), users);
    await state.write(
      join(home, FILE.config),
      renderConfig({
        directory: state.file(home),
        port: node.port,
        ...(plan.clustered && { cluster: { busPort: node.innerPort, host: node.host, nodeTimeoutMs } }),
        ...(primary && { replicaOf: primary.port }),
        ...(tls && { tls }),
        maxMemory: fitted.memoryMiB * 1024 * 1024,
        replication: secrets.replication,
        replicaOfCommand: secrets.replicaOfCommand,
        directives: fitted.directives,
      }),
    );
    const self = members[index];
    if (plan.clustered && self !== undefined) {
      await state.write(join(home, FILE.cluster), renderClusterFile(members, self, fitted.engine));
    }
  };
  await Promise.all(nodes.map(install));
}

/** The names that a cache's certificate carries. */
function certificateHosts({ plan, naming, nodes, endpoints }: CacheLayout): readonly [string, ...string[]] {
  switch (plan.resource) {
    case 'ReplicationGroup':
      return [certificateHost(naming)];
    case 'ServerlessCache':
      return [serverlessCertificateHost(naming)];
    case 'CacheCluster':
      return [endpoints.configuration?.host ?? '', ...nodes.map((node) => node.host)];
  }
}

function membersOf({ plan, nodes }: CacheLayout): readonly ClusterMember[] {
  const primaryOf = (node: NodeLayout): NodeLayout | undefined =>
    nodes.find((candidate) => candidate.shard === node.shard && candidate.role === 'primary');
  return nodes.map((node) => ({
    id: node.clusterId,
    shardId: node.shardClusterId,
    host: node.host,
    port: node.port,
    busPort: node.innerPort,
    tls: plan.tls,
    ...(node.role === 'replica' && { primaryId: primaryOf(node)?.clusterId }),
    epoch: node.shard,
    slots: node.slots,
  }));
}
