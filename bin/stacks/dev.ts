import {
  CacheEncryption,
  CachePattern,
  Engine,
  NodeType,
  ReplicationGroup,
  Topology,
} from '@elasticache-kit/constructs';
import { Annotations, Duration, RemovalPolicy, type StackProps, Validations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { CatalogStack } from './catalog-stack';

/** The cheapest cache to develop against: one small node that nobody misses. Users, encryption and network are those of production. */
export class DevCacheStack extends CatalogStack {
  public constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const cache = new ReplicationGroup(this, 'Cache', {
      vpc: this.vpc,
      engine: Engine.valkey('8.0'),
      nodeType: NodeType.T4G_MICRO,
      topology: Topology.replicated({ replicas: 0 }),
      encryption: CacheEncryption.AWS_OWNED,
      snapshotRetention: Duration.days(0),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.serveThrough(cache, cache.addNamespace('products', CachePattern.cacheAside({ ttl: Duration.minutes(30) })));
    acknowledgeWarnings(cache, 'Development only: whatever is lost is loaded again from the table');
  }
}

function acknowledgeWarnings(cache: ReplicationGroup, reason: string): void {
  for (const id of ['RG_NO_REPLICAS', 'RG_NODE_TYPE_BURSTABLE', 'RG_SNAPSHOTS_OFF']) {
    Annotations.of(cache).acknowledgeWarning(`@elasticache-kit/constructs:${id}`, reason);
  }
  Validations.of(cache).acknowledge({ id: 'AwsSolutions-AEC4', reason });
}
