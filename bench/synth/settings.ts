import { CachePattern, Engine, NodeType, ReplicationGroup, Topology } from '@elasticache-kit/constructs';
import { type App, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CatalogStack } from '../../bin/stacks/catalog-stack';
import { ProductionCacheStack } from '../../bin/stacks/production';

/** What is around the cache of the production stack: nothing of ours, only constructs of the CDK itself. */
class WithoutCache extends CatalogStack {
  public constructor(scope: App, id: string) {
    super(scope, id);
  }
}

/** What is synthesized, written with the constructs. */
export const SETTINGS: Readonly<Record<string, (app: App) => void>> = {
  'production stack': (app) => void new ProductionCacheStack(app, 'ProductionCache'),
  'production stack without its cache': (app) => void new WithoutCache(app, 'WithoutCache'),
  '100 caches': (app) => stacks(app, (stack) => connected(caches(stack), stack)),
  '100 caches without consumers': (app) => stacks(app, (stack) => void caches(stack)),
};

/** CloudFormation takes 500 resources in a stack. */
function stacks(app: App, fill: (stack: Stack) => void): void {
  for (let i = 0; i < 20; i++) fill(new Stack(app, `Stack${i}`));
}

function caches(stack: Stack): ReplicationGroup[] {
  // Networks are somebody else's: caches are what is measured.
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-0123456789abcdef0',
    availabilityZones: ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'],
    isolatedSubnetIds: ['subnet-0a', 'subnet-0b', 'subnet-0c'],
    isolatedSubnetRouteTableIds: ['rtb-0a', 'rtb-0b', 'rtb-0c'],
  });
  return Array.from(
    { length: 5 },
    (_, i) =>
      new ReplicationGroup(stack, `Cache${i}`, {
        vpc,
        engine: Engine.valkey('8.0'),
        nodeType: NodeType.R7G_LARGE,
        topology: Topology.sharded({ shards: 3, replicasPerShard: 2 }),
      }),
  );
}

/** Each with a namespace and a consumer, hence with a user, a secret and its rotation. */
function connected(groups: readonly ReplicationGroup[], stack: Stack): void {
  const grantee = iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::123456789012:role/catalog');
  const consumer = ec2.SecurityGroup.fromSecurityGroupId(stack, 'Consumer', 'sg-0123456789abcdef0');
  for (const cache of groups) {
    const products = cache.addNamespace('products', CachePattern.cacheAside());
    // A firewall alone has no environment to set.
    cache.connect(consumer, { consumer: 'catalog', grantee, namespaces: [products], environment: false });
  }
}
