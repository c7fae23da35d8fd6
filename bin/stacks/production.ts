import {
  CachePattern,
  Engine,
  EvictionPolicy,
  NodeType,
  ReplicationGroup,
  Topology,
} from '@elasticache-kit/constructs';
import { Duration, type StackProps } from 'aws-cdk-lib';
import * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { CatalogStack } from './catalog-stack';

/** A sharded cache: data and load spread over shards, each with replicas in other zones; grows online. */
export class ProductionCacheStack extends CatalogStack {
  public constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const cache = new ReplicationGroup(this, 'Cache', {
      vpc: this.vpc,
      engine: Engine.valkey('8.0'),
      nodeType: NodeType.R7G_LARGE,
      topology: Topology.sharded({ shards: 3, replicasPerShard: 2 }),
      eviction: EvictionPolicy.ALLKEYS_LRU,
      notificationTopic: new sns.Topic(this, 'CacheEvents', { enforceSSL: true }),
    });
    const products = cache.addNamespace('products', CachePattern.cacheAside({ ttl: Duration.minutes(30) }));
    this.serveThrough(cache, products);
  }
}
