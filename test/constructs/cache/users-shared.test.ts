import { type App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import {
  Access,
  Authentication,
  CacheEndpoint,
  CachePattern,
  ConsumerAuthentication,
  Engine,
  IamUser,
  type Namespace,
  PasswordUser,
  type ReplicationGroup,
  ServerlessCache,
  ServerlessConnectionType,
  ServerlessEngine,
  UserGroup,
} from '@elasticache-kit/constructs';
import { refusal } from '../support/errors';
import { userApp, UserStack } from '../support/stacks';

const VALKEY = Engine.VALKEY_8_1;
const access = Access.fromString('on resetchannels -@all +@read ~app:*');

interface Shared {
  readonly app: App;
  readonly people: Stack;
  readonly group: UserGroup;
  readonly home: UserStack;
  readonly cache: ReplicationGroup;
  readonly products: Namespace;
}

/** A group in a stack of its own, and a cache that has it. */
function shared(engine = VALKEY): Shared {
  const app = userApp();
  const people = new Stack(app, 'People');
  const group = new UserGroup(people, 'Users', { engine });
  const home = new UserStack(app, 'Home');
  const cache = home.cache({ authentication: Authentication.userGroup(group) });
  return { app, people, group, home, cache, products: cache.addNamespace('products', CachePattern.cacheAside()) };
}

function consumerIn(stack: Stack, home: UserStack): lambda.Function {
  return new lambda.Function(stack, 'Catalog', {
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => {};'),
    vpc: home.vpc,
  });
}

const constructs = (app: App): number => app.node.findAll().length;

describe('a group of another stack', () => {
  it.each([ConsumerAuthentication.PASSWORD, ConsumerAuthentication.IAM])(
    'gets its users (%s) where it is, so that no stack depends on itself',
    (authentication) => {
      const { app, people, home, cache, products } = shared();
      const abroad = new Stack(app, 'Abroad');
      cache.connect(consumerIn(abroad, home), { namespaces: [products], authentication });
      cache.connect(home.lambda('Prices'), { namespaces: [products], authentication });
      app.synth();
      const counts = [people, home, abroad].map(
        (stack) => Object.keys(Template.fromStack(stack).findResources('AWS::ElastiCache::User')).length,
      );
      expect(counts).toEqual([2, 0, 0]);
      expect(people.dependencies).toEqual([]);
    },
  );

  it('of engine Redis gives a Valkey cache users of engine Redis', () => {
    const { app, people, home, cache, products } = shared(Engine.REDIS_7_1);
    cache.connect(home.lambda(), { namespaces: [products] });
    app.synth();
    const users = Object.values(Template.fromStack(people).findResources('AWS::ElastiCache::User'));
    expect(users.map(({ Properties }) => Properties.Engine as string)).toEqual(['redis', 'redis']);
  });

  it('is not for consumers of its own stack, which would wait for a cache that waits for them', () => {
    const { app, people, home, cache, products } = shared();
    const catalog = consumerIn(people, home);
    const before = constructs(app);
    expect(refusal(() => cache.connect(catalog, { namespaces: [products] })).ids).toEqual(['CON_GROUP_CYCLE']);
    expect(constructs(app)).toBe(before);
  });

  it('is not for a user of the consumer’s stack', () => {
    const { app, home, cache, products } = shared();
    const abroad = new Stack(app, 'Abroad');
    const user = new PasswordUser(abroad, 'Ada', { engine: VALKEY, access });
    const catalog = consumerIn(abroad, home);
    const before = constructs(app);
    expect(refusal(() => cache.connect(catalog, { namespaces: [products], user })).ids).toEqual(['CON_USER_CYCLE']);
    expect(constructs(app)).toBe(before);
  });
});

it('a user of another stack is rotated by the function of the group, and neither stack depends on itself', () => {
  const { app, people, group } = shared();
  const abroad = new Stack(app, 'Abroad');
  const user = new PasswordUser(abroad, 'Ada', { engine: VALKEY, access });
  group.rotatePassword(user);
  app.synth();
  Template.fromStack(people).resourceCountIs('AWS::SecretsManager::RotationSchedule', 1);
  expect(abroad.dependencies).toEqual([]);
  expect(refusal(() => group.rotatePassword(user)).ids).toEqual(['USR_ROTATION_UNSUITED']);
});

it('a user whose stack depends on the group’s, or who is of another account, is refused before anything is made', () => {
  const { app, people, group } = shared();
  const later = new Stack(app, 'Later');
  later.addStackDependency(people);
  const user = new PasswordUser(later, 'Ada', { engine: VALKEY, access });
  expect(refusal(() => group.addUser(user)).ids).toEqual(['GRP_USER_CYCLE']);
  const own = new UserGroup(
    new Stack(app, 'Own', { env: { account: '111111111111', region: 'eu-central-1' } }),
    'Users',
    {
      engine: VALKEY,
    },
  );
  const theirs = IamUser.fromUserArn(later, 'Theirs', 'arn:aws:elasticache:eu-central-1:222222222222:user:bob');
  const before = constructs(app);
  expect(refusal(() => own.addUser(theirs)).ids).toEqual(['GRP_USER_ELSEWHERE']);
  expect(constructs(app)).toBe(before);
});

describe('a group that does not suit the cache is refused', () => {
  it('of engine Valkey on Redis, owned and imported', () => {
    const stack = new UserStack();
    const owned = new UserGroup(stack, 'Owned', { engine: VALKEY });
    const imported = UserGroup.fromUserGroupAttributes(stack, 'Imported', {
      userGroupId: 'them',
      engineName: 'valkey',
    });
    const ids = [owned, imported].map((group, i) =>
      refusal(() =>
        stack.cache({ engine: Engine.REDIS_7_1, authentication: Authentication.userGroup(group) }, `Cache${i}`),
      ).ids.join(),
    );
    expect(ids).toEqual(['RG_USER_GROUP_UNSUITED', 'RG_USER_GROUP_UNSUITED']);
  });

  it('with an IAM user on an engine without IAM, whether the user or the cache came first', () => {
    const stack = new UserStack();
    const user = new IamUser(stack, 'Ada', { engine: Engine.REDIS_7_1, access });
    const [first, second] = ['One', 'Two'].map((id) => new UserGroup(stack, id, { engine: Engine.REDIS_7_1 })) as [
      UserGroup,
      UserGroup,
    ];
    const cacheWith = (group: UserGroup, id: string): unknown =>
      stack.cache({ engine: Engine.REDIS_6_2, authentication: Authentication.userGroup(group) }, id);
    first.addUser(user);
    expect(refusal(() => cacheWith(first, 'A')).ids).toEqual(['RG_USER_GROUP_UNSUITED']);
    cacheWith(second, 'B');
    expect(refusal(() => second.addUser(user)).ids).toEqual(['RG_USER_GROUP_UNSUITED']);
  });

  it('with a password user on a public cache, which takes IAM only', () => {
    const stack = new UserStack();
    const group = new UserGroup(stack, 'Users', { engine: VALKEY });
    group.addUser(new PasswordUser(stack, 'Ada', { engine: VALKEY, access }));
    expect(
      refusal(
        () =>
          new ServerlessCache(stack, 'Public', {
            engine: ServerlessEngine.VALKEY_9,
            connectionType: ServerlessConnectionType.PUBLIC,
            authentication: Authentication.userGroup(group),
          }),
      ).ids,
    ).toEqual(['SC_PUBLIC_NEEDS_IAM']);
  });
});

it('the consumer that a full group has no place for leaves nothing half made', () => {
  const stack = new UserStack();
  const users = Array.from({ length: 100 }, (_, i) => IamUser.fromUserId(stack, `User${i}`, `user-${i}`));
  const group = new UserGroup(stack, 'Users', { engine: VALKEY, users });
  const cache = stack.cache({ authentication: Authentication.userGroup(group) });
  const products = cache.addNamespace('products', CachePattern.cacheAside());
  const catalog = stack.lambda();
  const before = stack.node.findAll().length;
  expect(refusal(() => cache.connect(catalog, { namespaces: [products] })).ids).toEqual(['CON_TOO_MANY']);
  expect(stack.node.findAll()).toHaveLength(before);
});

describe('a role that cannot be given a permission', () => {
  const warned = '@elasticache-kit/constructs:CON_GRANT_INEFFECTIVE';

  it.each(['users', 'token'] as const)('is warned of, with what to add by hand (%s)', (kind) => {
    const stack = new UserStack();
    const cache = stack.cache({ authentication: kind === 'users' ? undefined : Authentication.authToken() });
    const grantee = iam.Role.fromRoleArn(stack, 'Theirs', 'arn:aws:iam::222222222222:role/app', { mutable: false });
    const products = cache.addNamespace('products', CachePattern.cacheAside());
    cache.connect(stack.lambda(), { namespaces: [products], grantee });
    const found = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp(`GetSecretValue.*${warned}`));
    expect(found).toHaveLength(1);
  });

  it('is not warned of where the permission was written', () => {
    const stack = new UserStack();
    const cache = stack.cache();
    cache.connect(stack.lambda(), { namespaces: [cache.addNamespace('products', CachePattern.cacheAside())] });
    expect(Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp(warned))).toEqual([]);
  });
});

it('a consumer of another account is refused by name, instead of by the CDK when the app is synthesized', () => {
  const app = userApp();
  const region = 'eu-central-1';
  const home = new Stack(app, 'Home', { env: { account: '111111111111', region } });
  const abroad = new Stack(app, 'Abroad', { env: { account: '222222222222', region } });
  const group = new UserGroup(home, 'Users', { engine: VALKEY });
  const cache = ServerlessCache.fromServerlessCacheAttributes(home, 'Cache', {
    serverlessCacheName: 'shop',
    engine: ServerlessEngine.VALKEY_8,
    endpoint: new CacheEndpoint('shop.example', 6379),
    securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(home, 'Firewall', 'sg-1')],
    authentication: Authentication.userGroup(group),
  });
  const grantee = new iam.Role(abroad, 'Role', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
  const consumer = ec2.SecurityGroup.fromSecurityGroupId(abroad, 'Catalog', 'sg-2');
  const products = cache.addNamespace('products', CachePattern.cacheAside());
  const before = constructs(app);
  expect(refusal(() => cache.connect(consumer, { namespaces: [products], consumer: 'catalog', grantee })).ids).toEqual([
    'CON_ACCOUNT_FOREIGN',
  ]);
  expect(constructs(app)).toBe(before);
});
