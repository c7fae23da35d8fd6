import { Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as fc from 'fast-check';
import { ReplicationGroupMetrics, type ReplicationGroupMetricsProps } from '@elasticache-kit/constructs';
import { refusal } from '../support/errors';
import { userApp } from '../support/stacks';

const metricsOf = (props: Partial<ReplicationGroupMetricsProps> = {}): ReplicationGroupMetrics =>
  new ReplicationGroupMetrics({
    replicationGroupId: 'shop',
    isClusterNaming: true,
    shards: 2,
    replicasPerShard: 1,
    ...props,
  });

/** The alarm that a user gets of a metric, as CloudFormation sees it. */
function alarmOn(metric: cloudwatch.IMetric): Record<string, unknown> {
  const stack = new Stack(userApp(), 'Alarms');
  new cloudwatch.Alarm(stack, 'Alarm', { metric, threshold: 1, evaluationPeriods: 3 });
  const [alarm] = Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm'));
  return (alarm as { Properties: Record<string, unknown> }).Properties;
}

const namesOf = (metrics: ReplicationGroupMetrics): string[] =>
  metrics.nodes.map(({ cacheClusterId }) => cacheClusterId);

describe('names of nodes', () => {
  it('tell the shard where the cache is sharded', () => {
    expect(namesOf(metricsOf())).toEqual(['shop-0001-001', 'shop-0001-002', 'shop-0002-001', 'shop-0002-002']);
  });

  it('tell the shard even where there is one, as long as the cache speaks the cluster protocol', () => {
    expect(namesOf(metricsOf({ shards: 1, replicasPerShard: 0 }))).toEqual(['shop-0001-001']);
  });

  it('tell no shard where the cache is not sharded', () => {
    const metrics = new ReplicationGroupMetrics({
      replicationGroupId: 'shop',
      isClusterNaming: false,
      replicasPerShard: 2,
    });
    expect(namesOf(metrics)).toEqual(['shop-001', 'shop-002', 'shop-003']);
  });

  it('are in lower case, as ElastiCache stores them: CloudWatch distinguishes the cases', () => {
    expect(namesOf(metricsOf({ replicationGroupId: 'Shop', shards: 1, replicasPerShard: 0 }))).toEqual([
      'shop-0001-001',
    ]);
  });

  it('follow each shard where the numbers of replicas differ', () => {
    expect(namesOf(metricsOf({ replicasOfShards: [0, 2] }))).toEqual([
      'shop-0001-001',
      'shop-0002-001',
      'shop-0002-002',
      'shop-0002-003',
    ]);
  });

  it('are as many as there are nodes, each another, and each the one that node(shard, position) gives', () => {
    const layout = fc.record({
      isClusterNaming: fc.boolean(),
      shards: fc.integer({ min: 1, max: 500 }),
      replicasPerShard: fc.integer({ min: 0, max: 5 }),
    });
    fc.assert(
      fc.property(layout, fc.nat(), (given, pick) => {
        const shards = given.isClusterNaming ? given.shards : 1;
        const metrics = metricsOf({ ...given, shards });
        const names = namesOf(metrics);
        expect(new Set(names).size).toBe(shards * (1 + given.replicasPerShard));
        const index = pick % names.length;
        const nodesOfEach = 1 + given.replicasPerShard;
        const node = metrics.node(Math.floor(index / nodesOfEach) + 1, (index % nodesOfEach) + 1);
        expect(node.cacheClusterId).toBe(names[index]);
      }),
      { numRuns: 50 },
    );
  });
});

describe('an alarm on one node', () => {
  it('has the dimension, statistic and period that CloudWatch has values for', () => {
    expect(alarmOn(metricsOf().node(2, 1).engineCpuUtilization())).toMatchObject({
      Namespace: 'AWS/ElastiCache',
      MetricName: 'EngineCPUUtilization',
      Dimensions: [{ Name: 'CacheClusterId', Value: 'shop-0002-001' }],
      Statistic: 'Average',
      Period: 60,
    });
  });

  it('never asks for a unit: where the service reports another, the alarm would see nothing', () => {
    expect(alarmOn(metricsOf().node(1, 1).replicationLag())).not.toHaveProperty('Unit');
  });

  it('looks at credits every 5 minutes, as often as they are reported', () => {
    expect(alarmOn(metricsOf().node(1, 1).cpuCreditBalance())).toMatchObject({ Period: 300, Statistic: 'Minimum' });
  });

  it('takes the slowest requests for a latency', () => {
    const { MetricName, ExtendedStatistic } = alarmOn(metricsOf().node(1, 1).successfulReadRequestLatency());
    expect({ MetricName, ExtendedStatistic }).toEqual({
      MetricName: 'SuccessfulReadRequestLatency',
      ExtendedStatistic: 'p99',
    });
  });

  it('follows what its user says instead', () => {
    const metric = metricsOf()
      .node(1, 1)
      .evictions({ period: Duration.minutes(5), statistic: 'Average' });
    expect(alarmOn(metric)).toMatchObject({ MetricName: 'Evictions', Period: 300, Statistic: 'Average' });
  });

  it('can be on a metric that this release does not know', () => {
    expect(alarmOn(metricsOf().node(1, 1).metric('BrandNew'))).toMatchObject({ MetricName: 'BrandNew', Period: 60 });
  });

  it('is made of the reference where the id is generated', () => {
    const replicationGroupId = Lazy.string({ produce: () => 'generated' });
    expect(alarmOn(metricsOf({ replicationGroupId }).node(1, 2).swapUsage())).toMatchObject({
      Dimensions: [{ Name: 'CacheClusterId', Value: 'generated-0001-002' }],
    });
  });
});

interface Part {
  readonly Id: string;
  readonly Expression?: string;
  readonly ReturnData: boolean;
  readonly MetricStat?: {
    readonly Metric: { readonly Dimensions: unknown };
    readonly Period: number;
    readonly Stat: string;
  };
}

const partsOf = (metric: cloudwatch.IMetric): Part[] => alarmOn(metric).Metrics as Part[];

describe('an alarm on several nodes', () => {
  it('watches the worst of them for a level', () => {
    const parts = partsOf(metricsOf().engineCpuUtilization());
    const expression = parts.find(({ ReturnData }) => ReturnData)?.Expression;
    expect(expression).toBe(
      'MAX([engineCPUUtilization_0001_1, engineCPUUtilization_0001_2, engineCPUUtilization_0002_1, engineCPUUtilization_0002_2])',
    );
    expect(
      parts
        .filter(({ MetricStat }) => MetricStat)
        .map(({ Id, MetricStat }) => [Id, MetricStat?.Metric.Dimensions, MetricStat?.Stat, MetricStat?.Period]),
    ).toEqual(
      ['0001-001', '0001-002', '0002-001', '0002-002'].map((node, index) => [
        [
          'engineCPUUtilization_0001_1',
          'engineCPUUtilization_0001_2',
          'engineCPUUtilization_0002_1',
          'engineCPUUtilization_0002_2',
        ][index],
        [{ Name: 'CacheClusterId', Value: `shop-${node}` }],
        'Average',
        60,
      ]),
    );
  });

  it.each<[string, (metrics: ReplicationGroupMetrics) => cloudwatch.IMetric, string]>([
    ['the lowest free memory', (metrics) => metrics.freeableMemory(), 'MIN'],
    ['all evictions', (metrics) => metrics.evictions(), 'SUM'],
    ['the fullest node', (metrics) => metrics.databaseMemoryUsagePercentage(), 'MAX'],
    ['the longest lag', (metrics) => metrics.replicationLag(), 'MAX'],
    ['the average, where asked for', (metrics) => metrics.average('CPUUtilization'), 'AVG'],
    ['the sum, where asked for', (metrics) => metrics.sum('CurrConnections'), 'SUM'],
    ['the minimum, where asked for', (metrics) => metrics.minimum('CacheHits'), 'MIN'],
    ['the maximum, where asked for', (metrics) => metrics.maximum('Evictions'), 'MAX'],
  ])('combines to %s', (_, metric, combination) => {
    const expression = partsOf(metric(metricsOf())).find(({ ReturnData }) => ReturnData)?.Expression ?? '';
    expect(expression.slice(0, expression.indexOf('('))).toBe(combination);
  });

  it('watches one shard alone', () => {
    const parts = partsOf(metricsOf().shard(2).evictions());
    expect(parts.flatMap(({ MetricStat }) => MetricStat?.Metric.Dimensions ?? [])).toEqual([
      { Name: 'CacheClusterId', Value: 'shop-0002-001' },
      { Name: 'CacheClusterId', Value: 'shop-0002-002' },
    ]);
  });

  it('takes the hit rate over all reads, not the average of rates', () => {
    const [rate] = partsOf(metricsOf({ shards: 1 }).cacheHitRate());
    expect(rate?.Expression).toBe(
      '100 * SUM([cacheHits_0001_1, cacheHits_0001_2]) / (SUM([cacheHits_0001_1, cacheHits_0001_2]) + SUM([cacheMisses_0001_1, cacheMisses_0001_2]))',
    );
  });

  it('gives the period to every part of the expression', () => {
    const parts = partsOf(metricsOf().cacheMisses({ period: Duration.minutes(10) }));
    expect(parts.flatMap(({ MetricStat }) => MetricStat?.Period ?? [])).toEqual([600, 600, 600, 600]);
  });

  it('may combine several metrics in one expression of its user', () => {
    const metrics = metricsOf();
    const metric = new cloudwatch.MathExpression({
      expression: 'evicted / missed',
      usingMetrics: { evicted: metrics.evictions(), missed: metrics.cacheMisses() },
      period: Duration.minutes(1),
    });
    expect(partsOf(metric).filter(({ MetricStat }) => MetricStat)).toHaveLength(8);
  });

  it('is made for 10 nodes and refused for 11: CloudWatch would refuse it at deployment', () => {
    expect(partsOf(metricsOf({ shards: 5 }).evictions()).filter(({ MetricStat }) => MetricStat)).toHaveLength(10);
    const { ids, message } = refusal(() => metricsOf({ shards: 11, replicasPerShard: 0 }).evictions());
    expect(ids).toEqual(['MET_TOO_MANY_FOR_ALARM']);
    expect(message).toContain('shard(n)');
  });

  it('is refused for the hit rate of 6 nodes, which are 12 metrics', () => {
    expect(refusal(() => metricsOf({ shards: 3 }).cacheHitRate()).ids).toEqual(['MET_TOO_MANY_FOR_ALARM']);
  });

  it('is one for each node in a larger cache', () => {
    const stack = new Stack(userApp(), 'Alarms');
    for (const node of metricsOf({ shards: 6 }).nodes) {
      new cloudwatch.Alarm(stack, node.cacheClusterId, {
        metric: node.freeableMemory(),
        threshold: 100_000_000,
        evaluationPeriods: 5,
        comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
      });
    }
    expect(Object.keys(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm'))).toHaveLength(12);
  });
});

describe('nodes that there are not', () => {
  it.each([0, 3, 1.5, -1])('shard %d is refused', (shard) => {
    expect(refusal(() => metricsOf().shard(shard)).ids).toEqual(['MET_SHARD_UNKNOWN']);
    expect(refusal(() => metricsOf().node(shard, 1)).ids).toEqual(['MET_SHARD_UNKNOWN']);
  });

  it.each([0, 3])('node %d of a shard of two is refused', (position) => {
    expect(refusal(() => metricsOf().node(1, position)).ids).toEqual(['MET_NODE_UNKNOWN']);
  });

  it('are not guessed where only the deployment knows how many there are, and single ones can be named', () => {
    const metrics = metricsOf({ shards: Lazy.number({ produce: () => 3 }) });
    expect(refusal(() => metrics.nodes).ids).toEqual(['MET_NODES_UNKNOWN']);
    expect(refusal(() => metrics.evictions()).ids).toEqual(['MET_NODES_UNKNOWN']);
    expect(metrics.node(7, 1).cacheClusterId).toBe('shop-0007-001');
    expect(metrics.shard(7).nodes.map(({ cacheClusterId }) => cacheClusterId)).toEqual([
      'shop-0007-001',
      'shop-0007-002',
    ]);
  });
});

it('an alarm in a stack of another Region is refused by the CDK rather than blind', () => {
  const app = userApp();
  const cache = new Stack(app, 'Cache', { env: { region: 'eu-central-1', account: '111111111111' } });
  const elsewhere = new Stack(app, 'Alarms', { env: { region: 'us-east-1', account: '111111111111' } });
  const metric = metricsOf({ cache }).node(1, 1).evictions();
  expect(() => new cloudwatch.Alarm(elsewhere, 'Alarm', { metric, threshold: 1, evaluationPeriods: 1 })).toThrow(
    'eu-central-1',
  );
});
