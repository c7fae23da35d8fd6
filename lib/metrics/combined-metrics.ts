import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { refuse } from '../errors/configuration-error';
import { type Combination, MAX_METRICS_IN_ALARM, metricReading } from '../model/metric-catalog';
import { EngineMetrics } from './engine-metrics';
import { ENGINE_HITS, hitRate, variable } from './hit-rate';
import type { CombinedNode, CombinedNodes } from './combined-nodes';
import type { NodeMetrics } from './node-metrics';
import { expressionOptions, memberOptions } from './source';

/**
 * Metrics of several nodes together, by metric math: the worst of them for levels (the fullest, the busiest), all together for
 * counts. ElastiCache itself reports nodes only, never a cache.
 *
 * An alarm takes at most 10 metrics, so more nodes than that (for the hit rate 5) are refused: put an alarm on each shard, or one on each of
 * `nodes`. For a dashboard take the metrics of `nodes`, which show the single node that differs.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-limits.html
 */
export abstract class CombinedMetrics extends EngineMetrics {
  /** Each node by itself. */
  public get nodes(): NodeMetrics[] {
    return this._nodes.list().map(({ metrics }) => metrics);
  }

  /** @internal */
  protected abstract readonly _nodes: CombinedNodes;

  public metric(name: string, options?: cloudwatch.MetricOptions): cloudwatch.IMetric {
    return this.combine(metricReading(name).combination, name, options);
  }

  /** Of each period the highest value that any of the nodes had. */
  public maximum(name: string, options?: cloudwatch.MetricOptions): cloudwatch.MathExpression {
    return this.combine('MAX', name, options);
  }

  /** Of each period the lowest value that any of the nodes had. */
  public minimum(name: string, options?: cloudwatch.MetricOptions): cloudwatch.MathExpression {
    return this.combine('MIN', name, options);
  }

  /** Of each period the sum over the nodes. */
  public sum(name: string, options?: cloudwatch.MetricOptions): cloudwatch.MathExpression {
    return this.combine('SUM', name, options);
  }

  /** Of each period the average over the nodes. */
  public average(name: string, options?: cloudwatch.MetricOptions): cloudwatch.MathExpression {
    return this.combine('AVG', name, options);
  }

  public cacheHitRate(options?: cloudwatch.MetricOptions): cloudwatch.MathExpression {
    const nodes = this.alarmable('cacheHitRate', 2);
    return hitRate(
      nodes.map(({ id, metrics }) => ({ ...metrics._source, id })),
      ENGINE_HITS,
      options,
    );
  }

  private combine(
    combination: Combination,
    name: string,
    options: cloudwatch.MetricOptions = {},
  ): cloudwatch.MathExpression {
    const members = this.alarmable(name, 1).map(
      ({ id, metrics }) => [`${variable(name)}${id}`, metrics.metric(name, memberOptions(options))] as const,
    );
    return new cloudwatch.MathExpression({
      expression: `${combination}([${members.map(([id]) => id).join(', ')}])`,
      usingMetrics: Object.fromEntries(members),
      label: `${name} (${combination} of ${members.length} nodes)`,
      ...expressionOptions(options, metricReading(name).periodSeconds),
    });
  }

  private alarmable(name: string, metricsOfEach: number): readonly CombinedNode[] {
    const nodes = this._nodes.list();
    const count = nodes.length * metricsOfEach;
    if (count > MAX_METRICS_IN_ALARM) {
      refuse(this._nodes.path, [
        {
          id: 'MET_TOO_MANY_FOR_ALARM',
          given: `${name} over ${nodes.length} nodes, which takes ${count} metrics`,
          allowed: `${MAX_METRICS_IN_ALARM} metrics in the expression of an alarm`,
          fix: 'Use shard(n) for an alarm on each shard, or `nodes` for one on each node: for (const node of metrics.nodes) …',
        },
      ]);
    }
    return nodes;
  }
}
