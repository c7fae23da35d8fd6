import { type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import {
  Access,
  DisabledDefaultUser,
  Engine,
  IamUser,
  type IUser,
  PasswordUser,
  UserGroup,
} from '@elasticache-kit/constructs';
import { groupCacheObjection } from '../../../lib/model/access-groups';
import { refusal } from '../support/errors';
import { userApp } from '../support/stacks';
import { logicalIdOf, REDIS, UsersStack, VALKEY } from './support/stack';

const access = Access.fromString('on resetchannels -@all +@read ~app:*');

const password = (stack: Stack, id: string, engine = VALKEY): PasswordUser =>
  new PasswordUser(stack, id, { engine, access });

it('holds its users in a stable order and waits for each of them', () => {
  const stack = new UsersStack();
  const users = ['Zoe', 'Ada'].map((id) => password(stack, id));
  const group = new UserGroup(stack, 'Users', { engine: VALKEY, users: users.slice(0, 1) });
  group.addUser(users[1] as IUser);
  group.addUser(users[1] as IUser);
  expect(stack.onlyGroup().Properties).toEqual({
    Engine: 'valkey',
    UserGroupId: group.userGroupId,
    UserIds: users.map(({ userId }) => userId).sort(),
  });
  expect(stack.onlyGroup().DependsOn).toEqual(users.map(logicalIdOf).sort());
});

it('waits for users of another stack too', () => {
  const app = userApp();
  const [shop, users] = [new UsersStack(app), new UsersStack(app, 'People')];
  const user = password(users, 'Ada');
  new UserGroup(shop, 'Users', { engine: VALKEY, users: [user] });
  expect(shop.onlyGroup().Properties.UserIds).toEqual([user.userId]);
  expect(shop.dependencies).toContain(users);
});

it('of engine Valkey has somebody who cannot log in while it has nobody, because CloudFormation refuses an empty one', () => {
  const stack = new UsersStack();
  const group = new UserGroup(stack, 'Users', { engine: VALKEY });
  const nobody = stack.onlyUser();
  expect(nobody).toMatchObject({ AccessString: 'off resetchannels -@all', AuthenticationMode: { Type: 'iam' } });
  expect(stack.onlyGroup().Properties.UserIds).toEqual([nobody.UserId]);
  expect(stack.onlyGroup().DependsOn).toEqual(Object.keys(stack.users()));

  const later = new UsersStack();
  const user = password(later, 'Ada');
  new UserGroup(later, 'Users', { engine: VALKEY }).addUser(user);
  expect(later.onlyGroup().Properties.UserIds).toEqual([user.userId]);
  expect(later.onlyUser().UserId).toBe(user.userId);
  expect(later.onlyGroup().DependsOn).toEqual([logicalIdOf(user)]);
  expect(group.userGroupId).toBe(later.onlyGroup().Properties.UserGroupId);
});

it('of engine Redis has a disabled default user by itself', () => {
  const stack = new UsersStack();
  const user = password(stack, 'Ada', REDIS);
  new UserGroup(stack, 'Users', { engine: REDIS, users: [user] });
  const names = Object.values(stack.users()).map(({ Properties }) => Properties.UserName);
  expect(names.sort()).toEqual([user.userName, 'default'].sort());
  expect(stack.onlyGroup().Properties.UserIds).toHaveLength(2);
  expect(stack.onlyGroup().DependsOn).toEqual(Object.keys(stack.users()).sort());
});

it('of engine Redis keeps the default user that it is given', () => {
  const stack = new UsersStack();
  const user = new PasswordUser(stack, 'Everybody', { engine: REDIS, access, userName: 'default' });
  const group = new UserGroup(stack, 'Users', { engine: REDIS });
  group.addUser(user);
  expect(stack.onlyGroup().Properties.UserIds).toEqual([user.userId]);
  expect(stack.onlyGroup().DependsOn).toEqual([logicalIdOf(user)]);
});

it('takes imported users as it takes its own', () => {
  const stack = new UsersStack();
  const users = [
    PasswordUser.fromUserId(stack, 'One', 'one'),
    IamUser.fromUserArn(stack, 'Two', 'arn:aws:elasticache:eu-central-1:111111111111:user:two'),
  ];
  new UserGroup(stack, 'Users', { engine: VALKEY, users });
  expect(stack.onlyGroup()).toMatchObject({ Properties: { UserIds: ['one', 'two'] } });
  expect(stack.onlyGroup().DependsOn).toBeUndefined();
});

it('of engine Valkey takes users of both engines', () => {
  const stack = new UsersStack();
  const users = [
    password(stack, 'Ada'),
    password(stack, 'Bob', REDIS),
    new IamUser(stack, 'Cyn', { engine: REDIS, access }),
  ];
  new UserGroup(stack, 'Users', { engine: VALKEY, users });
  expect(stack.onlyGroup().Properties.UserIds).toHaveLength(3);
});

it.each<[string, Engine, (stack: Stack) => IUser[]]>([
  ['GRP_ENGINE_UNSUITED', Engine.memcached('1.6.22'), () => []],
  ['GRP_USER_ENGINE_UNSUITED', REDIS, (stack) => [password(stack, 'Ada')]],
  ['GRP_USER_WITHOUT_PASSWORD', VALKEY, (stack) => [new DisabledDefaultUser(stack, 'Default')]],
  [
    'GRP_USER_NAME_REPEATED',
    REDIS,
    (stack) => [new DisabledDefaultUser(stack, 'One'), new DisabledDefaultUser(stack, 'Two')],
  ],
  [
    'GRP_USER_NAME_REPEATED',
    VALKEY,
    (stack) => ['One', 'Two'].map((id) => new PasswordUser(stack, id, { engine: VALKEY, access, userName: 'app' })),
  ],
  ['GRP_TOO_MANY_USERS', VALKEY, (stack) => imported(stack, 101)],
  // The default user counts.
  ['GRP_TOO_MANY_USERS', REDIS, (stack) => imported(stack, 100)],
])('is refused: %s of %j', (id, engine, users) => {
  const stack = new UsersStack();
  expect(refusal(() => new UserGroup(stack, 'Users', { engine, users: users(stack) })).ids).toEqual([id]);
});

function imported(stack: Stack, count: number): IUser[] {
  return Array.from({ length: count }, (_, i) => PasswordUser.fromUserId(stack, `User${i}`, `user-${i}`));
}

it('is refused with everything that is wrong at once, and also when a user is added later', () => {
  const stack = new UsersStack();
  const wrong = [password(stack, 'Ada'), new DisabledDefaultUser(stack, 'One'), new DisabledDefaultUser(stack, 'Two')];
  expect(
    refusal(() => new UserGroup(stack, 'Users', { engine: REDIS, users: wrong, userGroupId: 'Nope' })).ids,
  ).toEqual(['GRP_ID_INVALID', 'GRP_USER_ENGINE_UNSUITED', 'GRP_USER_NAME_REPEATED']);
  const group = new UserGroup(stack, 'Later', { engine: REDIS });
  expect(refusal(() => group.addUser(wrong[0] as IUser)).ids).toEqual(['GRP_USER_ENGINE_UNSUITED']);
});

it('a full group is fine', () => {
  const stack = new UsersStack();
  new UserGroup(stack, 'Users', { engine: VALKEY, users: imported(stack, 100) });
  expect(stack.onlyGroup().Properties.UserIds).toHaveLength(100);
});

describe('what replaces a user or group makes the new one beside the old one', () => {
  /** The template of one deployment: CloudFormation makes what is new before it deletes what is gone. */
  const deployed = (engine: Engine): { readonly ids: string[]; readonly logicalIds: string[] } => {
    const stack = new UsersStack();
    new UserGroup(stack, 'Users', { engine, users: [password(stack, 'Ada', engine)] });
    const template = Template.fromStack(stack).toJSON() as { Resources: Record<string, Entry> };
    const entries = Object.entries(template.Resources).filter(([, { Type }]) => Type.startsWith('AWS::ElastiCache::'));
    return {
      ids: entries.flatMap(([, { Properties }]) => [Properties.UserId, Properties.UserGroupId].filter(isText)),
      logicalIds: entries.map(([logicalId]) => logicalId),
    };
  };
  interface Entry {
    readonly Type: string;
    readonly Properties: { readonly UserId?: string; readonly UserGroupId?: string };
  }
  const isText = (value: unknown): value is string => typeof value === 'string';

  it('with another engine no id of the old template is in the new one', () => {
    const [before, after] = [deployed(VALKEY), deployed(REDIS)];
    expect(before.ids).toHaveLength(2);
    expect(after.ids.filter((id) => before.ids.includes(id))).toEqual([]);
    // The same resources to CloudFormation, so what refers to them follows.
    expect(before.logicalIds.filter((id) => !after.logicalIds.includes(id))).toEqual([]);
  });

  it('with another version every id stays', () => {
    expect(deployed(Engine.valkey('9.0'))).toEqual(deployed(VALKEY));
  });
});

describe('rotation', () => {
  it('gives a member a new password every 30 days, by a function that may change that user and its secret only', () => {
    const stack = new UsersStack();
    const key = new kms.Key(stack, 'Key');
    const user = new PasswordUser(stack, 'Ada', { engine: VALKEY, access, encryptionKey: key });
    const group = new UserGroup(stack, 'Users', { engine: VALKEY });
    group.rotatePassword(user);
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::SecretsManager::RotationSchedule', {
      RotationRules: { AutomaticallyAfterDays: 30 },
      RotateImmediatelyOnUpdate: false,
    });
    const policies = Object.values(template.findResources('AWS::IAM::Policy')) as Policy[];
    const statements = policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
    expect(statements).toContainEqual(
      expect.objectContaining({
        Action: ['elasticache:DescribeUsers', 'elasticache:ModifyUser'],
        Resource: { 'Fn::GetAtt': [logicalIdOf(user), 'Arn'] },
      }),
    );
    expect(statements).toContainEqual(expect.objectContaining({ Action: ['kms:Decrypt', 'kms:GenerateDataKey'] }));
    expect(stack.onlyGroup().Properties.UserIds).toEqual([user.userId]);
  });

  interface Policy {
    readonly Properties: { readonly PolicyDocument: { readonly Statement: readonly object[] } };
  }

  it('is refused for a second password, which it would take away, for another name, and a second time', () => {
    const stack = new UsersStack();
    const group = new UserGroup(stack, 'Users', { engine: VALKEY });
    const secondSecret = new secretsmanager.Secret(stack, 'Second');
    const two = new PasswordUser(stack, 'Two', { engine: VALKEY, access, secondSecret });
    expect(refusal(() => group.rotatePassword(two)).ids).toEqual(['USR_ROTATION_UNSUITED']);
    const named = new PasswordUser(stack, 'Named', { engine: VALKEY, access, userName: 'ada' });
    expect(refusal(() => group.rotatePassword(named)).ids).toEqual(['USR_ROTATION_UNSUITED']);
    const one = password(stack, 'One');
    group.rotatePassword(one);
    expect(refusal(() => group.rotatePassword(one)).ids).toEqual(['USR_ROTATION_UNSUITED']);
  });
});

describe('an imported group', () => {
  it('is known by id, attributes or ARN', () => {
    const stack = new UsersStack();
    const arn = 'arn:aws:elasticache:us-east-1:222222222222:usergroup:people';
    expect(UserGroup.fromUserGroupArn(stack, 'ByArn', arn)).toMatchObject({ userGroupId: 'people', userGroupArn: arn });
    const byId = UserGroup.fromUserGroupId(stack, 'ById', 'people');
    expect(stack.resolve(byId.userGroupArn)).toBe('arn:aws:elasticache:eu-central-1:111111111111:usergroup:people');
    const attributes = { userGroupId: 'people', engineName: 'redis' };
    expect(UserGroup.fromUserGroupAttributes(stack, 'ByAttributes', attributes)).toMatchObject(attributes);
  });
});

it.each([
  ['valkey', 'valkey', undefined],
  ['redis', 'redis', undefined],
  ['redis', 'valkey', undefined],
  ['valkey', 'redis', 'a user group of engine valkey serves Valkey caches only'],
  [undefined, 'redis', undefined],
  ['valkey', 'memcached', 'Memcached has no users'],
])('a group of engine %s on a cache of engine %s: %s', (group, cache, objection) => {
  expect(groupCacheObjection(group, cache)).toBe(objection);
});
