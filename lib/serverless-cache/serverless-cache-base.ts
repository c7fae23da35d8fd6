import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { IIamUser } from '../access/user';
import type { ICache } from '../cache/cache';
import { CacheBase } from '../cache/cache-base';
import { known } from '../cache/known';
import { refuse } from '../errors/configuration-error';
import type { EngineName } from '../model/engine-catalog';
import { METRIC_NAMESPACE } from '../model/metric-catalog';
import { metricObjection, metricsOf, statisticOf } from './metric-catalog';

/** A serverless cache, made here or elsewhere. */
export interface IServerlessCache extends ICache {
  /** Name that ElastiCache knows the cache by. */
  readonly serverlessCacheName: string;

  /**
   * Lets somebody log in as an IAM user: `elasticache:Connect` on the cache and on the user, because the service asks for both. The user must
   * be in the cache's group, and its rights say what it may do with the data. Refused for Memcached, which knows no users.
   * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html
   *
   * @param grantee whose credentials sign the token
   * @param user who logs in
   */
  grantConnect(grantee: iam.IGrantable, user: IIamUser): iam.Grant;

  /**
   * A metric of the cache, by its minute and with the statistic that fits it: `Maximum` for levels, `Sum` for what is counted, `Average` for
   * what a request takes. A metric that a serverless cache of this engine does not have is refused: an alarm on it would wait for ever.
   * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/serverless-metrics-events.html
   *
   * @param metricName as CloudWatch has it, for example `TotalCmdsCount`
   */
  metric(metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /** Data that the cache holds, in bytes. Maximum. Alarm at three quarters of `usageLimits.dataStorage.maximum`. */
  metricBytesUsedForCache(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Work that the cache did, in ElastiCache processing units. Sum over a minute: to compare it with a limit per second, multiply that
   * by 60.
   */
  metricProcessingUnits(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /** Share of reads that found something, in percent. Average. Refused for Memcached, which has GetHits and GetMisses instead. */
  metricCacheHitRate(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /** Requests that were throttled, because a limit was reached or the cache was growing. Sum. */
  metricThrottledCommands(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /** Requests. Sum. */
  metricTotalCommands(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /** Connections that are open; at most 65 000. Maximum. */
  metricCurrConnections(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /** Connections that were opened: many of them mean that a client does not keep its own. Sum. */
  metricNewConnections(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /** Keys that went because the maximum of data was reached. Sum. */
  metricEvictions(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /** Time that the service takes for a read, in microseconds. Average. */
  metricSuccessfulReadLatency(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /** Time that the service takes for a write, in microseconds. Average. */
  metricSuccessfulWriteLatency(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /** Log-ins that failed. Sum. Refused for Memcached, which knows none. */
  metricAuthenticationFailures(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /** Commands that a user was not allowed. Sum. Refused for Memcached. */
  metricCommandAuthorizationFailures(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /** Keys that a user was not allowed. Sum. Refused for Memcached. */
  metricKeyAuthorizationFailures(options?: cloudwatch.MetricOptions): cloudwatch.Metric;
}

/** What owned and imported serverless caches have in common. */
export abstract class ServerlessCacheBase extends CacheBase implements IServerlessCache {
  public abstract readonly serverlessCacheName: string;

  /**
   * Absent where an import does not say it.
   *
   * @internal
   */
  protected abstract readonly _engine: EngineName | undefined;

  public grantConnect(grantee: iam.IGrantable, user: IIamUser): iam.Grant {
    if (this._engine === 'memcached') {
      refuse(this.node.path, [
        {
          id: 'SC_USERS_UNSUPPORTED',
          given: `grantConnect for user '${user.userName}' on a Memcached cache`,
          allowed: 'users with Valkey and Redis only; Memcached is guarded by its security group alone',
          fix: 'Use allowWritersFrom or allowReadersFrom, or ServerlessEngine.VALKEY_8',
        },
      ]);
    }
    return user.grantConnect(grantee, this.cacheArn);
  }

  public metric(metricName: string, options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    const objection = metricObjection(metricName, this._engine);
    if (objection !== undefined) {
      refuse(this.node.path, [
        {
          id: 'SC_METRIC_UNKNOWN',
          given: `metric '${metricName}', which ${objection} does not have`,
          allowed: metricsOf(this._engine).join(', '),
          fix:
            metricName === 'CacheHitRate'
              ? "Divide metric('GetHits') by the sum of metric('GetHits') and metric('GetMisses'), with a MathExpression"
              : 'Choose one of these',
        },
      ]);
    }
    return new cloudwatch.Metric({
      namespace: METRIC_NAMESPACE,
      metricName,
      // Lower case, unlike the dimension of nodes: under any other name there is no data.
      dimensionsMap: { clusterId: this.serverlessCacheName },
      statistic: statisticOf(metricName),
      period: Duration.minutes(1),
      // Of the cache, which an import may have elsewhere than its stack.
      account: known(this.env.account),
      region: known(this.env.region),
      ...options,
    });
  }

  public metricBytesUsedForCache(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('BytesUsedForCache', options);
  }

  public metricProcessingUnits(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('ElastiCacheProcessingUnits', options);
  }

  public metricCacheHitRate(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('CacheHitRate', options);
  }

  public metricThrottledCommands(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('ThrottledCmds', options);
  }

  public metricTotalCommands(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('TotalCmdsCount', options);
  }

  public metricCurrConnections(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('CurrConnections', options);
  }

  public metricNewConnections(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('NewConnections', options);
  }

  public metricEvictions(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('Evictions', options);
  }

  public metricSuccessfulReadLatency(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('SuccessfulReadRequestLatency', options);
  }

  public metricSuccessfulWriteLatency(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('SuccessfulWriteRequestLatency', options);
  }

  public metricAuthenticationFailures(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('AuthenticationFailures', options);
  }

  public metricCommandAuthorizationFailures(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('CommandAuthorizationFailures', options);
  }

  public metricKeyAuthorizationFailures(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('KeyAuthorizationFailures', options);
  }
}
