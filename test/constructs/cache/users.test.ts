import { type Stack } from 'aws-cdk-lib';
import { type Template } from 'aws-cdk-lib/assertions';
import {
  Access,
  Authentication,
  CachePattern,
  ConsumerAuthentication,
  Engine,
  IamUser,
  PasswordUser,
  type ReplicationGroup,
  Topology,
  UserGroup,
} from '@elasticache-kit/constructs';
import { parseManifest } from '../../../lib/contract';
import { refusal } from '../support/errors';
import { deployed } from '../support/resolve';
import { onlyResource, userApp, UserStack } from '../support/stacks';

const { IAM } = ConsumerAuthentication;
const access = Access.fromString('on ~products:* -@all +get');
const products = (cache: ReplicationGroup) => cache.addNamespace('products', CachePattern.cacheAside());
const manifestOf = (stack: Stack, manifest: string) => parseManifest(deployed(stack.resolve(manifest)));

interface Statement {
  readonly Action: unknown;
  readonly Resource: unknown;
}

const statementsIn = (template: Template): Statement[] =>
  Object.values(template.findResources('AWS::IAM::Policy')).flatMap(
    ({ Properties }) => (Properties as { PolicyDocument: { Statement: Statement[] } }).PolicyDocument.Statement,
  );

describe('a consumer that authenticates by IAM', () => {
  const stack = new UserStack();
  const cache = stack.cache();
  const result = cache.connect(stack.lambda(), { namespaces: [products(cache)], authentication: IAM });
  const template = stack.template();

  it('has a user without a password, whose name is its id, as the service wants it', () => {
    expect(onlyResource(template, 'AWS::ElastiCache::User').Properties).toMatchObject({
      AuthenticationMode: { Type: 'iam' },
      UserId: result.userName,
      UserName: result.userName,
    });
    expect(result.secret).toBeUndefined();
    template.resourceCountIs('AWS::SecretsManager::Secret', 0);
    template.resourceCountIs('AWS::SecretsManager::RotationSchedule', 0);
  });

  it('may log in on both, the cache and its own user, and on nothing else', () => {
    const user = onlyResource(template, 'AWS::ElastiCache::User').logicalId;
    const connects = statementsIn(template).filter(({ Action }) => Action === 'elasticache:Connect');
    expect(connects.map(({ Resource }) => Resource)).toEqual([
      expect.arrayContaining([stack.resolve(cache.cacheArn), { 'Fn::GetAtt': [user, 'Arn'] }]),
    ]);
    expect(connects[0]?.Resource).toHaveLength(2);
  });

  it('is told by its manifest which cache and user to sign for', () => {
    expect(manifestOf(stack, result.manifest).auth).toMatchObject({
      users: [
        {
          userName: result.userName,
          iam: {
            userId: result.userName,
            cacheName: deployed(stack.resolve(cache.replicationGroupId)),
            serverless: false,
          },
        },
      ],
    });
  });

  it('is refused with an engine that knows no IAM', () => {
    const other = new UserStack();
    const old = other.cache({ engine: Engine.REDIS_6_2, topology: Topology.replicated({ replicas: 1 }) });
    const connect = () => old.connect(other.lambda(), { namespaces: [products(old)], authentication: IAM });
    expect(refusal(connect).ids).toEqual(['CON_IAM_UNSUPPORTED']);
  });
});

describe('a consumer that connects as an existing user', () => {
  it('reads that user’s password, and the user becomes a member', () => {
    const stack = new UserStack();
    const cache = stack.cache();
    const user = new PasswordUser(stack, 'Ada', { engine: Engine.VALKEY_8_0, access });
    const result = cache.connect(stack.lambda(), { namespaces: [products(cache)], user });
    const template = stack.template();
    expect(onlyResource(template, 'AWS::ElastiCache::UserGroup').Properties.UserIds).toEqual([user.userId]);
    expect([result.userName, result.secret]).toEqual([user.userName, user.secret]);
    expect(statementsIn(template)).toContainEqual(
      expect.objectContaining({
        Action: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
        Resource: stack.resolve(user.secret?.secretArn) as unknown,
      }),
    );
  });

  it('can share it with another consumer', () => {
    const stack = new UserStack();
    const cache = stack.cache();
    const user = new IamUser(stack, 'Ada', { engine: Engine.VALKEY_8_0, access });
    const namespaces = [products(cache)];
    const names = ['Reader', 'Writer'].map((id) => cache.connect(stack.lambda(id), { namespaces, user }).userName);
    expect(names).toEqual([user.userName, user.userName]);
    stack.template().resourceCountIs('AWS::ElastiCache::User', 1);
    expect(statementsIn(stack.template()).filter(({ Action }) => Action === 'elasticache:Connect')).toHaveLength(2);
  });

  it.each<[string, (stack: UserStack) => object, string]>([
    [
      'says how it authenticates, too',
      (stack) => ({ user: IamUser.fromUserId(stack, 'Ada', 'ada'), authentication: IAM }),
      'CON_USER_CONTRADICTION',
    ],
    [
      'names a user whose secret nobody knows',
      (stack) => ({ user: PasswordUser.fromUserId(stack, 'Ada', 'ada') }),
      'CON_USER_WITHOUT_PROOF',
    ],
  ])('is refused where it %s', (_, options, id) => {
    const stack = new UserStack();
    const cache = stack.cache();
    const connect = () => cache.connect(stack.lambda(), { namespaces: [products(cache)], ...options(stack) });
    expect(refusal(connect).ids).toEqual([id]);
  });
});

describe('a user group that two caches share', () => {
  const stack = new UserStack();
  const group = new UserGroup(stack, 'Users', { engine: Engine.VALKEY_8_0 });
  const authentication = Authentication.userGroup(group);
  const caches = ['Products', 'Prices'].map((id) => stack.cache({ authentication }, id));
  const users = caches.map(
    (cache) => cache.connect(stack.lambda(`Reader${cache.node.id}`), { namespaces: [products(cache)] }).userName,
  );
  const template = stack.template();

  it('is one group, which holds the users of both', () => {
    expect(onlyResource(template, 'AWS::ElastiCache::UserGroup').Properties.UserIds).toEqual([...users].sort());
  });

  it('is there before both caches', () => {
    const { logicalId } = onlyResource(template, 'AWS::ElastiCache::UserGroup');
    const groups = Object.values(template.findResources('AWS::ElastiCache::ReplicationGroup')) as {
      DependsOn: string[];
      Properties: { UserGroupIds: string[] };
    }[];
    expect(groups.map(({ DependsOn }) => DependsOn.includes(logicalId))).toEqual([true, true]);
    expect(groups.map(({ Properties }) => Properties.UserGroupIds)).toEqual([[group.userGroupId], [group.userGroupId]]);
  });

  it('gives each its own namespaces in the manifest', () => {
    const { Outputs } = template.toJSON() as { Outputs: Record<string, { Value: unknown }> };
    const consumers = Object.values(Outputs).map(({ Value }) => {
      const { auth } = parseManifest(deployed(Value));
      return auth.kind === 'users' ? auth.users.map(({ consumer }) => consumer) : [];
    });
    expect(consumers).toEqual([['reader-products'], ['reader-prices']]);
  });
});

describe('a user group that was made elsewhere', () => {
  const shop = () => {
    const stack = new UserStack();
    const group = UserGroup.fromUserGroupId(stack, 'Users', 'shop-users');
    return { stack, cache: stack.cache({ authentication: Authentication.userGroup(group) }) };
  };

  it('gets no new users, and says which way is left', () => {
    const { stack, cache } = shop();
    const { ids, message } = refusal(() => cache.connect(stack.lambda(), { namespaces: [products(cache)] }));
    expect(ids).toEqual(['CON_GROUP_IMPORTED']);
    expect(message).toContain('connect(…, { user })');
  });

  it('is used by its existing members', () => {
    const { stack, cache } = shop();
    const user = IamUser.fromUserId(stack, 'Ada', 'ada');
    expect(cache.connect(stack.lambda(), { namespaces: [products(cache)], user }).userName).toBe('ada');
    const template = stack.template();
    template.resourceCountIs('AWS::ElastiCache::UserGroup', 0);
    expect(onlyResource(template, 'AWS::ElastiCache::ReplicationGroup').Properties.UserGroupIds).toEqual([
      'shop-users',
    ]);
  });
});

describe('several of a kind', () => {
  it('two caches of a stack can have namespaces and consumers of the same names', () => {
    const stack = new UserStack();
    const catalog = stack.lambda();
    const users = ['Cache', 'Second'].map((id) => {
      const cache = stack.cache({}, id);
      // The second one passes its variables on itself: a function has one environment.
      const consumer = id === 'Cache' ? catalog : { connections: catalog.connections };
      const options = { namespaces: [products(cache)], consumer: 'catalog', grantee: catalog };
      return cache.connect(consumer, options).userName;
    });
    expect(new Set(users).size).toBe(2);
    stack.template().resourceCountIs('AWS::ElastiCache::User', 2);
  });

  it('a stack that is deployed under two names has different users, and the same logical ids', () => {
    const build = (id: string) => {
      const stack = new UserStack(userApp(), id);
      const cache = stack.cache();
      cache.connect(stack.lambda(), { namespaces: [products(cache)] });
      return onlyResource(stack.template(), 'AWS::ElastiCache::User');
    };
    const [blue, green] = [build('Blue'), build('Green')];
    expect(blue.Properties.UserId).not.toBe(green.Properties.UserId);
    expect(blue.logicalId).toBe(green.logicalId);
  });

  it('consumers of an IAM kind in another stack depend on the cache’s stack, never the other way round', () => {
    const app = userApp();
    const home = new UserStack(app, 'Home');
    const cache = home.cache();
    const namespaces = [products(cache)];
    const abroad = new UserStack(app, 'Abroad');
    cache.connect(abroad.lambda('Catalog', home.vpc), { namespaces, authentication: IAM });
    cache.connect(abroad.lambda('Prices', home.vpc), { namespaces });
    expect(() => app.synth()).not.toThrow();
    expect(abroad.dependencies).toContain(home);
    expect(home.dependencies).not.toContain(abroad);
  });
});
