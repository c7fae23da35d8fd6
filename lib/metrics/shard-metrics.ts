import { CombinedMetrics } from './combined-metrics';
import type { CombinedNodes } from './combined-nodes';

/** Metrics of the nodes of one shard together. */
export class ShardMetrics extends CombinedMetrics {
  /** @internal */
  protected readonly _nodes: CombinedNodes;

  /** @internal */
  public constructor(nodes: CombinedNodes) {
    super();
    this._nodes = nodes;
  }
}
