import { NestedStack, Stack, Stage, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import {
  CachePattern,
  Engine,
  MemcachedCluster,
  NodeType,
  ReplicationGroup,
  type ReplicationGroupProps,
  ServerlessCache,
  ServerlessEngine,
  Topology,
} from '@elasticache-kit/constructs';
import { userApp } from '../support/stacks';

const ACCOUNT = '111111111111';

function network(scope: Construct): ec2.Vpc {
  return new ec2.Vpc(scope, 'Vpc', {
    maxAzs: 2,
    natGateways: 0,
    subnetConfiguration: [{ name: 'Private', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
    restrictDefaultSecurityGroup: false,
  });
}

function consumer(scope: Construct, id: string, vpc: ec2.IVpc): lambda.Function {
  return new lambda.Function(scope, id, {
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => {};'),
    vpc,
  });
}

function cacheIn(scope: Construct, vpc: ec2.IVpc, props: Partial<ReplicationGroupProps> = {}, id = 'Cache') {
  return new ReplicationGroup(scope, id, {
    vpc,
    engine: Engine.VALKEY_8_1,
    nodeType: NodeType.R7G_LARGE,
    topology: Topology.sharded({ shards: 2, replicasPerShard: 1 }),
    ...props,
  });
}

/** A cache with one consumer, the way most stacks have it. */
function connected(scope: Construct, vpc: ec2.IVpc): ReplicationGroup {
  const cache = cacheIn(scope, vpc);
  const products = cache.addNamespace('products', CachePattern.cacheAside());
  cache.connect(consumer(scope, 'Catalog', vpc), { namespaces: [products] });
  return cache;
}

function idsOf(stack: Stack, type: string, property: string): unknown[] {
  const found = Template.fromStack(stack).findResources(type) as Record<
    string,
    { Properties: Record<string, unknown> }
  >;
  return Object.values(found).map((resource) => resource.Properties[property]);
}

describe('apps as people lay them out', () => {
  test('stages and Regions of one account do not share the names of users and groups', () => {
    const app = userApp();
    const stacks = ['Beta', 'Prod'].flatMap((stage) =>
      ['us-east-1', 'eu-west-1'].map((region) => {
        const env = { account: ACCOUNT, region };
        const stack = new Stack(new Stage(app, `${stage}-${region}`), 'Shop', { env });
        connected(stack, network(stack));
        return stack;
      }),
    );
    for (const [type, property] of [
      ['AWS::ElastiCache::User', 'UserId'],
      ['AWS::ElastiCache::UserGroup', 'UserGroupId'],
    ] as const) {
      const ids = stacks.flatMap((stack) => idsOf(stack, type, property));
      expect(ids).toHaveLength(4);
      expect(new Set(ids).size).toBe(4);
    }
  });

  test('the manifest of a cache in a nested stack is an output of the stack that is deployed', () => {
    const stack = new Stack(userApp(), 'Shop');
    const vpc = network(stack);
    connected(new NestedStack(stack, 'Data'), vpc);
    expect(Object.keys(Template.fromStack(stack).toJSON().Outputs as object)).toEqual(['CacheManifestDataCache']);
  });

  test('two nested stacks with the same contents have different users', () => {
    const stack = new Stack(userApp(), 'Shop');
    const vpc = network(stack);
    const nested = ['One', 'Two'].map((id) => new NestedStack(stack, id));
    for (const each of nested) connected(each, vpc);
    const ids = nested.flatMap((each) => idsOf(each, 'AWS::ElastiCache::User', 'UserId'));
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(2);
  });

  test.each([
    ['after', (app: Stack[]) => app],
    ['before', (app: Stack[]) => [...app].reverse()],
  ])('a consumer can be in a stack that is made %s the stack of its cache', (_, ordered) => {
    const app = userApp();
    const net = new Stack(app, 'Network');
    const vpc = network(net);
    const [caches, functions] = ordered([new Stack(app, 'First'), new Stack(app, 'Second')]) as [Stack, Stack];
    const cache = cacheIn(caches, vpc);
    const products = cache.addNamespace('products', CachePattern.cacheAside());
    cache.connect(consumer(functions, 'Catalog', vpc), { namespaces: [products] });
    app.synth();
    expect(functions.dependencies.map((stack) => stack.node.id)).toContain(caches.node.id);
    expect(caches.dependencies.map((stack) => stack.node.id)).not.toContain(functions.node.id);
  });

  test('one topic hears of several caches by one statement', () => {
    const stack = new Stack(userApp(), 'Shop');
    const vpc = network(stack);
    const notificationTopic = new sns.Topic(stack, 'Events');
    cacheIn(stack, vpc, { notificationTopic }, 'One');
    cacheIn(stack, vpc, { notificationTopic }, 'Two');
    const [policy] = idsOf(stack, 'AWS::SNS::TopicPolicy', 'PolicyDocument') as [{ Statement: { Sid: string }[] }];
    expect(policy.Statement.map(({ Sid }) => Sid)).toEqual(['ElastiCacheOfThisAccount']);
  });
});

test('the template does not depend on how many tokens other constructs made before', () => {
  const [quiet, noisy] = [0, 57].map((tokens) => {
    const stack = new Stack(userApp(), 'Shop');
    for (let i = 0; i < tokens; i++) Token.asString({ resolve: () => 'unused' });
    const vpc = network(stack);
    connected(stack, vpc);
    new ServerlessCache(stack, 'Serverless', { vpc, engine: ServerlessEngine.VALKEY_8 });
    new MemcachedCluster(stack, 'Memcached', { vpc, nodeType: NodeType.R7G_LARGE, nodes: 2 });
    return JSON.stringify(Template.fromStack(stack).toJSON());
  });
  expect(noisy).toBe(quiet);
});
