import type { CacheKind } from '../template/plan';

/** `3 shards, 9 nodes`; without the shards where their number says nothing. */
export function shapeText(kind: CacheKind, shards: number, nodes: number): string {
  return kind === 'sharded' ? `${count(shards, 'shard')}, ${count(nodes, 'node')}` : count(nodes, 'node');
}

/** `1 node`, `3 nodes`. */
export const count = (number: number, thing: string): string => `${number} ${thing}${number === 1 ? '' : 's'}`;
