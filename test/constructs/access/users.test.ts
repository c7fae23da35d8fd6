import { type App, Aws, NestedStack, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import {
  Access,
  DisabledDefaultUser,
  Engine,
  IamUser,
  PasswordUser,
  type PasswordUserProps,
  UserAuthentication,
} from '@elasticache-kit/constructs';
import { refusal } from '../support/errors';
import { userApp } from '../support/stacks';
import { REDIS, UsersStack, VALKEY } from './support/stack';

const access = Access.fromString('on resetchannels -@all +@read ~app:*');
const props = { engine: VALKEY, access };

describe('a password user', () => {
  it('has a generated password that the template never holds', () => {
    const stack = new UsersStack();
    new PasswordUser(stack, 'Catalog', props);
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::SecretsManager::Secret', {
      GenerateSecretString: {
        GenerateStringKey: 'password',
        // Legal characters and a legal length: letters and digits, 16 to 128.
        PasswordLength: 64,
        ExcludePunctuation: true,
        SecretStringTemplate: Match.stringLikeRegexp('^\\{"username":"catalog-[a-z0-9]{10}"\\}$'),
      },
      KmsKeyId: Match.absent(),
    });
    const { AuthenticationMode: mode } = stack.onlyUser() as { AuthenticationMode: { Passwords: unknown[] } };
    expect(mode).toMatchObject({ Type: 'password' });
    expect(JSON.stringify(mode.Passwords)).toMatch(/resolve:secretsmanager:.*:SecretString:password::/);
  });

  it('has one name for id and login, which says whom it is for', () => {
    const stack = new UsersStack();
    const user = new PasswordUser(stack, 'CatalogFunction', props);
    expect(user.userId).toMatch(/^catalog-function-[a-z0-9]{10}$/);
    expect(stack.onlyUser()).toMatchObject({ Engine: 'valkey', UserId: user.userId, UserName: user.userId });
  });

  it('lets a reader of the password read it and nothing else, without touching the key of the other stack', () => {
    const stack = new UsersStack();
    const key = new kms.Key(stack, 'Key');
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    new PasswordUser(stack, 'Catalog', { ...props, encryptionKey: key }).grantReadPassword(role);
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          {
            Action: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
            Resource: { Ref: Match.stringLikeRegexp('^CatalogSecret') },
          },
          { Action: 'kms:Decrypt', Condition: { StringEquals: { 'kms:ViaService': Match.anyValue() } } },
        ],
      },
    });
  });

  it('takes a secret of its maker, and a second one while clients move from one to the other', () => {
    const stack = new UsersStack();
    const [secret, secondSecret] = ['One', 'Two'].map((id) => new secretsmanager.Secret(stack, id));
    const user = new PasswordUser(stack, 'Catalog', { ...props, secret, secondSecret });
    const { AuthenticationMode: mode } = stack.onlyUser() as { AuthenticationMode: { Passwords: unknown[] } };
    expect(mode.Passwords).toHaveLength(2);
    expect(user.secret).toBe(secret);
    Template.fromStack(stack).resourceCountIs('AWS::SecretsManager::Secret', 2);
  });

  it.each<[string, (stack: Stack) => Partial<PasswordUserProps>]>([
    ['USR_ENGINE_UNSUITED', () => ({ engine: Engine.memcached('1.6.22') })],
    ['USR_ID_INVALID', () => ({ userId: 'Catalog' })],
    ['USR_ID_INVALID', () => ({ userId: '9-catalog' })],
    ['USR_ID_INVALID', () => ({ userId: 'default' })],
    ['USR_ID_INVALID', () => ({ userId: 'c'.repeat(41) })],
    ['USR_NAME_INVALID', () => ({ userName: 'the catalog' })],
    ['USR_NAME_INVALID', () => ({ userName: '' })],
    [
      'USR_KEY_WITHOUT_EFFECT',
      (stack) => ({ secret: new secretsmanager.Secret(stack, 'S'), encryptionKey: new kms.Key(stack, 'K') }),
    ],
    [
      'USR_PASSWORD_REPEATED',
      (stack) => {
        const secret = new secretsmanager.Secret(stack, 'S');
        return { secret, secondSecret: secret };
      },
    ],
  ])('is refused: %s', (id, wrong) => {
    const stack = new UsersStack();
    expect(refusal(() => new PasswordUser(stack, 'User', { ...props, ...wrong(stack) })).ids).toEqual([id]);
  });

  it('is refused with everything that is wrong at once', () => {
    const stack = new UsersStack();
    const wrong = { engine: VALKEY, access: Access.fromString('+gett'), userId: 'Nope' };
    const { ids, message } = refusal(() => new PasswordUser(stack, 'User', wrong));
    expect(ids).toEqual(['USR_ID_INVALID', 'ACL_STATE_MISSING', 'ACL_COMMAND_UNKNOWN']);
    expect(message).toContain('[Shop/User] 3 findings');
  });

  it('takes an id that only the deployment knows', () => {
    const stack = new UsersStack();
    new PasswordUser(stack, 'User', { ...props, userId: `${Aws.STACK_NAME}-catalog` });
    expect(stack.onlyUser().UserId).toEqual({ 'Fn::Join': ['', [{ Ref: 'AWS::StackName' }, '-catalog']] });
  });
});

describe('an IAM user', () => {
  it('has no password, and a name that is its id', () => {
    const stack = new UsersStack();
    const user = new IamUser(stack, 'Catalog', props);
    expect(stack.onlyUser()).toEqual({
      Engine: 'valkey',
      UserId: user.userId,
      UserName: user.userId,
      AccessString: 'on resetchannels -@all +@read ~app:*',
      AuthenticationMode: { Type: 'iam' },
    });
    expect(user.userId).toBe(user.userId.toLowerCase());
  });

  it('lets somebody connect by a permission on both, the cache and the user', () => {
    const stack = new UsersStack();
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    const cacheArn = 'arn:aws:elasticache:eu-central-1:111111111111:replicationgroup:shop';
    new IamUser(stack, 'Catalog', props).grantConnect(role, cacheArn);
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          {
            Action: 'elasticache:Connect',
            Effect: 'Allow',
            Resource: [cacheArn, { 'Fn::GetAtt': [Match.stringLikeRegexp('^Catalog'), 'Arn'] }],
          },
        ],
      },
    });
  });

  it.each([
    [Engine.redis('6.2'), ['USR_IAM_UNSUPPORTED']],
    [Engine.memcached('1.6.22'), ['USR_ENGINE_UNSUITED']],
  ])('is refused on %j', (engine, ids) => {
    expect(refusal(() => new IamUser(new UsersStack(), 'User', { engine, access: Access.none() })).ids).toEqual(ids);
  });

  it.each([Engine.redis('7.0'), Engine.valkey('7.2')])('is fine on $name $version', (engine) => {
    const stack = new UsersStack();
    new IamUser(stack, 'User', { engine, access });
    expect(stack.onlyUser().Engine).toBe(engine.name);
  });
});

it('the disabled default user is named default, has another id, and nobody can log in as it', () => {
  const stack = new UsersStack();
  const user = new DisabledDefaultUser(stack, 'NoDefault');
  expect(stack.onlyUser()).toEqual({
    Engine: 'redis',
    UserId: user.userId,
    UserName: 'default',
    AccessString: 'off -@all',
    AuthenticationMode: { Type: 'no-password-required' },
  });
  expect(user.userId).toMatch(/^no-default-[a-z0-9]{10}$/);
});

describe('ids', () => {
  const idIn = (make: (stack: Stack) => { userId: string }, app: App = userApp(), name = 'Shop'): string =>
    make(new UsersStack(app, name)).userId;
  const plain = (stack: Stack): { userId: string } => new PasswordUser(stack, 'Catalog', props);

  it('are the same in every synthesis', () => {
    expect(idIn(plain)).toBe(idIn(plain));
  });

  it.each<[string, string]>([
    ['in another stack', idIn(plain, userApp(), 'Other')],
    ['of another construct', idIn((stack) => new PasswordUser(stack, 'Catalog2', props))],
    ['with another engine', idIn((stack) => new PasswordUser(stack, 'Catalog', { ...props, engine: REDIS }))],
    ['with another name', idIn((stack) => new PasswordUser(stack, 'Catalog', { ...props, userName: 'catalog' }))],
  ])('are others %s', (_, other) => {
    expect(other).not.toBe(idIn(plain));
  });

  it('stay with another version, other rights or another way to log in, which replace nothing', () => {
    const change = { engine: Engine.valkey('9.0'), access: Access.none() };
    expect(idIn((stack) => new PasswordUser(stack, 'Catalog', change))).toBe(idIn(plain));
    expect(idIn((stack) => new IamUser(stack, 'Catalog', props))).toBe(idIn(plain));
  });

  it('in a nested stack, whose name only the deployment knows, differ by the stack around it', () => {
    const nested = (stack: Stack): { userId: string } =>
      new PasswordUser(new NestedStack(stack, 'Nested'), 'Catalog', props);
    expect(idIn(nested)).toBe(idIn(nested));
    expect(idIn(nested, userApp(), 'Other')).not.toBe(idIn(nested));
  });
});

describe('an imported user', () => {
  const arn = 'arn:aws:elasticache:us-east-1:222222222222:user:catalog';

  it('is known by its id, in the account and Region of its stack', () => {
    const user = PasswordUser.fromUserId(new UsersStack(), 'Catalog', 'catalog');
    const stack = Stack.of(user);
    expect(stack.resolve(user.userArn)).toBe('arn:aws:elasticache:eu-central-1:111111111111:user:catalog');
    expect(user).toMatchObject({ userId: 'catalog', userName: 'catalog', authentication: UserAuthentication.PASSWORD });
  });

  it('is known by its ARN, with its colon, in its own account and Region', () => {
    const user = IamUser.fromUserArn(new UsersStack(), 'Catalog', arn);
    expect(user).toMatchObject({ userId: 'catalog', userName: 'catalog', userArn: arn });
    expect(user.env).toMatchObject({ account: '222222222222', region: 'us-east-1' });
  });

  it('lets somebody connect as an owned one does', () => {
    const stack = new UsersStack();
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    IamUser.fromUserArn(stack, 'Catalog', arn).grantConnect(role, 'arn:cache');
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: [{ Action: 'elasticache:Connect', Resource: [arn, 'arn:cache'] }] },
    });
  });

  it('keeps what is said of it', () => {
    const stack = new UsersStack();
    const secret = secretsmanager.Secret.fromSecretNameV2(stack, 'Secret', 'catalog');
    const attributes = { userId: 'u-1', userName: 'catalog', engineName: 'redis', secret };
    expect(PasswordUser.fromUserAttributes(stack, 'Catalog', attributes)).toMatchObject(attributes);
  });
});
