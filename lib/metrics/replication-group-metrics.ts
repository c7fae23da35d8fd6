import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { known } from '../cache/known';
import { refuse } from '../errors/configuration-error';
import {
  type Member,
  type MemberLayout,
  memberOf,
  membersOf,
  membersOfShard,
  nodesOfShard,
} from '../model/metric-members';
import { shardId } from '../model/nodes';
import { CombinedMetrics } from './combined-metrics';
import type { CombinedNode, CombinedNodes } from './combined-nodes';
import { NodeMetrics } from './node-metrics';
import { ShardMetrics } from './shard-metrics';

/** What the names of a cache's nodes follow from. */
export interface ReplicationGroupMetricsProps {
  /** Id of the replication group. ElastiCache stores it in lower case, and so do the names of its nodes. */
  readonly replicationGroupId: string;

  /** Whether the names of the nodes tell their shard: `true` where the cache is sharded or on its way to it (`compatible`), even with one shard. */
  readonly isClusterNaming: boolean;

  /**
   * Number of shards.
   *
   * @default 1
   */
  readonly shards?: number;

  /** Replicas of each shard beside its primary. */
  readonly replicasPerShard: number;

  /**
   * Replicas of each shard where they differ, in the order of the shards.
   *
   * @default - `replicasPerShard` for all
   */
  readonly replicasOfShards?: number[];

  /**
   * The cache: alarms elsewhere then know its Region and account.
   *
   * @default - the Region and account of the alarm
   */
  readonly cache?: IConstruct;
}

/**
 * Metrics of a replication group: of each node, of the nodes of a shard, of all nodes.
 *
 * The nodes are those of the template. Auto scaling, or a change outside the template, adds nodes that no alarm of it sees; and which
 * number a node gets then is ElastiCache's choice. Numbers do not tell roles: any node can become the primary.
 */
export class ReplicationGroupMetrics extends CombinedMetrics {
  /** @internal */
  protected readonly _nodes: CombinedNodes;
  private readonly layout: MemberLayout;
  private readonly cache: IConstruct | undefined;
  private readonly path: string;

  public constructor(props: ReplicationGroupMetricsProps) {
    super();
    const { replicationGroupId: id, isClusterNaming, shards = 1, replicasPerShard, replicasOfShards } = props;
    const replicationGroupId = Token.isUnresolved(id) ? id : id.toLowerCase();
    this.layout = { replicationGroupId, isClusterNaming, shards, replicasPerShard, replicasOfShards };
    this.cache = props.cache;
    this.path = props.cache?.node.path ?? replicationGroupId;
    this._nodes = { path: this.path, list: () => this.describe(this.allMembers()) };
  }

  /**
   * One node.
   *
   * @param shard its shard, counted from 1; 1 where the cache is not sharded
   * @param position its place in the shard, counted from 1
   */
  public node(shard: number, position: number): NodeMetrics {
    this.refuseShard(shard);
    const last = this.isShardKnown(shard) ? nodesOfShard(this.layout, shard) : undefined;
    if (!isCounted(position, last)) {
      refuse(this.path, [
        {
          id: 'MET_NODE_UNKNOWN',
          given: `node ${position} of shard ${shard}`,
          allowed: `nodes 1 to ${last ?? 'the last'}: the primary and its replicas`,
          fix: 'Count nodes from 1, as their names do',
        },
      ]);
    }
    return this.metricsOf(memberOf(this.layout, shard, position));
  }

  /**
   * The nodes of one shard together.
   *
   * @param shard counted from 1
   */
  public shard(shard: number): ShardMetrics {
    this.refuseShard(shard);
    const list = (): readonly CombinedNode[] => {
      if (!this.isShardKnown(shard)) this.refuseUnknown();
      return this.describe(membersOfShard(this.layout, shard));
    };
    return ShardMetrics._of({ path: this.path, list });
  }

  private allMembers(): readonly Member[] {
    const { shards, replicasPerShard } = this.layout;
    if (known(shards) === undefined || known(replicasPerShard) === undefined) this.refuseUnknown();
    return membersOf(this.layout);
  }

  private describe(members: readonly Member[]): readonly CombinedNode[] {
    return members.map((member) => ({
      id: `_${shardId(member.shard)}_${member.position}`,
      metrics: this.metricsOf(member),
    }));
  }

  private metricsOf({ name }: Member): NodeMetrics {
    return new NodeMetrics({ cacheClusterId: name, ...(this.cache && { cache: this.cache }) });
  }

  private isShardKnown(shard: number): boolean {
    return known(this.layout.replicasOfShards?.[shard - 1] ?? this.layout.replicasPerShard) !== undefined;
  }

  private refuseShard(shard: number): void {
    const last = known(this.layout.shards);
    if (isCounted(shard, last)) return;
    refuse(this.path, [
      {
        id: 'MET_SHARD_UNKNOWN',
        given: `shard ${shard}`,
        allowed: `shards 1 to ${last ?? 'the last'}`,
        fix: 'Count shards from 1, as the names of the nodes do',
      },
    ]);
  }

  private refuseUnknown(): void {
    refuse(this.path, [
      {
        id: 'MET_NODES_UNKNOWN',
        given: 'a number of shards or replicas that is not known here',
        allowed: 'numbers known when the template is made: each node has its own metrics',
        fix: 'Use node(shard, position) for the nodes that there will be at least; of an imported cache, give `shards` and `replicasPerShard`',
      },
    ]);
  }
}

function isCounted(value: number, last: number | undefined): boolean {
  return Number.isInteger(value) && value >= 1 && (last === undefined || value <= last);
}
