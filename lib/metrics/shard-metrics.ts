import { CombinedMetrics, type CombinedNodes } from './combined-metrics';

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
