import { CfnOutput, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import {
  Authentication,
  CacheEndpoint,
  CachePattern,
  ClusterMode,
  ConsumerAuthentication,
  Engine,
  EvictionPolicy,
  IamUser,
  type IReplicationGroup,
  type Namespace,
  PasswordUser,
  ReplicationGroup,
  type ReplicationGroupAttributes,
  TransitEncryption,
  UserGroup,
} from '@elasticache-kit/constructs';
import { parseManifest } from '../../../lib/contract';
import { refusal } from '../support/errors';
import { deployed } from '../support/resolve';
import { onlyResource, userApp, UserStack } from '../support/stacks';

const PRIMARY = new CacheEndpoint('master.shop.abc123.euc1.cache.amazonaws.com', 6379);
const READER = new CacheEndpoint('replica.shop.abc123.euc1.cache.amazonaws.com', 6379);
const CONFIGURATION = new CacheEndpoint('clustercfg.shop.abc123.euc1.cache.amazonaws.com', 6379);
const FOREIGN_ARN = 'arn:aws:elasticache:us-west-2:222222222222:replicationgroup:shop';

const FOREIGN_USER = 'arn:aws:elasticache:us-west-2:222222222222:user:ada';

const replicated: Partial<ReplicationGroupAttributes> = {
  engine: Engine.VALKEY_8_0,
  primaryEndpoint: PRIMARY,
  readerEndpoint: READER,
};

function imported(stack: Stack, attributes: Partial<ReplicationGroupAttributes> = {}): IReplicationGroup {
  const firewall = ec2.SecurityGroup.fromSecurityGroupId(stack, 'Firewall', 'sg-1');
  return ReplicationGroup.fromReplicationGroupAttributes(stack, 'Cache', {
    replicationGroupId: 'shop',
    securityGroups: [firewall],
    ...attributes,
  });
}

/** Connects a function and gives the manifest that it finds. */
function connected(stack: UserStack, cache: IReplicationGroup, options: { user?: IamUser } = {}) {
  const namespaces = [cache.addNamespace('products', CachePattern.cacheAside())];
  const access = cache.connect(stack.lambda(), { namespaces, ...options });
  return { access, manifest: parseManifest(deployed(stack.resolve(access.manifest))) };
}

const statementsIn = (template: Template): unknown[] =>
  Object.values(template.findResources('AWS::IAM::Policy')).flatMap(
    ({ Properties }) => (Properties as { PolicyDocument: { Statement: unknown[] } }).PolicyDocument.Statement,
  );

/** An ARN of the stack's own account and Region. */
const arn = (kind: string): unknown => ({
  'Fn::Join': [
    '',
    [
      'arn:',
      { Ref: 'AWS::Partition' },
      ':elasticache:',
      { Ref: 'AWS::Region' },
      ':',
      { Ref: 'AWS::AccountId' },
      `:${kind}`,
    ],
  ],
});

describe('a cache that is known by its id', () => {
  const stack = new UserStack();
  const cache = ReplicationGroup.fromReplicationGroupId(stack, 'Cache', 'shop');

  it('has an ARN with colons, in this account and Region', () => {
    expect(stack.resolve(cache.cacheArn)).toEqual(arn('replicationgroup:shop'));
  });

  it('grants actions of the service on that ARN alone', () => {
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
    cache.grant(role, 'elasticache:DescribeReplicationGroups');
    expect(statementsIn(stack.template())).toEqual([
      {
        Effect: 'Allow',
        Action: 'elasticache:DescribeReplicationGroups',
        Resource: arn('replicationgroup:shop'),
      },
    ]);
  });

  it.each<[string, (of: IReplicationGroup) => unknown, string]>([
    ['its endpoint', (of) => of.endpoint, 'without an endpoint'],
    ['namespaces', (of) => of.addNamespace('products', CachePattern.cacheAside()), 'without an engine'],
    ['metrics, whose nodes it would have to guess', (of) => of.metrics, 'without a mode'],
  ])('does not pretend to know %s', (_, use, missing) => {
    const { ids, message } = refusal(() => use(cache));
    expect(ids).toEqual(['RG_IMPORT_INCOMPLETE']);
    expect(message).toContain(missing);
    expect(message).toContain('in ReplicationGroup.fromReplicationGroupAttributes');
  });

  it('puts no manifest out', () => {
    expect(stack.template().toJSON()).not.toHaveProperty('Outputs');
  });
});

describe('a cache that is known by its ARN', () => {
  it('keeps the account and Region of the ARN, in grants too', () => {
    const stack = new Stack(userApp(), 'Shop', { env: { account: '111111111111', region: 'eu-central-1' } });
    const cache = ReplicationGroup.fromReplicationGroupArn(stack, 'Cache', FOREIGN_ARN);
    expect([cache.replicationGroupId, cache.cacheArn, cache.env.account, cache.env.region]).toEqual([
      'shop',
      FOREIGN_ARN,
      '222222222222',
      'us-west-2',
    ]);
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
    const user = IamUser.fromUserArn(stack, 'Ada', FOREIGN_USER);
    cache.grantConnect(role, user);
    expect(statementsIn(Template.fromStack(stack))).toEqual([
      expect.objectContaining({
        Action: 'elasticache:Connect',
        Resource: [FOREIGN_ARN, FOREIGN_USER],
      }),
    ]);
  });

  it('with attributes tells consumers the Region that the cache is in', () => {
    const stack = new UserStack();
    const { manifest } = connected(stack, imported(stack, { ...replicated, cacheArn: FOREIGN_ARN }));
    expect(manifest.region).toBe('us-west-2');
  });
});

describe('the network of an imported cache', () => {
  const rules = (stack: UserStack): unknown[] =>
    Object.values(stack.template().findResources('AWS::EC2::SecurityGroupIngress')).map(({ Properties }) => {
      const { GroupId, FromPort, ToPort } = Properties as Record<string, unknown>;
      return { GroupId, FromPort, ToPort };
    });

  it('is opened for writers and readers at the port that is said', () => {
    const stack = new UserStack();
    const cache = imported(stack, { ...replicated, port: 6400 });
    cache.allowWritersFrom(stack.lambda('Writer'));
    cache.allowReadersFrom(stack.lambda('Reader'));
    cache.connections.allowDefaultPortFrom(stack.lambda('Other'));
    const rule = { GroupId: 'sg-1', FromPort: 6400, ToPort: 6400 };
    expect(rules(stack)).toEqual([rule, rule, rule]);
  });

  it('is at the usual port where none is said', () => {
    const stack = new UserStack();
    imported(stack, replicated).allowWritersFrom(stack.lambda());
    expect(rules(stack)).toEqual([{ GroupId: 'sg-1', FromPort: 6379, ToPort: 6379 }]);
  });

  it('has no readers of its own without a reader endpoint', () => {
    const stack = new UserStack();
    const cache = imported(stack, { engine: Engine.VALKEY_8_0, configurationEndpoint: CONFIGURATION });
    const { ids, message } = refusal(() => cache.allowReadersFrom(stack.lambda()));
    expect(ids).toEqual(['CACHE_NO_READER_ENDPOINT']);
    expect(message).toContain('allowReadersFrom on a sharded cache');
  });
});

describe('a consumer of an imported cache', () => {
  it('finds in its manifest what the attributes say', () => {
    const stack = new UserStack();
    const { manifest } = connected(
      stack,
      imported(stack, {
        engine: Engine.REDIS_7_1,
        configurationEndpoint: CONFIGURATION,
        evictionPolicy: EvictionPolicy.ALLKEYS_LFU,
        transitEncryption: TransitEncryption.DISABLED,
      }),
    );
    expect(manifest).toMatchObject({
      cacheId: 'Shop/Cache',
      kind: 'sharded',
      engine: { name: 'redis', version: '7.1' },
      endpoints: { configuration: { host: CONFIGURATION.host, port: 6379 } },
      evictionPolicy: 'allkeys-lfu',
      tls: false,
      auth: { kind: 'none' },
    });
  });

  it('of a cache that is not sharded finds its primary and its reader', () => {
    const stack = new UserStack();
    const { manifest } = connected(stack, imported(stack, replicated));
    expect(manifest).toMatchObject({
      kind: 'replicated',
      endpoints: { primary: { host: PRIMARY.host }, reader: { host: READER.host } },
    });
  });

  it('reads the AUTH token that is said', () => {
    const stack = new UserStack();
    const secret = new secretsmanager.Secret(stack, 'Token');
    const { access, manifest } = connected(
      stack,
      imported(stack, { ...replicated, authentication: Authentication.authToken(secret) }),
    );
    expect(access.userName).toBe('default');
    expect(manifest.auth).toEqual({ kind: 'token', secretArn: deployed(stack.resolve(secret.secretArn)) });
    expect(statementsIn(stack.template())).toContainEqual(
      expect.objectContaining({
        Action: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
        Resource: stack.resolve(secret.secretArn) as unknown,
      }),
    );
  });

  it('connects as an existing user of a group that was made elsewhere, by IAM on both ARNs', () => {
    const stack = new UserStack();
    const group = UserGroup.fromUserGroupId(stack, 'Users', 'shop-users');
    const cache = imported(stack, { ...replicated, authentication: Authentication.userGroup(group) });
    const user = IamUser.fromUserId(stack, 'Ada', 'ada') as IamUser;
    const { manifest } = connected(stack, cache, { user });
    expect(manifest.auth).toMatchObject({
      users: [{ userName: 'ada', iam: { userId: 'ada', cacheName: 'shop', serverless: false } }],
    });
    expect(statementsIn(stack.template())).toContainEqual(
      expect.objectContaining({
        Action: 'elasticache:Connect',
        Resource: [arn('replicationgroup:shop'), arn('user:ada')],
      }),
    );
    stack.template().resourceCountIs('AWS::ElastiCache::User', 0);
  });

  it('gets no new user in such a group, because nobody here can add one', () => {
    const stack = new UserStack();
    const group = UserGroup.fromUserGroupId(stack, 'Users', 'shop-users');
    const cache = imported(stack, { ...replicated, authentication: Authentication.userGroup(group) });
    const namespaces = [cache.addNamespace('products', CachePattern.cacheAside())];
    expect(refusal(() => cache.connect(stack.lambda(), { namespaces })).ids).toEqual(['CON_GROUP_IMPORTED']);
  });

  it('gets a user of its own in a group of this app', () => {
    const stack = new UserStack();
    const group = new UserGroup(stack, 'Users', { engine: Engine.VALKEY_8_0 });
    const cache = imported(stack, { ...replicated, authentication: Authentication.userGroup(group) });
    const { access } = connected(stack, cache);
    const template = stack.template();
    expect(onlyResource(template, 'AWS::ElastiCache::UserGroup').Properties.UserIds).toEqual([access.userName]);
    expect(onlyResource(template, 'AWS::ElastiCache::User').Properties.AccessString).toContain('~products:*');
  });

  it.each<[string, Partial<ReplicationGroupAttributes>, string]>([
    ['users without a group', { authentication: Authentication.users() }, 'Authentication.userGroup(group)'],
    ['a token without a secret', { authentication: Authentication.authToken() }, 'Authentication.authToken(secret)'],
  ])('is not promised by an import with %s', (_, attributes, fix) => {
    const { ids, message } = refusal(() => imported(new UserStack(), { ...replicated, ...attributes }));
    expect(ids).toEqual(['RG_IMPORT_INCOMPLETE']);
    expect(message).toContain(fix);
  });

  it('is refused authentication where there is none', () => {
    const stack = new UserStack();
    const cache = imported(stack, replicated);
    const namespaces = [cache.addNamespace('products', CachePattern.cacheAside())];
    const connect = (options: { authentication?: ConsumerAuthentication; user?: IamUser }) => () =>
      cache.connect(stack.lambda(`F${Object.keys(options).join()}`), { namespaces, ...options });
    expect(refusal(connect({ authentication: ConsumerAuthentication.IAM })).ids).toEqual([
      'CON_AUTHENTICATION_UNSUITED',
    ]);
    const user = PasswordUser.fromUserId(stack, 'Ada', 'ada') as unknown as IamUser;
    expect(refusal(connect({ user })).ids).toEqual(['CON_AUTHENTICATION_UNSUITED']);
  });
});

describe('namespaces of an imported cache', () => {
  const add = (evictionPolicy?: EvictionPolicy): Namespace =>
    imported(new UserStack(), { ...replicated, evictionPolicy }).addNamespace('board', CachePattern.leaderboard());

  it('are judged by the eviction policy that is said, or else by ElastiCache’s own', () => {
    expect(add().keyPrefix).toBe('board:');
    expect(refusal(() => add(EvictionPolicy.ALLKEYS_LRU)).ids).toEqual(['NS_EVICTION_UNSUITED']);
  });

  it('put the manifest out, for programs that read the outputs', () => {
    const stack = new UserStack();
    imported(stack, replicated).addNamespace('products', CachePattern.cacheAside());
    const { Outputs } = stack.template().toJSON() as { Outputs: Record<string, { Value: unknown }> };
    expect(parseManifest(deployed(Outputs.CacheManifestCache?.Value)).namespaces).toMatchObject([{ name: 'products' }]);
  });
});

describe('metrics of an imported cache', () => {
  const metricsOf = (attributes: Partial<ReplicationGroupAttributes>) =>
    ReplicationGroup.fromReplicationGroupAttributes(new UserStack(), 'Cache', {
      replicationGroupId: 'shop',
      ...attributes,
    }).metrics;
  const names = (attributes: Partial<ReplicationGroupAttributes>): string[] =>
    metricsOf(attributes).nodes.map(({ cacheClusterId }) => cacheClusterId);

  it.each<[string, Partial<ReplicationGroupAttributes>, string[]]>([
    ['not sharded', { primaryEndpoint: PRIMARY, replicasPerShard: 1 }, ['shop-001', 'shop-002']],
    [
      'sharded',
      { configurationEndpoint: CONFIGURATION, shards: 2, replicasPerShard: 0 },
      ['shop-0001-001', 'shop-0002-001'],
    ],
    [
      'on its way',
      { primaryEndpoint: PRIMARY, configurationEndpoint: CONFIGURATION, replicasPerShard: 0 },
      ['shop-0001-001'],
    ],
    [
      'known by its mode alone',
      { clusterMode: ClusterMode.ENABLED, shards: 1, replicasPerShard: 1 },
      ['shop-0001-001', 'shop-0001-002'],
    ],
  ])('that is %s are those of its nodes', (_, attributes, expected) => {
    expect(names(attributes)).toEqual(expected);
  });

  it.each<[string, Partial<ReplicationGroupAttributes>]>([
    ['shards', { configurationEndpoint: CONFIGURATION, replicasPerShard: 1 }],
    ['replicas', { primaryEndpoint: PRIMARY }],
  ])('do not guess its %s: an alarm on one node of many would be a lie', (_, attributes) => {
    const { ids, message } = refusal(() => names(attributes));
    expect(ids).toEqual(['MET_NODES_UNKNOWN']);
    expect(message).toContain('give `shards` and `replicasPerShard`');
  });

  it('of one node need no numbers', () => {
    const { cacheClusterId } = metricsOf({ configurationEndpoint: CONFIGURATION }).node(3, 2);
    expect(cacheClusterId).toBe('shop-0003-002');
  });

  it('read no token that a template would have to resolve', () => {
    const stack = new UserStack();
    const metrics = imported(stack, replicated).metrics;
    new CfnOutput(stack, 'Node', { value: metrics.node(1, 1).cacheClusterId });
    stack.template().hasOutput('Node', { Value: Match.exact('shop-001') });
  });
});
