// Infrastructure: nine nodes over your zones, TLS only, a user per consumer, rotated passwords, backups, a key of yours.
import { CachePattern, Engine, NodeType, ReplicationGroup, Topology } from '@elasticache-kit/constructs';
import { Duration } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

export class ProductCache extends Construct {
  public constructor(scope: Construct, id: string, vpc: ec2.IVpc, catalog: lambda.Function) {
    super(scope, id);
    const cache = new ReplicationGroup(this, 'Cache', {
      vpc,
      engine: Engine.valkey('8.1'),
      nodeType: NodeType.R7G_LARGE,
      topology: Topology.sharded({ shards: 3, replicasPerShard: 2 }),
    });
    const products = cache.addNamespace('products', CachePattern.cacheAside({ ttl: Duration.minutes(30) }));
    // Network, a user with just these rights, its secret, and what the client needs to find the cache.
    cache.connect(catalog, { namespaces: [products] });
  }
}
