import { fields } from '../engine/readiness';
import { TwinError } from '../errors';
import type { CacheKind } from '../template/plan';
import type { Endpoint } from './endpoints';
import { type CacheLayout, mainEndpoint } from './layout';
import type { TwinNode } from './node';

/** One cache of a running twin. */
export class TwinCache {
  /** Its logical id in the template. */
  public readonly logicalId: string;
  /** Its ReplicationGroupId, ClusterName or ServerlessCacheName. */
  public readonly cacheId: string;
  public readonly kind: CacheKind;
  public readonly tls: boolean;
  /** The primary endpoint where it is replicated, the configuration endpoint where it is not. */
  public readonly endpoint: Endpoint;
  /** For reads that may be stale; where the cache has such an endpoint. */
  public readonly reader: Endpoint | undefined;
  readonly #clustered: boolean;
  readonly #memcached: boolean;

  public constructor(
    layout: CacheLayout,
    /** Shard by shard, the primary first. */
    public readonly nodes: readonly TwinNode[],
    /** What runs, for example `Valkey 8.0.1`. */
    public readonly engine: string,
  ) {
    this.logicalId = layout.plan.logicalId;
    this.cacheId = layout.plan.cacheId;
    this.kind = layout.plan.kind;
    this.tls = layout.plan.tls;
    this.endpoint = mainEndpoint(layout);
    this.reader = layout.endpoints.reader;
    this.#clustered = layout.plan.clustered;
    this.#memcached = layout.plan.engine.name === 'memcached';
  }

  /** @throws TwinError NODE_UNKNOWN */
  public node(id: string): TwinNode {
    const found = this.nodes.find((node) => node.id === id || node.name === id);
    if (found !== undefined) return found;
    throw new TwinError(
      'NODE_UNKNOWN',
      `there is no node ${id}; there are ${this.nodes.map((node) => node.id).join(', ')}`,
    );
  }

  /**
   * The node that is the primary of a shard now (from 1), as the shard's own nodes say it; `undefined` while there is none, as
   * during a failover. A Memcached node is a shard of its own.
   */
  public async primaryOf(shard: number): Promise<TwinNode | undefined> {
    const members = this.nodes.filter((node) => node.shard === shard);
    if (this.#memcached) return members.find((node) => node.running);
    const claims = await Promise.all(
      members.filter((node) => node.running).map(async (node) => claimOf(node, this.#clustered)),
    );
    // A primary that was cut off may still take itself for one; the one that was elected later has the higher epoch.
    const [best] = claims.filter((claim) => claim !== undefined).sort((a, b) => b.epoch - a.epoch);
    return best?.node;
  }
}

interface Claim {
  readonly node: TwinNode;
  readonly epoch: number;
}

async function claimOf(node: TwinNode, clustered: boolean): Promise<Claim | undefined> {
  try {
    const role = fields(await node.admin('INFO', 'replication')).get('role');
    if (role !== 'master') return undefined;
    const epoch = clustered ? fields(await node.admin('CLUSTER', 'INFO')).get('cluster_my_epoch') : 0;
    return { node, epoch: Number(epoch) };
  } catch (error) {
    if (error instanceof TwinError) return undefined; // it hangs, or is just going down: not a primary that serves
    throw error;
  }
}
