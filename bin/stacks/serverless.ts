import { CachePattern, ServerlessCache, ServerlessEngine } from '@elasticache-kit/constructs';
import { Duration, Size, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { CatalogStack } from './catalog-stack';

/** A serverless cache: no nodes to choose, and a bill that is bounded by its limits. */
export class ServerlessCacheStack extends CatalogStack {
  public constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const cache = new ServerlessCache(this, 'Cache', {
      vpc: this.vpc,
      engine: ServerlessEngine.VALKEY_8,
      usageLimits: { dataStorage: { maximum: Size.gibibytes(10) }, ecpuPerSecond: { maximum: 100_000 } },
    });
    this.serveThrough(cache, cache.addNamespace('products', CachePattern.cacheAside({ ttl: Duration.minutes(30) })));
  }
}
