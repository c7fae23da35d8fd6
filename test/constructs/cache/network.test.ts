import { type App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import {
  CachePattern,
  Engine,
  type ICache,
  MemcachedCluster,
  NodeType,
  ReplicationGroup,
  ServerlessCache,
  ServerlessConnectionType,
  ServerlessEngine,
  Topology,
} from '@elasticache-kit/constructs';
import { refusal } from '../support/errors';
import { ServerlessStack } from '../serverless-cache/support';
import { userApp, UserStack } from '../support/stacks';

interface CacheProps {
  readonly vpc: ec2.IVpc;
  readonly securityGroups?: ec2.ISecurityGroup[];
}

type CacheKind = (scope: Construct, props: CacheProps) => ICache;

const KINDS: readonly (readonly [string, CacheKind])[] = [
  [
    'a replication group',
    (scope, props) =>
      new ReplicationGroup(scope, 'Cache', {
        ...props,
        engine: Engine.VALKEY_8_1,
        nodeType: NodeType.R7G_LARGE,
        topology: Topology.replicated({ replicas: 1 }),
      }),
  ],
  [
    'a serverless cache',
    (scope, props) => new ServerlessCache(scope, 'Cache', { ...props, engine: ServerlessEngine.VALKEY_8 }),
  ],
  [
    'Memcached',
    (scope, props) => new MemcachedCluster(scope, 'Cache', { ...props, nodeType: NodeType.R7G_LARGE, nodes: 2 }),
  ],
];

function functionIn(scope: Construct, vpc: ec2.IVpc, group?: ec2.ISecurityGroup): lambda.Function {
  return new lambda.Function(scope, 'Catalog', {
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => {};'),
    vpc,
    ...(group && { securityGroups: [group] }),
  });
}

function closedGroup(stack: UserStack, id = 'Group'): ec2.SecurityGroup {
  return new ec2.SecurityGroup(stack, id, { vpc: stack.vpc, allowAllOutbound: false });
}

function connect(cache: ICache, consumer: ec2.IConnectable): void {
  cache.connect(consumer, { namespaces: [cache.addNamespace('products', CachePattern.cacheAside())] });
}

/** Stacks that hold a rule of a firewall, after the whole app was synthesized: that fails where two depend on each other. */
function stacksWithRules(app: App): string[] {
  return app.synth().stacks.flatMap(({ stackName, template }) => {
    const { Resources = {} } = template as { Resources?: Record<string, { Type: string }> };
    const isRule = ({ Type }: { Type: string }): boolean => Type === 'AWS::EC2::SecurityGroupIngress';
    return Object.values(Resources).some(isRule) ? [stackName] : [];
  });
}

describe.each(KINDS)('the network of %s', (_, create) => {
  let app: App;
  let net: UserStack;
  beforeEach(() => {
    app = userApp();
    net = new UserStack(app, 'Net');
  });

  it('a function beside the cache may have its security group in the stack of the VPC', () => {
    const group = closedGroup(net);
    const shop = new Stack(app, 'Shop');
    connect(create(shop, { vpc: net.vpc }), functionIn(shop, net.vpc, group));
    expect(stacksWithRules(app)).toEqual(['Shop']);
  });

  it('a function in a third stack may have its security group in the stack of the VPC', () => {
    const group = closedGroup(net);
    const cache = create(new Stack(app, 'Data'), { vpc: net.vpc });
    connect(cache, functionIn(new Stack(app, 'Shop'), net.vpc, group));
    expect(stacksWithRules(app)).toEqual(['Data']);
  });

  it('the cache may have its security groups in the stack of the VPC, with the function beside it', () => {
    const shop = new Stack(app, 'Shop');
    const cache = create(shop, { vpc: net.vpc, securityGroups: [closedGroup(net)] });
    connect(cache, functionIn(shop, net.vpc));
    expect(stacksWithRules(app)).toEqual(['Shop']);
  });

  it('everything may be in one stack', () => {
    connect(create(net, { vpc: net.vpc }), functionIn(net, net.vpc));
    expect(stacksWithRules(app)).toEqual(['Net']);
  });

  it('the stack of a function may depend on that of the cache', () => {
    const cache = create(new Stack(app, 'Data'), { vpc: net.vpc });
    connect(cache, functionIn(new Stack(app, 'Shop'), net.vpc));
    expect(stacksWithRules(app)).toEqual(['Shop']);
  });

  it.each([
    ['in the stack of the VPC', 'Data'],
    ['in a stack of its own', 'Shop'],
  ])('writers may be a security group %s', (where, expected) => {
    const cache = create(new Stack(app, 'Data'), { vpc: net.vpc });
    const own = new Stack(app, 'Shop');
    const scope = where.endsWith('VPC') ? net : own;
    cache.allowWritersFrom(new ec2.SecurityGroup(scope, 'Writers', { vpc: net.vpc, allowAllOutbound: false }));
    expect(stacksWithRules(app)).toEqual([expected]);
  });

  it('readers may be a security group in the stack of the VPC', () => {
    const cache = create(new Stack(app, 'Data'), { vpc: net.vpc });
    if (cache.readerEndpoint === undefined) {
      expect(refusal(() => cache.allowReadersFrom(closedGroup(net))).ids).toEqual(['CACHE_NO_READER_ENDPOINT']);
      return;
    }
    cache.allowReadersFrom(closedGroup(net));
    expect(stacksWithRules(app)).toEqual(['Data']);
  });

  it('an empty list of security groups is refused: ElastiCache would take the default group of the VPC', () => {
    const { ids } = refusal(() => create(net, { vpc: net.vpc, securityGroups: [] }));
    expect(ids).toEqual([expect.stringMatching(/^(RG|SC|MC)_SECURITY_GROUPS_EMPTY$/)]);
  });

  it('a security group that is listed twice is attached once', () => {
    const group = closedGroup(net);
    const cache = create(net, { vpc: net.vpc, securityGroups: [group, group] });
    expect(cache.connections.securityGroups).toEqual([group]);
    const id = net.resolve(group.securityGroupId) as unknown;
    const resources = Object.values(Template.fromStack(net).toJSON().Resources as Record<string, unknown>);
    expect(resources).toContainEqual(
      expect.objectContaining({
        Properties: expect.objectContaining({ [groupsProperty(cache)]: [id] }) as unknown,
      }),
    );
  });

  it.each(['cache', 'consumer'])('a firewall of the %s that no rule is written into is warned of', (side) => {
    const immutable = ec2.SecurityGroup.fromSecurityGroupId(net, 'Theirs', 'sg-0123456789abcdef0', {
      mutable: false,
      allowAllOutbound: false,
    });
    const cache = create(net, { vpc: net.vpc, ...(side === 'cache' && { securityGroups: [immutable] }) });
    cache.allowWritersFrom(side === 'cache' ? closedGroup(net) : immutable);
    const text = Match.stringLikeRegexp('Net/Theirs, imported with `mutable: false`: no rule was written');
    expect(Annotations.fromStack(net).findWarning('/Net/Cache', text)).toHaveLength(1);
  });

  it('firewalls whose rules are written are not warned of', () => {
    const theirs = ec2.SecurityGroup.fromSecurityGroupId(net, 'Theirs', 'sg-0123456789abcdef0');
    const cache = create(net, { vpc: net.vpc, securityGroups: [theirs] });
    cache.allowWritersFrom(closedGroup(net));
    const found = Annotations.fromStack(net).findWarning('*', Match.stringLikeRegexp('FIREWALL|OTHER_VPC|mutable'));
    expect(found).toEqual([]);
  });

  it('a consumer in another VPC is warned of', () => {
    const cache = create(net, { vpc: net.vpc });
    const elsewhere = new UserStack(app, 'Elsewhere');
    cache.allowWritersFrom(closedGroup(elsewhere));
    const text = Match.stringLikeRegexp('Elsewhere/Group in another VPC than the cache');
    expect(Annotations.fromStack(net).findWarning('/Net/Cache', text)).toHaveLength(1);
  });
});

function groupsProperty(cache: ICache): string {
  return cache instanceof MemcachedCluster ? 'VpcSecurityGroupIds' : 'SecurityGroupIds';
}

describe('a serverless cache with a public endpoint', () => {
  const open = { vpc: undefined, engine: ServerlessEngine.VALKEY_9, connectionType: ServerlessConnectionType.PUBLIC };

  it('is connected to a function outside any VPC, which needs no rule', () => {
    const stack = new ServerlessStack();
    const catalog = stack.lambda('Catalog', undefined);
    const outside = new lambda.Function(stack, 'Outside', {
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline('exports.handler = async () => {};'),
    });
    const cache = stack.serverless(open);
    const products = cache.addNamespace('products', CachePattern.cacheAside());
    const { environment } = cache.connect(outside, { namespaces: [products] });
    expect(Object.keys(environment)).toContain('ELASTICACHE_KIT_MANIFEST');
    cache.connect(catalog, { namespaces: [products] });
    stack.template().resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
  });

  it('lets a function inside a VPC out to it', () => {
    const stack = new ServerlessStack();
    const catalog = functionIn(stack, stack.vpc, closedGroup(stack));
    connect(stack.serverless(open), catalog);
    stack.template().hasResourceProperties('AWS::EC2::SecurityGroup', {
      SecurityGroupEgress: [Match.objectLike({ CidrIp: '0.0.0.0/0', FromPort: 6379, ToPort: 6380 })],
    });
  });
});
