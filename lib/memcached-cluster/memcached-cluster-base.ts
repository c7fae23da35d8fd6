import { ArnFormat, Stack } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { ICache } from '../cache/cache';
import { CacheBase } from '../cache/cache-base';
import type { CacheEndpoint } from '../cache/cache-endpoint';
import { clusterHitRate, clusterMetric, nodeMetric } from './metrics';

/** A Memcached cluster on nodes of one's own, made here or elsewhere. */
export interface IMemcachedCluster extends ICache {
  /** Name that ElastiCache knows the cluster by. */
  readonly clusterName: string;

  /**
   * Any metric over all nodes, by the name that CloudWatch has it under: of levels the worst node, of counts the sum.
   *
   * @param name for example `SlabsMoved`: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.Memcached.html
   */
  metric(name: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Any metric of one node.
   *
   * @param node counted from 1
   * @param name for example `CPUUtilization`
   */
  metricForNode(node: number, name: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric;
}

/**
 * What owned and imported Memcached clusters have in common. Metrics come over all nodes, each minute, with the statistic that fits them;
 * units are not set, since CloudWatch would then look for values of just that unit.
 */
export abstract class MemcachedClusterBase extends CacheBase implements IMemcachedCluster {
  public abstract readonly clusterName: string;

  /** Always absent: each item is on one node only. */
  public readonly readerEndpoint?: CacheEndpoint;

  public get cacheArn(): string {
    return Stack.of(this).formatArn({
      service: 'elasticache',
      resource: 'cluster',
      resourceName: this.clusterName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  }

  public metric(name: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return clusterMetric(this, this.clusterName, name, options);
  }

  public metricForNode(node: number, name: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return nodeMetric(this, this.clusterName, node, name, options);
  }

  /** Load of the host, percent, of the busiest node. Memcached uses all cores: up to 90 % is fine. */
  public metricCpuUtilization(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('CPUUtilization', options);
  }

  /** CPU credits left, of the node with the fewest; every 5 minutes. Burstable nodes only (T3, T4g): at zero they are throttled. */
  public metricCpuCreditBalance(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('CPUCreditBalance', options);
  }

  /** Memory that the host has left, bytes, of the node with the least. */
  public metricFreeableMemory(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('FreeableMemory', options);
  }

  /** Memory for items that is not used, bytes, of the node with the least. */
  public metricUnusedMemory(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('UnusedMemory', options);
  }

  /** Memory of the host that was moved to disk, bytes, of the node with the most. Above 50 MB raise `memcachedConnectionsOverhead`. */
  public metricSwapUsage(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('SwapUsage', options);
  }

  /** Items that went because memory was full, number, all nodes. */
  public metricEvictions(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('Evictions', options);
  }

  /** Items that went without ever having been read, number, all nodes. */
  public metricEvictedUnfetched(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('EvictedUnfetched', options);
  }

  /**
   * Connections of the node that has the most: 65 000 is the limit of each. AWS itself keeps 2 to 3 and two for each thread of the node.
   */
  public metricCurrConnections(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('CurrConnections', options);
  }

  /** Connections that were opened, number, all nodes. */
  public metricNewConnections(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('NewConnections', options);
  }

  /** Items, all nodes. A sum over the nodes' samples of a minute: leave the period at that. */
  public metricCurrItems(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('CurrItems', options);
  }

  /** Reads that found their key, number, all nodes. */
  public metricGetHits(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('GetHits', options);
  }

  /** Reads that did not find their key, number, all nodes. */
  public metricGetMisses(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('GetMisses', options);
  }

  /**
   * Share of reads that found their key, 0 to 100 percent, all nodes. Without reads there is no value: let an alarm treat missing data as
   * not breaching. A statistic among `options` is not used.
   */
  public metricHitRate(options?: cloudwatch.MetricOptions): cloudwatch.MathExpression {
    return clusterHitRate(this, this.clusterName, options);
  }

  /** Packets that waited or were dropped because a node received more than its network allows, number, all nodes. */
  public metricNetworkBandwidthInAllowanceExceeded(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('NetworkBandwidthInAllowanceExceeded', options);
  }

  /** Packets that waited or were dropped because a node sent more than its network allows, number, all nodes. */
  public metricNetworkBandwidthOutAllowanceExceeded(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('NetworkBandwidthOutAllowanceExceeded', options);
  }
}
