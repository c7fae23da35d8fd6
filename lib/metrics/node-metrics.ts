import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { IConstruct } from 'constructs';
import { EngineMetrics } from './engine-metrics';
import { ENGINE_HITS, hitRate } from './hit-rate';
import { metricFrom, type MetricSource } from './source';

/** Which node is meant. */
export interface NodeMetricsProps {
  /** Name of the node, as ElastiCache stores it (lower case): `shop-001`, of a sharded cache `shop-0001-001`. */
  readonly cacheClusterId: string;

  /**
   * The cache that the node belongs to: alarms elsewhere then know its Region and account.
   *
   * @default - the Region and account of the alarm
   */
  readonly cache?: IConstruct;
}

/**
 * Metrics of one node of Valkey or Redis OSS. Its name does not tell its role: after a failover the first node is a replica like any
 * other.
 */
export class NodeMetrics extends EngineMetrics {
  /** Name of the node, which is the dimension `CacheClusterId` of its metrics. */
  public readonly cacheClusterId: string;

  /** @internal */
  public readonly _source: MetricSource;

  public constructor(props: NodeMetricsProps) {
    super();
    this.cacheClusterId = props.cacheClusterId;
    this._source = { dimensions: { CacheClusterId: props.cacheClusterId }, cache: props.cache };
  }

  public metric(name: string, options?: cloudwatch.MetricOptions): cloudwatch.IMetric {
    return metricFrom(this._source, name, options);
  }

  public cacheHitRate(options?: cloudwatch.MetricOptions): cloudwatch.MathExpression {
    return hitRate([{ ...this._source, id: '' }], ENGINE_HITS, options);
  }
}
