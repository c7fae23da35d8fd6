import { type Template } from 'aws-cdk-lib/assertions';
import { CfnOutput, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import {
  Authentication,
  CachePattern,
  ConsumerAuthentication,
  Engine,
  ServerlessConnectionType,
  ServerlessEngine,
  UserGroup,
} from '@elasticache-kit/constructs';
import { type CacheManifest, parseManifest } from '../../../lib/contract';
import { refusal } from '../support/errors';
import { deployed } from '../support/resolve';
import { onlyResource, userApp } from '../support/stacks';
import { SERVERLESS, ServerlessStack } from './support';

const manifestIn = (template: Template): CacheManifest =>
  parseManifest(
    deployed((template.toJSON() as { Outputs: Record<string, { Value: unknown }> }).Outputs.CacheManifestCache?.Value),
  );

/** Every port range that is opened in the cache's firewall. */
function opened(template: Template): unknown[] {
  return Object.values(template.findResources('AWS::EC2::SecurityGroupIngress')).map((rule) => {
    const { FromPort, ToPort } = (rule as { Properties: { FromPort: unknown; ToPort: unknown } }).Properties;
    return [FromPort, ToPort];
  });
}

describe('ports', () => {
  it.each([
    [ServerlessEngine.VALKEY_8, 6379],
    [ServerlessEngine.REDIS_7, 6379],
    [ServerlessEngine.MEMCACHED_1_6, 11211],
  ])(
    'of a connected consumer are the writers’ and the readers’: without the second, reading from replicas fails',
    (engine, port) => {
      const stack = new ServerlessStack();
      const cache = stack.serverless({ engine });
      cache.connect(stack.lambda(), { namespaces: [cache.addNamespace('products', CachePattern.cacheAside())] });
      expect(opened(stack.template())).toEqual([[port, port + 1]]);
    },
  );

  it('of allowDefaultPortFrom and allowWritersFrom are both', () => {
    const stack = new ServerlessStack();
    const cache = stack.serverless();
    cache.connections.allowDefaultPortFrom(stack.lambda('A'));
    cache.allowWritersFrom(stack.lambda('B'));
    expect(opened(stack.template())).toEqual([
      [6379, 6380],
      [6379, 6380],
    ]);
  });

  it('of readers are the readers’ alone', () => {
    const stack = new ServerlessStack();
    stack.serverless().allowReadersFrom(stack.lambda());
    expect(opened(stack.template())).toEqual([[6380, 6380]]);
  });
});

describe('the manifest', () => {
  const stack = new ServerlessStack();
  const cache = stack.serverless();
  const products = cache.addNamespace('products', CachePattern.cacheAside());
  const { userName } = cache.connect(stack.lambda(), { namespaces: [products] });
  const template = stack.template();

  it('is one that the contract’s reader accepts, with both endpoints, the fixed eviction policy and what serverless caches lack', () => {
    expect(manifestIn(template)).toMatchObject({
      cacheId: 'Shop/Cache',
      kind: 'serverless',
      engine: { name: 'valkey', version: '8' },
      endpoints: {
        configuration: { host: expect.stringMatching(/^Endpoint.Address.of.Cache/) as string, port: 6379 },
        reader: { host: expect.stringMatching(/^ReaderEndpoint.Address.of.Cache/) as string },
      },
      tls: true,
      auth: { kind: 'users', users: [{ consumer: 'catalog', userName }] },
      evictionPolicy: 'volatile-lru',
      restricted: ['config', 'admin', 'keys', 'psubscribe', 'functions', 'tracking'],
    });
  });

  it('of Memcached says that nobody proves who they are', () => {
    const memcached = new ServerlessStack();
    const itsCache = memcached.serverless({ engine: ServerlessEngine.MEMCACHED_1_6 });
    itsCache.connect(memcached.lambda(), { namespaces: [itsCache.addNamespace('pages', CachePattern.cacheAside())] });
    expect(manifestIn(memcached.template())).toMatchObject({
      kind: 'serverless',
      engine: { name: 'memcached', version: '1.6' },
      auth: { kind: 'none' },
    });
  });

  it('names ports as ElastiCache tells them, not as this release believes', () => {
    const { logicalId } = onlyResource(template, SERVERLESS);
    const output = JSON.stringify(template.toJSON());
    for (const attribute of ['Endpoint.Port', 'ReaderEndpoint.Port'])
      expect(output).toContain(JSON.stringify({ 'Fn::GetAtt': [logicalId, attribute] }));
  });
});

describe('namespaces', () => {
  it('that must never lose a key are refused: volatile-lru evicts whatever has a TTL', () => {
    const add = (): unknown => new ServerlessStack().serverless().addNamespace('sessions', CachePattern.sessions());
    expect(refusal(add).ids).toEqual(['NS_EVICTION_UNSUITED']);
  });

  it('whose keys without a TTL must stay are welcome', () => {
    const cache = new ServerlessStack().serverless();
    expect(cache.addNamespace('board', CachePattern.leaderboard()).keyPrefix).toBe('board:');
  });

  it('of Memcached hold values only', () => {
    const cache = new ServerlessStack().serverless({ engine: ServerlessEngine.MEMCACHED_1_6 });
    expect(refusal(() => cache.addNamespace('board', CachePattern.leaderboard())).ids).toEqual([
      'CACHE_PATTERN_UNSUITED',
    ]);
    expect(cache.addNamespace('pages', CachePattern.readThrough()).name).toBe('pages');
  });
});

it('a consumer of a cache without authentication has no user', () => {
  const stack = new ServerlessStack();
  const cache = stack.serverless({ authentication: Authentication.none() });
  const namespaces = [cache.addNamespace('products', CachePattern.cacheAside())];
  expect(cache.connect(stack.lambda(), { namespaces }).userName).toBeUndefined();
  stack.template().resourceCountIs('AWS::ElastiCache::User', 0);
});

it('a public cache refuses consumers with passwords', () => {
  const stack = new ServerlessStack();
  const cache = stack.serverless({
    vpc: undefined,
    engine: ServerlessEngine.VALKEY_9,
    connectionType: ServerlessConnectionType.PUBLIC,
  });
  const namespaces = [cache.addNamespace('products', CachePattern.cacheAside())];
  const connect = (): unknown =>
    cache.connect(stack.lambda(), { namespaces, authentication: ConsumerAuthentication.PASSWORD });
  expect(refusal(connect).ids).toEqual(['SC_PUBLIC_NEEDS_IAM']);
});

it('permissions on the service are on the ARN that the cache itself names', () => {
  const stack = new ServerlessStack();
  const cache = stack.serverless();
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
  cache.grant(role, 'elasticache:DescribeServerlessCaches');
  const template = stack.template();
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: [
        {
          Action: 'elasticache:DescribeServerlessCaches',
          Resource: { 'Fn::GetAtt': [onlyResource(template, SERVERLESS).logicalId, 'ARN'] },
        },
      ],
    },
  });
});

it('can be used from another stack', () => {
  const app = userApp();
  const stack = new ServerlessStack(app);
  const cache = stack.serverless();
  const other = new Stack(app, 'Other');
  new CfnOutput(other, 'Name', { value: cache.serverlessCacheName });
  expect(() => app.synth()).not.toThrow();
});

describe('a user group that is given', () => {
  it('is the cache’s, and consumers become members of it', () => {
    const stack = new ServerlessStack();
    const group = new UserGroup(stack, 'Group', { engine: Engine.VALKEY_8_0 });
    const cache = stack.serverless({ authentication: Authentication.userGroup(group) });
    const namespaces = [cache.addNamespace('products', CachePattern.cacheAside())];
    const { userName } = cache.connect(stack.lambda(), { namespaces });
    const template = stack.template();
    const made = onlyResource(template, 'AWS::ElastiCache::UserGroup');
    expect(made.Properties.UserIds).toEqual([userName]);
    const { Properties, DependsOn } = onlyResource(template, SERVERLESS);
    expect(Properties.UserGroupId).toBe(made.Properties.UserGroupId);
    expect(DependsOn).toContain(made.logicalId);
  });

  it('of Valkey is refused for Redis', () => {
    const stack = new ServerlessStack();
    const group = new UserGroup(stack, 'Group', { engine: Engine.VALKEY_8_0 });
    const props = { engine: ServerlessEngine.REDIS_7, authentication: Authentication.userGroup(group) };
    expect(refusal(() => stack.serverless(props)).ids).toEqual(['SC_USER_GROUP_UNSUITED']);
  });

  it('of Redis serves Valkey too', () => {
    const stack = new ServerlessStack();
    const group = new UserGroup(stack, 'Group', { engine: Engine.REDIS_7_1 });
    stack.serverless({ authentication: Authentication.userGroup(group) });
    expect(onlyResource(stack.template(), SERVERLESS).Properties.UserGroupId).toBe(group.userGroupId);
  });
});

it.each([
  ['Valkey 7', ServerlessEngine.VALKEY_7],
  ['Redis 7', ServerlessEngine.REDIS_7],
])('a consumer has rights that a serverless cache knows, and those to read from replicas: %s', (_, engine) => {
  const stack = new ServerlessStack();
  const cache = stack.serverless({ engine });
  const namespaces = [cache.addNamespace('products', CachePattern.cacheAside())];
  const { userName } = cache.connect(stack.lambda(), { namespaces });
  const users = stack.template().findResources('AWS::ElastiCache::User', { Properties: { UserId: userName } });
  const [found] = Object.values(users) as { Properties: { AccessString: string; Engine: string } }[];
  expect(found?.Properties.Engine).toBe(engine.name);
  expect(found?.Properties.AccessString).toMatch(/^on resetchannels -@all .*\+readonly .*~products:\*$/);
});
