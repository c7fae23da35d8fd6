import { Duration, Stack } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { type IServerlessCache, ServerlessCache, ServerlessEngine } from '@elasticache-kit/constructs';
import { refusal } from '../support/errors';
import { onlyResource, userApp } from '../support/stacks';
import { SERVERLESS, ServerlessStack } from './support';

type Helper = (cache: IServerlessCache) => cloudwatch.Metric;

function alarmOf(metric: (stack: ServerlessStack) => cloudwatch.Metric): Record<string, unknown> {
  const stack = new ServerlessStack();
  metric(stack).createAlarm(stack, 'Alarm', { threshold: 1, evaluationPeriods: 1 });
  return onlyResource(stack.template(), 'AWS::CloudWatch::Alarm').Properties;
}

it.each<[string, string, Helper]>([
  ['BytesUsedForCache', 'Maximum', (cache) => cache.metricBytesUsedForCache()],
  ['ElastiCacheProcessingUnits', 'Sum', (cache) => cache.metricProcessingUnits()],
  ['CacheHitRate', 'Average', (cache) => cache.metricCacheHitRate()],
  ['ThrottledCmds', 'Sum', (cache) => cache.metricThrottledCommands()],
  ['TotalCmdsCount', 'Sum', (cache) => cache.metricTotalCommands()],
  ['CurrConnections', 'Maximum', (cache) => cache.metricCurrConnections()],
  ['NewConnections', 'Sum', (cache) => cache.metricNewConnections()],
  ['Evictions', 'Sum', (cache) => cache.metricEvictions()],
  ['SuccessfulReadRequestLatency', 'Average', (cache) => cache.metricSuccessfulReadLatency()],
  ['SuccessfulWriteRequestLatency', 'Average', (cache) => cache.metricSuccessfulWriteLatency()],
  ['AuthenticationFailures', 'Sum', (cache) => cache.metricAuthenticationFailures()],
  ['CommandAuthorizationFailures', 'Sum', (cache) => cache.metricCommandAuthorizationFailures()],
  ['KeyAuthorizationFailures', 'Sum', (cache) => cache.metricKeyAuthorizationFailures()],
  ['CurrVolatileItems', 'Maximum', (cache) => cache.metric('CurrVolatileItems')],
  ['HashBasedCmds', 'Sum', (cache) => cache.metric('HashBasedCmds')],
])('an alarm on %s reads the dimension clusterId, by the minute, as %s', (metricName, statistic, helper) => {
  const stack = new ServerlessStack();
  helper(stack.serverless()).createAlarm(stack, 'Alarm', { threshold: 1, evaluationPeriods: 1 });
  const template = stack.template();
  expect(onlyResource(template, 'AWS::CloudWatch::Alarm').Properties).toMatchObject({
    Namespace: 'AWS/ElastiCache',
    MetricName: metricName,
    Dimensions: [{ Name: 'clusterId', Value: { Ref: onlyResource(template, SERVERLESS).logicalId } }],
    Statistic: statistic,
    Period: 60,
  });
});

it('a metric’s statistic and period can be said', () => {
  const alarm = alarmOf((stack) =>
    stack.serverless().metricSuccessfulReadLatency({ statistic: 'p99', period: Duration.minutes(5) }),
  );
  expect(alarm).toMatchObject({ ExtendedStatistic: 'p99', Period: 300 });
});

it('names no unit: CloudWatch would look for values of just that unit', () => {
  expect(alarmOf((stack) => stack.serverless().metricBytesUsedForCache())).not.toHaveProperty('Unit');
});

describe('a metric without data is refused:', () => {
  const memcached = (): ServerlessCache => new ServerlessStack().serverless({ engine: ServerlessEngine.MEMCACHED_1_6 });

  it('the hit rate of Memcached, with the way to compute it', () => {
    const { ids, message } = refusal(() => memcached().metricCacheHitRate());
    expect(ids).toEqual(['SC_METRIC_UNKNOWN']);
    expect(message).toContain("got metric 'CacheHitRate', which Memcached does not have");
    expect(message).toContain("Divide metric('GetHits')");
  });

  it.each<[string, () => unknown]>([
    ['failed log-ins of Memcached', () => memcached().metricAuthenticationFailures()],
    ['GetHits of Valkey', () => new ServerlessStack().serverless().metric('GetHits')],
    ['the CPU, which is ElastiCache’s', () => new ServerlessStack().serverless().metric('EngineCPUUtilization')],
    ['free memory, which there always is', () => new ServerlessStack().serverless().metric('FreeableMemory')],
  ])('%s', (_, metric) => {
    expect(refusal(metric).ids).toEqual(['SC_METRIC_UNKNOWN']);
  });

  it('but one that this release does not know is taken', () => {
    expect(new ServerlessStack().serverless().metric('BrandNew').statistic).toBe('Sum');
  });
});

it('metrics of an imported cache are read in its own account and Region', () => {
  const stack = new Stack(userApp(), 'Watch', { env: { account: '111122223333', region: 'eu-central-1' } });
  const arn = 'arn:aws:elasticache:us-east-1:444455556666:serverlesscache:shop';
  const metric = ServerlessCache.fromServerlessCacheArn(stack, 'Cache', arn).metricEvictions();
  expect(metric).toMatchObject({
    region: 'us-east-1',
    account: '444455556666',
    dimensions: { clusterId: 'shop' },
  });
});
