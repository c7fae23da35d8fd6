import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { certificateHost } from '../../../lib/model/nodes';
import { type ClusterMember, renderClusterFile } from '../engine/cluster-file';
import { FILE, renderConfig } from '../engine/config';
import { renderUsers } from '../engine/users-file';
import { STATE_FILE, type StateDirectory } from '../state/state-directory';
import { passwordHash } from '../template/users';
import type { Authority } from '../tls/authority';
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
  readonly maxMemoryMiB: number;
  readonly nodeTimeoutMs: number;
}

/** Writes every file that a cache's engines read. Tells each node's folder, in the order of the nodes. */
export async function install(
  state: StateDirectory,
  fitted: FittedCache,
  layout: CacheLayout,
  authority: Authority | undefined,
  secrets: TwinSecrets,
  options: InstallOptions,
): Promise<readonly string[]> {
  const folder = join(STATE_FILE.caches, layout.plan.cacheId);
  await mkdir(state.file(folder), { recursive: true, mode: 0o700 });
  const tls = authority && layout.plan.tls ? await installCertificate(state, folder, layout, authority) : undefined;
  const users = renderUsers(
    layout.plan.access,
    { name: secrets.replication.user, passwordHash: passwordHash(secrets.replication.password) },
    { name: secrets.administrator.user, passwordHash: passwordHash(secrets.administrator.password) },
  );
  const members = membersOf(layout);
  return Promise.all(
    layout.nodes.map(async (node, index) => {
      const home = join(folder, node.name);
      await mkdir(state.file(home), { recursive: true, mode: 0o700 });
      const sharded = layout.plan.kind === 'sharded';
      const primary =
        sharded || node.role === 'primary' ? undefined : layout.nodes.find(({ role }) => role === 'primary');
      await state.write(join(home, FILE.users), users);
      await state.write(
        join(home, FILE.config),
        renderConfig({
          directory: state.file(home),
          port: node.port,
          ...(sharded && { cluster: { busPort: node.busPort, host: node.host, nodeTimeoutMs: options.nodeTimeoutMs } }),
          ...(primary && { replicaOf: primary.port }),
          ...(tls && { tls }),
          maxMemory: options.maxMemoryMiB * 1024 * 1024,
          replication: secrets.replication,
          replicaOfCommand: secrets.replicaOfCommand,
          directives: fitted.directives,
        }),
      );
      const self = members[index];
      if (sharded && self !== undefined) {
        await state.write(join(home, FILE.cluster), renderClusterFile(members, self, fitted.engine));
      }
      return state.file(home);
    }),
  );
}

async function installCertificate(
  state: StateDirectory,
  folder: string,
  layout: CacheLayout,
  authority: Authority,
): Promise<{ readonly caFile: string; readonly certificateFile: string; readonly keyFile: string }> {
  const issued = await authority.issue([certificateHost(layout.naming)]);
  return {
    caFile: state.file(STATE_FILE.authority),
    certificateFile: await state.write(join(folder, FILE.certificate), issued.certificate),
    keyFile: await state.write(join(folder, FILE.key), issued.privateKey),
  };
}

function membersOf({ plan, nodes }: CacheLayout): readonly ClusterMember[] {
  const primaryOf = (node: NodeLayout): NodeLayout | undefined =>
    nodes.find((candidate) => candidate.shard === node.shard && candidate.role === 'primary');
  return nodes.map((node) => ({
    id: node.clusterId,
    shardId: node.shardClusterId,
    host: node.host,
    port: node.port,
    busPort: node.busPort,
    tls: plan.tls,
    ...(node.role === 'replica' && { primaryId: primaryOf(node)?.clusterId }),
    epoch: node.shard,
    slots: node.slots,
  }));
}
