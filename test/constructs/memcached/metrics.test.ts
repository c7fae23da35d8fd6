import { Duration } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { MemcachedCluster } from '@elasticache-kit/constructs';
import { refusal } from '../support/errors';
import { onlyResource, UserStack } from '../support/stacks';
import { CLUSTER, clusterIn } from './cluster';

/** The alarm that a user gets, and the name that the cluster has in it. */
function alarmOn(metricOf: (cluster: MemcachedCluster) => cloudwatch.IMetric): {
  readonly alarm: Record<string, unknown>;
  readonly name: { Ref: string };
} {
  const stack = new UserStack();
  const metric = metricOf(clusterIn(stack));
  new Alarm(stack, 'Alarm', { metric, threshold: 1, evaluationPeriods: 3 });
  const template = stack.template();
  return {
    alarm: onlyResource(template, 'AWS::CloudWatch::Alarm').Properties,
    name: { Ref: onlyResource(template, CLUSTER).logicalId },
  };
}

it.each<[string, (cluster: MemcachedCluster) => cloudwatch.IMetric, Record<string, unknown>]>([
  ['the busiest node', (c) => c.metricCpuUtilization(), { MetricName: 'CPUUtilization', Statistic: 'Maximum' }],
  [
    'the poorest node',
    (c) => c.metricCpuCreditBalance(),
    { MetricName: 'CPUCreditBalance', Statistic: 'Minimum', Period: 300 },
  ],
  ['the least free memory', (c) => c.metricFreeableMemory(), { MetricName: 'FreeableMemory', Statistic: 'Minimum' }],
  ['the fullest node', (c) => c.metricUnusedMemory(), { MetricName: 'UnusedMemory', Statistic: 'Minimum' }],
  ['the most swapping', (c) => c.metricSwapUsage(), { MetricName: 'SwapUsage', Statistic: 'Maximum' }],
  ['all evictions', (c) => c.metricEvictions(), { MetricName: 'Evictions', Statistic: 'Sum' }],
  ['all in vain', (c) => c.metricEvictedUnfetched(), { MetricName: 'EvictedUnfetched', Statistic: 'Sum' }],
  ['the most connections', (c) => c.metricCurrConnections(), { MetricName: 'CurrConnections', Statistic: 'Maximum' }],
  ['all new connections', (c) => c.metricNewConnections(), { MetricName: 'NewConnections', Statistic: 'Sum' }],
  ['all items', (c) => c.metricCurrItems(), { MetricName: 'CurrItems', Statistic: 'Sum' }],
  ['all hits', (c) => c.metricGetHits(), { MetricName: 'GetHits', Statistic: 'Sum' }],
  ['all misses', (c) => c.metricGetMisses(), { MetricName: 'GetMisses', Statistic: 'Sum' }],
  [
    'all packets held back',
    (c) => c.metricNetworkBandwidthInAllowanceExceeded(),
    { MetricName: 'NetworkBandwidthInAllowanceExceeded', Statistic: 'Sum' },
  ],
  [
    'all packets held back on their way out',
    (c) => c.metricNetworkBandwidthOutAllowanceExceeded(),
    { MetricName: 'NetworkBandwidthOutAllowanceExceeded', Statistic: 'Sum' },
  ],
  ['any metric by its name', (c) => c.metric('BrandNew'), { MetricName: 'BrandNew', Statistic: 'Average' }],
  [
    'what its user says instead',
    (c) => c.metricEvictions({ statistic: 'Average', period: Duration.minutes(5) }),
    { MetricName: 'Evictions', Statistic: 'Average', Period: 300 },
  ],
])('an alarm watches %s, over all nodes', (_, metric, expected) => {
  const { alarm, name } = alarmOn(metric);
  expect(alarm).toMatchObject({
    Namespace: 'AWS/ElastiCache',
    Dimensions: [{ Name: 'CacheClusterId', Value: name }],
    Period: 60,
    ...expected,
  });
  expect(alarm).not.toHaveProperty('Unit');
});

it('an alarm watches one node', () => {
  const { alarm, name } = alarmOn((cluster) => cluster.metricForNode(12, 'CPUUtilization'));
  expect(alarm).toMatchObject({
    Dimensions: [
      { Name: 'CacheClusterId', Value: name },
      { Name: 'CacheNodeId', Value: '0012' },
    ],
    Statistic: 'Average',
  });
});

it.each([0, 61, 1.5])('there is no node %d', (node) => {
  expect(refusal(() => clusterIn(new UserStack()).metricForNode(node, 'CPUUtilization')).ids).toEqual([
    'MET_NODE_UNKNOWN',
  ]);
});

it('the hit rate comes from hits and misses: ElastiCache has no such metric for Memcached', () => {
  const { alarm, name } = alarmOn((cluster) => cluster.metricHitRate());
  const part = (Id: string, MetricName: string): unknown => ({
    Id,
    MetricStat: {
      Metric: { Namespace: 'AWS/ElastiCache', MetricName, Dimensions: [{ Name: 'CacheClusterId', Value: name }] },
      Period: 60,
      Stat: 'Sum',
    },
    ReturnData: false,
  });
  expect(alarm.Metrics).toEqual([
    expect.objectContaining({ Expression: '100 * SUM([getHits]) / (SUM([getHits]) + SUM([getMisses]))' }),
    part('getHits', 'GetHits'),
    part('getMisses', 'GetMisses'),
  ]);
});

it('an imported cluster is asked for in lower case, as ElastiCache stores its name', () => {
  const cluster = MemcachedCluster.fromClusterName(new UserStack(), 'Cache', 'Shop');
  expect(cluster.metric('Evictions').dimensions).toEqual({ CacheClusterId: 'shop' });
});
