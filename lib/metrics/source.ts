import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { IConstruct } from 'constructs';
import { METRIC_NAMESPACE, metricReading } from '../model/metric-catalog';

/** Where a metric comes from. */
export interface MetricSource {
  readonly dimensions: Readonly<Record<string, string>>;
  /** The cache: an alarm in a stack of another Region or account then knows where to look. */
  readonly cache: IConstruct | undefined;
}

/** A metric as it is to be read, unless `options` say otherwise. */
export function metricFrom(
  source: MetricSource,
  name: string,
  options: cloudwatch.MetricOptions = {},
): cloudwatch.Metric {
  const { statistic, periodSeconds } = metricReading(name);
  const metric = new cloudwatch.Metric({
    namespace: METRIC_NAMESPACE,
    metricName: name,
    dimensionsMap: { ...source.dimensions },
    statistic,
    period: Duration.seconds(periodSeconds),
    ...options,
  });
  return source.cache === undefined ? metric : metric.attachTo(source.cache);
}

/** What of the options belongs to the whole expression rather than to the metrics in it. */
export function expressionOptions(options: cloudwatch.MetricOptions, period: number): cloudwatch.MathExpressionOptions {
  const { label, color } = options;
  return {
    period: options.period ?? Duration.seconds(period),
    ...(label === undefined ? {} : { label }),
    ...(color === undefined ? {} : { color }),
  };
}

/** What of the options belongs to each metric in an expression. */
export function memberOptions(options: cloudwatch.MetricOptions): cloudwatch.MetricOptions {
  const { label: _label, color: _color, id: _id, ...rest } = options;
  return rest;
}
