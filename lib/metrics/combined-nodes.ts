import type { NodeMetrics } from './node-metrics';

/** A node of several, with what tells it from the others in an expression. */
export interface CombinedNode {
  readonly id: string;
  readonly metrics: NodeMetrics;
}

/** Several nodes, and where to report what is wrong with them. */
export interface CombinedNodes {
  readonly path: string;
  readonly list: () => readonly CombinedNode[];
}
