import {
  CachePattern,
  Engine,
  EvictionPolicy,
  NodeType,
  ReplicationGroup,
  Topology,
} from '@elasticache-kit/constructs';
import { Duration, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

/** What the tests beside this file are about: a shop's cache and the function that uses it. */
export class ShopStack extends Stack {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    const vpc = ec2.Vpc.fromVpcAttributes(this, 'Vpc', {
      vpcId: 'vpc-0123456789abcdef0',
      availabilityZones: ['eu-central-1a', 'eu-central-1b'],
      isolatedSubnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
    });
    const catalog = new lambda.Function(this, 'Catalog', {
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline('exports.handler = async () => {};'),
      vpc,
    });
    const cache = new ReplicationGroup(this, 'Cache', {
      vpc,
      engine: Engine.VALKEY_8_1,
      nodeType: NodeType.R7G_LARGE,
      topology: Topology.sharded({ shards: 3, replicasPerShard: 2 }),
      eviction: EvictionPolicy.ALLKEYS_LRU,
    });
    const products = cache.addNamespace('products', CachePattern.cacheAside({ ttl: Duration.minutes(30) }));
    cache.connect(catalog, { namespaces: [products] });
  }
}
