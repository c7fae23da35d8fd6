import { CfnOutput, CfnParameter, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import {
  Authentication,
  CacheEndpoint,
  CachePattern,
  Engine,
  IamUser,
  type ICache,
  type IServerlessCache,
  type IUserGroup,
  ServerlessCache,
  type ServerlessCacheAttributes,
  ServerlessEngine,
  UserGroup,
} from '@elasticache-kit/constructs';
import { parseManifest } from '../../../lib/contract';
import { refusal } from '../support/errors';
import { deployed } from '../support/resolve';
import { userApp } from '../support/stacks';
import { ServerlessStack } from './support';

const HOST = 'shop-abc123.serverless.euc1.cache.amazonaws.com';
const ENDPOINT = new CacheEndpoint(HOST, 6379);

const firewall = (stack: Stack): ec2.ISecurityGroup[] => [
  ec2.SecurityGroup.fromSecurityGroupId(stack, 'Firewall', 'sg-1'),
];

function imported(stack: Stack, attributes: Partial<ServerlessCacheAttributes> = {}): IServerlessCache {
  return ServerlessCache.fromServerlessCacheAttributes(stack, 'Cache', { serverlessCacheName: 'shop', ...attributes });
}

describe('a cache that is known by its name', () => {
  it('has an ARN with colons, in this account and Region', () => {
    const stack = new Stack(userApp(), 'Shop');
    const cache = ServerlessCache.fromServerlessCacheName(stack, 'Cache', 'shop');
    expect(stack.resolve(cache.cacheArn)).toEqual({
      'Fn::Join': [
        '',
        [
          'arn:',
          { Ref: 'AWS::Partition' },
          ':elasticache:',
          { Ref: 'AWS::Region' },
          ':',
          { Ref: 'AWS::AccountId' },
          ':serverlesscache:shop',
        ],
      ],
    });
  });

  it('takes permissions, metrics and namespaces', () => {
    const stack = new Stack(userApp(), 'Shop');
    const cache = ServerlessCache.fromServerlessCacheName(stack, 'Cache', 'shop');
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
    expect(cache.grant(role, 'elasticache:DescribeServerlessCaches').success).toBe(true);
    expect(cache.metricEvictions().dimensions).toEqual({ clusterId: 'shop' });
    expect(cache.addNamespace('products', CachePattern.cacheAside()).keyPrefix).toBe('products:');
    expect(Template.fromStack(stack).toJSON()).not.toHaveProperty('Outputs');
  });

  it('does not connect consumers: says what is missing', () => {
    const stack = new ServerlessStack();
    const cache = imported(stack);
    const namespaces = [cache.addNamespace('products', CachePattern.cacheAside())];
    const { ids, message } = refusal(() => cache.connect(stack.lambda(), { namespaces }));
    expect(ids).toEqual(['SC_IMPORT_INCOMPLETE']);
    expect(message).toContain('without engine, endpoint, securityGroups, authentication for connect');
  });

  it.each<[string, (cache: ICache, stack: ServerlessStack) => unknown, string]>([
    ['its endpoint', (cache) => cache.endpoint, 'endpoint'],
    ['the firewall for writers', (cache, stack) => cache.allowWritersFrom(stack.lambda()), 'securityGroups'],
    ['the firewall for readers', (cache, stack) => cache.allowReadersFrom(stack.lambda()), 'securityGroups'],
  ])('does not pretend to know %s', (_, use, missing) => {
    const stack = new ServerlessStack();
    const { ids, message } = refusal(() => use(imported(stack), stack));
    expect(ids).toEqual(['SC_IMPORT_INCOMPLETE']);
    expect(message).toContain(`without ${missing} for`);
  });
});

describe('a cache that is known by its ARN', () => {
  it('has the name in it, and the account and Region', () => {
    const stack = new Stack(userApp(), 'Shop');
    const arn = 'arn:aws:elasticache:us-east-1:111122223333:serverlesscache:shop';
    const cache = ServerlessCache.fromServerlessCacheArn(stack, 'Cache', arn);
    expect(cache.serverlessCacheName).toBe('shop');
    expect(cache.cacheArn).toBe(arn);
    expect(cache.env).toEqual({ account: '111122223333', region: 'us-east-1' });
  });

  it('may be one that only the deployment knows', () => {
    const stack = new Stack(userApp(), 'Shop');
    const arn = new CfnParameter(stack, 'Arn').valueAsString;
    const cache = ServerlessCache.fromServerlessCacheArn(stack, 'Cache', arn);
    new CfnOutput(stack, 'Name', { value: cache.serverlessCacheName });
    Template.fromStack(stack).hasOutput('Name', {
      Value: { 'Fn::Select': [6, { 'Fn::Split': [':', { Ref: 'Arn' }] }] },
    });
  });
});

describe('a cache of which everything is known', () => {
  const complete = (stack: Stack): Partial<ServerlessCacheAttributes> => ({
    engine: ServerlessEngine.VALKEY_8,
    endpoint: ENDPOINT,
    securityGroups: firewall(stack),
    authentication: Authentication.none(),
  });

  it('connects consumers as an owned one does: network, manifest, environment', () => {
    const stack = new ServerlessStack();
    const cache = imported(stack, complete(stack));
    const products = cache.addNamespace('products', CachePattern.cacheAside());
    const access = cache.connect(stack.lambda(), { namespaces: [products] });
    const template = stack.template();
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      GroupId: 'sg-1',
      FromPort: 6379,
      ToPort: 6380,
    });
    expect(parseManifest(deployed(stack.resolve(access.manifest)))).toMatchObject({
      kind: 'serverless',
      engine: { name: 'valkey', version: '8' },
      endpoints: { configuration: { host: HOST, port: 6379 }, reader: { host: HOST, port: 6380 } },
      auth: { kind: 'none' },
    });
    template.hasOutput('CacheManifestCache', Match.anyValue());
  });

  it('opens the readers’ port alone for readers', () => {
    const stack = new ServerlessStack();
    imported(stack, complete(stack)).allowReadersFrom(stack.lambda());
    stack.template().hasResourceProperties('AWS::EC2::SecurityGroupIngress', { FromPort: 6380, ToPort: 6380 });
  });

  it('of Memcached needs no word about authentication and has its own ports', () => {
    const stack = new ServerlessStack();
    const { securityGroups } = complete(stack);
    const endpoint = new CacheEndpoint(HOST, 11211);
    const cache = imported(stack, { engine: ServerlessEngine.MEMCACHED_1_6, endpoint, securityGroups });
    cache.connect(stack.lambda(), { namespaces: [cache.addNamespace('pages', CachePattern.cacheAside())] });
    expect(cache.readerEndpoint?.socketAddress).toBe(`${HOST}:11212`);
    stack.template().hasResourceProperties('AWS::EC2::SecurityGroupIngress', { FromPort: 11211, ToPort: 11212 });
    expect(refusal(() => cache.metricCacheHitRate()).ids).toEqual(['SC_METRIC_UNKNOWN']);
    expect(refusal(() => cache.addNamespace('board', CachePattern.leaderboard())).ids).toEqual([
      'CACHE_PATTERN_UNSUITED',
    ]);
  });

  it('keeps the reader endpoint that is said', () => {
    const stack = new Stack(userApp(), 'Shop');
    const readerEndpoint = new CacheEndpoint('reader.example', 7000);
    expect(imported(stack, { endpoint: ENDPOINT, readerEndpoint }).readerEndpoint).toBe(readerEndpoint);
  });
});

describe('a cache with a user group', () => {
  const attributes = (stack: Stack, group: IUserGroup): Partial<ServerlessCacheAttributes> => ({
    engine: ServerlessEngine.VALKEY_8,
    endpoint: ENDPOINT,
    securityGroups: firewall(stack),
    authentication: Authentication.userGroup(group),
  });

  it('that this app makes gives consumers users in it', () => {
    const stack = new ServerlessStack();
    const group = new UserGroup(stack, 'Group', { engine: Engine.VALKEY_8_0 });
    const cache = imported(stack, attributes(stack, group));
    const namespaces = [cache.addNamespace('products', CachePattern.cacheAside())];
    const { userName } = cache.connect(stack.lambda(), { namespaces });
    stack.template().hasResourceProperties('AWS::ElastiCache::UserGroup', { UserIds: [userName] });
  });

  it('that was made elsewhere takes its members, and makes none', () => {
    const stack = new ServerlessStack();
    const cache = imported(stack, attributes(stack, UserGroup.fromUserGroupId(stack, 'Group', 'shop-users')));
    const namespaces = [cache.addNamespace('products', CachePattern.cacheAside())];
    expect(refusal(() => cache.connect(stack.lambda('A'), { namespaces })).ids).toEqual(['CON_GROUP_IMPORTED']);
    const user = IamUser.fromUserId(stack, 'User', 'reader');
    expect(cache.connect(stack.lambda('B'), { namespaces, user }).userName).toBe('reader');
  });

  it('of another engine is refused', () => {
    const stack = new ServerlessStack();
    const group = new UserGroup(stack, 'Group', { engine: Engine.VALKEY_8_0 });
    const given = { ...attributes(stack, group), engine: ServerlessEngine.REDIS_7 };
    expect(refusal(() => imported(stack, given)).ids).toEqual(['SC_IMPORT_AUTHENTICATION_UNSUITED']);
  });

  it('that nobody names is refused: an import makes none', () => {
    const stack = new Stack(userApp(), 'Shop');
    const { ids, message } = refusal(() => imported(stack, { authentication: Authentication.users() }));
    expect(ids).toEqual(['SC_IMPORT_AUTHENTICATION_UNSUITED']);
    expect(message).toContain('without its user group');
  });
});

it('an AUTH token is refused: serverless caches have none', () => {
  const stack = new Stack(userApp(), 'Shop');
  const { ids } = refusal(() => imported(stack, { authentication: Authentication.authToken() }));
  expect(ids).toEqual(['SC_IMPORT_AUTHENTICATION_UNSUITED']);
});
