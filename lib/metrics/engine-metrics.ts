import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';

/**
 * What nodes of Valkey and Redis OSS report to CloudWatch, of one node or of several together. Each metric comes with the statistic and the
 * period that fit it; `options` replace them. Units are not set: CloudWatch would then look for values of just that unit and find none where
 * the service reports another.
 *
 * Sources: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.Redis.html,
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.HostLevel.html; what to watch:
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.WhichShouldIMonitor.html
 */
export abstract class EngineMetrics {
  /**
   * Any metric, by the name that CloudWatch has it under.
   *
   * @param name for example `MemoryFragmentationRatio`
   * @param options what replaces the statistic and the period of the metric
   */
  public abstract metric(name: string, options?: cloudwatch.MetricOptions): cloudwatch.IMetric;

  /**
   * Share of reads that found their key, 0 to 100 percent, from `CacheHits` and `CacheMisses`: the metric `CacheHitRate` of ElastiCache is
   * documented with two scales. Without reads there is no value: let an alarm treat missing data as not breaching. A statistic among
   * `options` is not used.
   */
  public abstract cacheHitRate(options?: cloudwatch.MetricOptions): cloudwatch.MathExpression;

  /** Load of the engine's thread, percent, average; of several nodes the highest. The one to watch on nodes with 4 vCPU or more. */
  public engineCpuUtilization(options?: cloudwatch.MetricOptions): cloudwatch.IMetric {
    return this.metric('EngineCPUUtilization', options);
  }

  /**
   * Load of the whole host, percent, average; of several nodes the highest. The engine uses one core for commands: on 2 vCPU 45 % is
   * what 90 % is on one.
   */
  public cpuUtilization(options?: cloudwatch.MetricOptions): cloudwatch.IMetric {
    return this.metric('CPUUtilization', options);
  }

  /** CPU credits left, lowest; every 5 minutes. Burstable nodes only (T3, T4g): at zero they are throttled. */
  public cpuCreditBalance(options?: cloudwatch.MetricOptions): cloudwatch.IMetric {
    return this.metric('CPUCreditBalance', options);
  }

  /** Share of the memory for data that is in use, percent, highest. */
  public databaseMemoryUsagePercentage(options?: cloudwatch.MetricOptions): cloudwatch.IMetric {
    return this.metric('DatabaseMemoryUsagePercentage', options);
  }

  /** Memory that the host has left, bytes, lowest. */
  public freeableMemory(options?: cloudwatch.MetricOptions): cloudwatch.IMetric {
    return this.metric('FreeableMemory', options);
  }

  /** Memory of the host that was moved to disk, bytes, highest. */
  public swapUsage(options?: cloudwatch.MetricOptions): cloudwatch.IMetric {
    return this.metric('SwapUsage', options);
  }

  /** Keys that went because memory was full, number, sum. */
  public evictions(options?: cloudwatch.MetricOptions): cloudwatch.IMetric {
    return this.metric('Evictions', options);
  }

  /** Connections, of several nodes the most: 65 000 is the limit of each node (20 000 or 46 000 of small burstable ones). AWS itself keeps 4 to 6. */
  public currConnections(options?: cloudwatch.MetricOptions): cloudwatch.IMetric {
    return this.metric('CurrConnections', options);
  }

  /** Connections that were opened, number, sum. Many of them mean clients that do not keep theirs. */
  public newConnections(options?: cloudwatch.MetricOptions): cloudwatch.IMetric {
    return this.metric('NewConnections', options);
  }

  /** Connections refused because there were too many, number, sum. */
  public rejectedConnections(options?: cloudwatch.MetricOptions): cloudwatch.IMetric {
    return this.metric('RejectedConnections', options);
  }

  /** Reads that found their key, number, sum. */
  public cacheHits(options?: cloudwatch.MetricOptions): cloudwatch.IMetric {
    return this.metric('CacheHits', options);
  }

  /** Reads that did not find their key, number, sum. */
  public cacheMisses(options?: cloudwatch.MetricOptions): cloudwatch.IMetric {
    return this.metric('CacheMisses', options);
  }

  /**
   * How far replicas are behind their primary, **seconds** (not milliseconds), highest. Primaries report none, and which node is one changes: let
   * an alarm treat missing data as not breaching.
   */
  public replicationLag(options?: cloudwatch.MetricOptions): cloudwatch.IMetric {
    return this.metric('ReplicationLag', options);
  }

  /** Failed logins, number, sum. */
  public authenticationFailures(options?: cloudwatch.MetricOptions): cloudwatch.IMetric {
    return this.metric('AuthenticationFailures', options);
  }

  /** Commands that their user may not run, number, sum. */
  public commandAuthorizationFailures(options?: cloudwatch.MetricOptions): cloudwatch.IMetric {
    return this.metric('CommandAuthorizationFailures', options);
  }

  /** Commands on keys that their user may not touch, number, sum. */
  public keyAuthorizationFailures(options?: cloudwatch.MetricOptions): cloudwatch.IMetric {
    return this.metric('KeyAuthorizationFailures', options);
  }

  /** Commands on channels that their user may not use, number, sum. */
  public channelAuthorizationFailures(options?: cloudwatch.MetricOptions): cloudwatch.IMetric {
    return this.metric('ChannelAuthorizationFailures', options);
  }

  /** Connections with IAM that were refused because there were too many at once, number, sum. */
  public iamAuthenticationThrottling(options?: cloudwatch.MetricOptions): cloudwatch.IMetric {
    return this.metric('IamAuthenticationThrottling', options);
  }

  /** Packets that waited or were dropped because the node received more than its network allows, number, sum. */
  public networkBandwidthInAllowanceExceeded(options?: cloudwatch.MetricOptions): cloudwatch.IMetric {
    return this.metric('NetworkBandwidthInAllowanceExceeded', options);
  }

  /** Packets that waited or were dropped because the node sent more than its network allows, number, sum. */
  public networkBandwidthOutAllowanceExceeded(options?: cloudwatch.MetricOptions): cloudwatch.IMetric {
    return this.metric('NetworkBandwidthOutAllowanceExceeded', options);
  }

  /** Packets that waited or were dropped because there were too many in a second, number, sum. */
  public networkPacketsPerSecondAllowanceExceeded(options?: cloudwatch.MetricOptions): cloudwatch.IMetric {
    return this.metric('NetworkPacketsPerSecondAllowanceExceeded', options);
  }

  /** Packets that were dropped because the node follows as many connections as it can, number, sum. */
  public networkConntrackAllowanceExceeded(options?: cloudwatch.MetricOptions): cloudwatch.IMetric {
    return this.metric('NetworkConntrackAllowanceExceeded', options);
  }

  /** 1 while a snapshot is being taken, else 0; highest. */
  public saveInProgress(options?: cloudwatch.MetricOptions): cloudwatch.IMetric {
    return this.metric('SaveInProgress', options);
  }

  /** 1 while ElastiCache slows clients down because more commands arrive than the node can handle, else 0; highest. */
  public trafficManagementActive(options?: cloudwatch.MetricOptions): cloudwatch.IMetric {
    return this.metric('TrafficManagementActive', options);
  }

  /** Time that the engine takes for successful reads, **microseconds**, p99; of several nodes the slowest. Without the network. */
  public successfulReadRequestLatency(options?: cloudwatch.MetricOptions): cloudwatch.IMetric {
    return this.metric('SuccessfulReadRequestLatency', options);
  }

  /** Time that the engine takes for successful writes, **microseconds**, p99; of several nodes the slowest. Without the network. */
  public successfulWriteRequestLatency(options?: cloudwatch.MetricOptions): cloudwatch.IMetric {
    return this.metric('SuccessfulWriteRequestLatency', options);
  }
}
