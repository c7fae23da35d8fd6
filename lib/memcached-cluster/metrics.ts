import { Token } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { IConstruct } from 'constructs';
import { refuse } from '../errors/configuration-error';
import { hitRate, MEMCACHED_HITS } from '../metrics/hit-rate';
import { metricFrom, type MetricSource } from '../metrics/source';
import { type Combination, metricReading } from '../model/metric-catalog';

/** Over the nodes of a cluster CloudWatch itself combines: a dimension for the cluster takes in the samples of all its nodes. */
const STATISTICS: Readonly<Record<Combination, string>> = {
  MAX: 'Maximum',
  MIN: 'Minimum',
  SUM: 'Sum',
  AVG: 'Average',
};

/** Fixed by the service: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/quota-limits.html */
const MAX_NODES = 60;

/** A metric over all nodes: the worst of them for levels, all together for counts. */
export function clusterMetric(
  cluster: IConstruct,
  clusterName: string,
  name: string,
  options: cloudwatch.MetricOptions = {},
): cloudwatch.Metric {
  const statistic = STATISTICS[metricReading(name).combination];
  return metricFrom(sourceOf(cluster, clusterName), name, { statistic, ...options });
}

/** A metric of one node, counted from 1. */
export function nodeMetric(
  cluster: IConstruct,
  clusterName: string,
  node: number,
  name: string,
  options?: cloudwatch.MetricOptions,
): cloudwatch.Metric {
  if (!Number.isInteger(node) || node < 1 || node > MAX_NODES) {
    refuse(cluster.node.path, [
      {
        id: 'MET_NODE_UNKNOWN',
        given: `node ${node}`,
        allowed: `nodes 1 to ${MAX_NODES}`,
        fix: 'Count nodes from 1, as their ids do: 0001',
      },
    ]);
  }
  const { dimensions, cache } = sourceOf(cluster, clusterName);
  const CacheNodeId = String(node).padStart(4, '0');
  return metricFrom({ dimensions: { ...dimensions, CacheNodeId }, cache }, name, options);
}

/** Share of reads that found their key, over all nodes. */
export function clusterHitRate(
  cluster: IConstruct,
  clusterName: string,
  options?: cloudwatch.MetricOptions,
): cloudwatch.MathExpression {
  return hitRate([{ ...sourceOf(cluster, clusterName), id: '' }], MEMCACHED_HITS, options);
}

function sourceOf(cluster: IConstruct, clusterName: string): MetricSource {
  // ElastiCache stores names in lower case, and CloudWatch distinguishes the cases.
  const name = Token.isUnresolved(clusterName) ? clusterName : clusterName.toLowerCase();
  return { dimensions: { CacheClusterId: name }, cache: cluster };
}
