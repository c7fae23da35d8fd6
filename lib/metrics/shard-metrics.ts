import { CombinedMetrics } from './combined-metrics';
import type { CombinedNodes } from './combined-nodes';

/** Metrics of the nodes of one shard together. */
export class ShardMetrics extends CombinedMetrics {
  /** @internal */
  public static _of(nodes: CombinedNodes): ShardMetrics {
    return new ShardMetrics(nodes);
  }

  /** @internal */
  protected readonly _nodes: CombinedNodes;

  private constructor(nodes: CombinedNodes) {
    super();
    this._nodes = nodes;
  }
}
