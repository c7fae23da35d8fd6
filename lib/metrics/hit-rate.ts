import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { metricReading } from '../model/metric-catalog';
import { expressionOptions, memberOptions, metricFrom, type MetricSource } from './source';

/** The two counts that a hit rate is made of. */
export interface HitMetrics {
  readonly hits: string;
  readonly misses: string;
}

export const ENGINE_HITS: HitMetrics = { hits: 'CacheHits', misses: 'CacheMisses' };
export const MEMCACHED_HITS: HitMetrics = { hits: 'GetHits', misses: 'GetMisses' };

/** Share of reads that found their key, in percent, over all the sources. Dividing by zero, CloudWatch leaves the value out. */
export function hitRate(
  sources: readonly (MetricSource & { readonly id: string })[],
  names: HitMetrics,
  options: cloudwatch.MetricOptions = {},
): cloudwatch.MathExpression {
  const counts = { ...memberOptions(options), statistic: 'Sum' };
  const part = (name: string): { readonly sum: string; readonly metrics: Record<string, cloudwatch.IMetric> } => {
    const entries = sources.map(
      (source) => [`${variable(name)}${source.id}`, metricFrom(source, name, counts)] as const,
    );
    return { sum: `SUM([${entries.map(([id]) => id).join(', ')}])`, metrics: Object.fromEntries(entries) };
  };
  const [hits, misses] = [part(names.hits), part(names.misses)];
  return new cloudwatch.MathExpression({
    expression: `100 * ${hits.sum} / (${hits.sum} + ${misses.sum})`,
    usingMetrics: { ...hits.metrics, ...misses.metrics },
    label: 'Hit rate (%)',
    ...expressionOptions(options, metricReading(names.hits).periodSeconds),
  });
}

/** A metric's name as an identifier of an expression, which starts with a lower-case letter. */
export function variable(metricName: string): string {
  return `${metricName.charAt(0).toLowerCase()}${metricName.slice(1)}`.replace(/[^A-Za-z0-9_]/g, '_');
}
