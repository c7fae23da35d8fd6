import { nodeName, shardId } from './nodes';

/** What the names of a replication group's nodes are made of. */
export interface MemberLayout {
  readonly replicationGroupId: string;
  /** Whether the names tell the shard: where the cache is sharded or on its way to it, even with one shard. */
  readonly isClusterNaming: boolean;
  readonly shards: number;
  readonly replicasPerShard: number;
  /** Replicas of each shard where they differ. */
  readonly replicasOfShards?: readonly number[] | undefined;
}

/** One node: the shard and the place in it, both counted from 1, and the name that CloudWatch knows the node by. */
export interface Member {
  readonly shard: number;
  readonly position: number;
  readonly name: string;
}

/** Nodes of one shard, its primary and its replicas. */
export function nodesOfShard(layout: MemberLayout, shard: number): number {
  return 1 + (layout.replicasOfShards?.[shard - 1] ?? layout.replicasPerShard);
}

/** One node by its place. */
export function memberOf(layout: MemberLayout, shard: number, position: number): Member {
  const shardPart = layout.isClusterNaming ? shardId(shard) : undefined;
  return { shard, position, name: nodeName(layout.replicationGroupId, shardPart, position) };
}

/** Every node of one shard. */
export function membersOfShard(layout: MemberLayout, shard: number): readonly Member[] {
  return Array.from({ length: nodesOfShard(layout, shard) }, (_, index) => memberOf(layout, shard, index + 1));
}

/** Every node, shard by shard. */
export function membersOf(layout: MemberLayout): readonly Member[] {
  return Array.from({ length: layout.shards }, (_, index) => membersOfShard(layout, index + 1)).flat();
}
