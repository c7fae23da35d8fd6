import { CachePattern, Engine, NodeType, ReplicationGroup, Topology } from '@elasticache-kit/constructs';
import { Duration, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { CatalogStack } from './catalog-stack';

/** A replicated cache, cluster mode disabled: everything on one primary with replicas in other zones, for clients of any kind. */
export class StandardCacheStack extends CatalogStack {
  public constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const cache = new ReplicationGroup(this, 'Cache', {
      vpc: this.vpc,
      engine: Engine.valkey('8.0'),
      nodeType: NodeType.M7G_LARGE,
      topology: Topology.replicated({ replicas: 2 }),
    });
    this.serveThrough(cache, cache.addNamespace('products', CachePattern.cacheAside({ ttl: Duration.minutes(30) })));
  }
}
