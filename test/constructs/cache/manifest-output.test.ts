import { NestedStack, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import {
  CachePattern,
  Engine,
  type ICache,
  MemcachedCluster,
  NodeType,
  ReplicationGroup,
  ServerlessCache,
  ServerlessEngine,
  Topology,
} from '@elasticache-kit/constructs';
import { userApp, UserStack } from '../support/stacks';

const outputsOf = (stack: Stack): string[] => Object.keys(Template.fromStack(stack).toJSON().Outputs as object);

describe('names of outputs', () => {
  it('of caches whose ids differ only in what a name may not hold are different, and legal', () => {
    const stack = new UserStack();
    for (const id of ['Cache1', 'Cache-1', '缓存', 'キャッシュ']) stack.cache({}, id);
    const names = outputsOf(stack);
    expect(names).toHaveLength(4);
    expect(names[0]).toBe('CacheManifestCache1');
    for (const name of names) expect(name).toMatch(/^CacheManifest[A-Za-z0-9]+$/);
  });

  it('of a cache in a nested stack and one beside it are different', () => {
    const stack = new UserStack();
    stack.cache({}, 'InnerCache');
    new ReplicationGroup(new NestedStack(stack, 'Inner'), 'Cache', {
      vpc: stack.vpc,
      engine: Engine.VALKEY_8_1,
      nodeType: NodeType.R7G_LARGE,
      topology: Topology.replicated({ replicas: 1 }),
    });
    expect(outputsOf(stack)).toHaveLength(2);
  });

  it('fit into what CloudFormation allows, however long the path', () => {
    const stack = new UserStack();
    stack.cache({}, 'Very'.repeat(60));
    for (const name of outputsOf(stack)) expect(name.length).toBeLessThanOrEqual(255);
  });
});

describe('descriptions that are made from paths', () => {
  it.each(['Größe<1>', 'Long'.repeat(60)])('are accepted by every service for the id %s', (id) => {
    const stack = new UserStack();
    stack.cache({}, id);
    new ServerlessCache(stack, `${id}2`, { vpc: stack.vpc, engine: ServerlessEngine.VALKEY_8 });
    new MemcachedCluster(stack, `${id}3`, { vpc: stack.vpc, nodeType: NodeType.R7G_LARGE, nodes: 2 });
    const { Resources } = Template.fromStack(stack).toJSON() as {
      Resources: Record<string, { Type: string; Properties?: Record<string, unknown> }>;
    };
    const texts = Object.values(Resources).flatMap(({ Type, Properties = {} }) =>
      ['Description', 'GroupDescription', 'CacheParameterGroupName', 'ReplicationGroupDescription'].flatMap((name) =>
        typeof Properties[name] === 'string' && /ElastiCache|EC2::Sec|KMS/.test(Type) ? [Properties[name]] : [],
      ),
    );
    expect(texts.length).toBeGreaterThanOrEqual(9);
    for (const text of texts) expect(text).toMatch(/^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{1,255}$/);
  });
});

describe('the Region of a manifest', () => {
  const kinds: [string, (stack: Stack, vpc: ec2.IVpc) => ICache][] = [
    [
      'a replication group',
      (stack, vpc) =>
        new ReplicationGroup(stack, 'Cache', {
          vpc,
          engine: Engine.VALKEY_8_1,
          nodeType: NodeType.R7G_LARGE,
          topology: Topology.replicated({ replicas: 1 }),
        }),
    ],
    [
      'a serverless cache',
      (stack, vpc) => new ServerlessCache(stack, 'Cache', { vpc, engine: ServerlessEngine.VALKEY_8 }),
    ],
    [
      'Memcached',
      (stack, vpc) => new MemcachedCluster(stack, 'Cache', { vpc, nodeType: NodeType.R7G_LARGE, nodes: 2 }),
    ],
  ];

  it.each(kinds)('is that of %s, wherever its consumer is', (_, create) => {
    const app = userApp();
    const account = '111111111111';
    const home = new Stack(app, 'Home', { env: { account, region: 'eu-central-1' } });
    const vpc = new ec2.Vpc(home, 'Vpc', {
      natGateways: 0,
      subnetConfiguration: [{ name: 'Private', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
      restrictDefaultSecurityGroup: false,
    });
    const cache = create(home, vpc);
    const catalog = new lambda.Function(home, 'Catalog', {
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline('exports.handler = async () => {};'),
      vpc,
    });
    const { manifest } = cache.connect(catalog, {
      namespaces: [cache.addNamespace('products', CachePattern.cacheAside())],
    });
    expect(JSON.stringify(home.resolve(manifest))).toContain(String.raw`\"region\":\"eu-central-1\"`);
    expect(JSON.stringify(Template.fromStack(home).toJSON().Outputs)).toContain(
      String.raw`\"region\":\"eu-central-1\"`,
    );
  });
});
