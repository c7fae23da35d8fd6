import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FILE } from '../engine/config';
import type { CacheRecord, NodeRecord, TwinRecord } from '../state/record';
import { STATE_FILE } from '../state/state-directory';
import { nodeRuns, runningTwin } from '../state/twins';

/** A node as it is now. */
export interface NodeStatus extends NodeRecord {
  readonly running: boolean;
}

export interface TwinStatus extends Omit<TwinRecord, 'caches'> {
  readonly caches: readonly (Omit<CacheRecord, 'nodes'> & { readonly nodes: readonly NodeStatus[] })[];
}

/** A running twin, each node with the role it has now and whether it runs. */
export async function status(root: string, stack: string | undefined): Promise<TwinStatus> {
  const { record, folder } = await runningTwin(root, stack);
  const caches = await Promise.all(
    record.caches.map(async (cache) => ({
      ...cache,
      nodes: await Promise.all(
        cache.nodes.map(async (node) => ({
          ...node,
          role: (await roleOf(folder, cache, node)) ?? node.role,
          running: await nodeRuns(node.pid, folder),
        })),
      ),
    })),
  );
  return { ...record, caches };
}

/** An engine in cluster mode keeps its role in its cluster file, up to date at every failover; others have no such file. */
async function roleOf(
  folder: string,
  cache: CacheRecord,
  node: NodeRecord,
): Promise<'primary' | 'replica' | undefined> {
  const path = join(folder, STATE_FILE.caches, cache.cacheId, node.name, FILE.cluster);
  const text = await readFile(path, 'utf8').catch(() => ''); // not there, or just being replaced: the role at the start is the best there is
  const flags = text.split('\n').map((line) => line.split(' ')[2] ?? '');
  const own = flags.find((flag) => flag.split(',').includes('myself'));
  return own === undefined ? undefined : own.split(',').includes('master') ? 'primary' : 'replica';
}
