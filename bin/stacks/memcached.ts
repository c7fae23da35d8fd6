import { CachePattern, MemcachedCluster, NodeType } from '@elasticache-kit/constructs';
import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { isolatedNetwork } from './network';

/** Memcached on nodes in several zones, for web servers that bring their own client. */
export class MemcachedStack extends Stack {
  public constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const vpc = isolatedNetwork(this);
    const cache = new MemcachedCluster(this, 'Cache', { vpc, nodeType: NodeType.M7G_LARGE, nodes: 3 });
    const pages = cache.addNamespace('pages', CachePattern.cacheAside({ ttl: Duration.minutes(5) }));
    const webServers = new ec2.SecurityGroup(this, 'WebServers', {
      vpc,
      description: 'The web servers',
      allowAllOutbound: false,
    });
    cache.connect(webServers, { namespaces: [pages], environment: false });
  }
}
