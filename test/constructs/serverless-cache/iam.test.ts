import { Stack } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import {
  CachePattern,
  ConsumerAuthentication,
  IamUser,
  type IUser,
  PasswordUser,
  ServerlessCache,
  ServerlessConnectionType,
  ServerlessEngine,
} from '@elasticache-kit/constructs';
import { parseManifest } from '../../../lib/contract';
import { deployed } from '../support/resolve';
import type { Accounts, AdmissionRequest } from '../../../lib/cache/accounts';
import { IamOnlyAccounts } from '../../../lib/serverless-cache/iam-only-accounts';
import { refusal } from '../support/errors';
import { onlyResource, userApp } from '../support/stacks';
import { SERVERLESS, ServerlessStack } from './support';

const user = (stack: Stack): ReturnType<typeof IamUser.fromUserId> => IamUser.fromUserId(stack, 'User', 'reader');
const role = (stack: Stack): iam.Role =>
  new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });

function connectStatement(stack: Stack, { success, principalStatements: [statement] }: iam.Grant): unknown {
  expect(success).toBe(true);
  return stack.resolve(statement?.toStatementJson());
}

const arnOf = (rest: string): unknown => ({
  'Fn::Join': [
    '',
    [
      'arn:',
      { Ref: 'AWS::Partition' },
      ':elasticache:',
      { Ref: 'AWS::Region' },
      ':',
      { Ref: 'AWS::AccountId' },
      `:${rest}`,
    ],
  ],
});

describe('logging in as an IAM user takes the permission on the cache and on the user', () => {
  it('of a cache made here', () => {
    const stack = new ServerlessStack();
    const cache = stack.serverless();
    const statement = connectStatement(stack, cache.grantConnect(role(stack), user(stack)));
    const { logicalId } = onlyResource(stack.template(), SERVERLESS);
    expect(statement).toEqual({
      Effect: 'Allow',
      Action: 'elasticache:Connect',
      Resource: [{ 'Fn::GetAtt': [logicalId, 'ARN'] }, arnOf('user:reader')],
    });
  });

  it('of a cache that is known by its name', () => {
    const stack = new Stack(userApp(), 'Shop');
    const cache = ServerlessCache.fromServerlessCacheName(stack, 'Cache', 'shop');
    expect(connectStatement(stack, cache.grantConnect(role(stack), user(stack)))).toMatchObject({
      Resource: [arnOf('serverlesscache:shop'), arnOf('user:reader')],
    });
  });

  it('and is refused for Memcached', () => {
    const stack = new ServerlessStack();
    const cache = stack.serverless({ engine: ServerlessEngine.MEMCACHED_1_6 });
    expect(refusal(() => cache.grantConnect(role(stack), user(stack))).ids).toEqual(['SC_USERS_UNSUPPORTED']);
  });
});

describe('the accounts of a public cache', () => {
  const asked: unknown[] = [];
  const users: Accounts = {
    needsPrincipal: true,
    describe: () => ({ kind: 'users', users: [] }),
    findings: ({ options }) => (asked.push(['findings', options.authentication]), []),
    admit: ({ options, consumer }) => {
      asked.push(['admit', options.authentication]);
      return { auth: { kind: 'users', users: [] }, userName: consumer, scope: new Stack(userApp(), 'Scope') };
    },
  };
  const accounts = new IamOnlyAccounts(users);
  const stack = new ServerlessStack();
  const namespaces = [stack.serverless().addNamespace('products', CachePattern.cacheAside())];
  const request = (authentication?: ConsumerAuthentication): AdmissionRequest => ({
    consumer: 'catalog',
    namespaces,
    grantee: undefined,
    options: { namespaces, authentication },
  });

  it('are made for IAM where nothing is said', () => {
    expect(accounts.findings(request())).toEqual([]);
    expect(accounts.admit(request()).userName).toBe('catalog');
    expect(asked).toEqual([
      ['findings', ConsumerAuthentication.IAM],
      ['admit', ConsumerAuthentication.IAM],
    ]);
  });

  it('have no passwords', () => {
    expect(accounts.findings(request(ConsumerAuthentication.PASSWORD)).map(({ id }) => id)).toEqual([
      'SC_PUBLIC_NEEDS_IAM',
    ]);
  });

  it('take an existing user as it is, if it authenticates by IAM', () => {
    const withUser = (existing: IUser): AdmissionRequest => ({ ...request(), options: { namespaces, user: existing } });
    const reader = IamUser.fromUserId(stack, 'Reader', 'reader');
    const writer = PasswordUser.fromUserId(stack, 'Writer', 'writer');
    asked.length = 0;
    expect(accounts.findings(withUser(reader))).toEqual([]);
    expect(asked).toEqual([['findings', undefined]]);
    expect(accounts.findings(withUser(writer)).map(({ id }) => id)).toEqual(['SC_PUBLIC_NEEDS_IAM']);
  });

  it('need somebody who signs, and say who there is', () => {
    expect(accounts.needsPrincipal).toBe(true);
    expect(accounts.describe()).toEqual({ kind: 'users', users: [] });
  });
});

describe('a consumer that authenticates by IAM', () => {
  it.each([
    ['Valkey 7', ServerlessEngine.VALKEY_7],
    ['Valkey 8', ServerlessEngine.VALKEY_8],
    ['Valkey 9', ServerlessEngine.VALKEY_9],
    ['Redis 7', ServerlessEngine.REDIS_7],
  ])('has a user without a password, and may log in as it: %s', (_, engine) => {
    const stack = new ServerlessStack();
    const cache = stack.serverless({ engine });
    const namespaces = [cache.addNamespace('products', CachePattern.cacheAside())];
    const access = cache.connect(stack.lambda(), { namespaces, authentication: ConsumerAuthentication.IAM });
    expect(access.secret).toBeUndefined();
    const template = stack.template();
    template.hasResourceProperties('AWS::ElastiCache::User', {
      UserId: access.userName,
      UserName: access.userName,
      AuthenticationMode: { Type: 'iam' },
    });
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: 'elasticache:Connect',
            Resource: Match.arrayWith([{ 'Fn::GetAtt': [onlyResource(template, SERVERLESS).logicalId, 'ARN'] }]),
          }),
        ]),
      },
    });
  });

  it('learns from its manifest what a token for a serverless cache is made of', () => {
    const stack = new ServerlessStack();
    const cache = stack.serverless();
    const namespaces = [cache.addNamespace('products', CachePattern.cacheAside())];
    const access = cache.connect(stack.lambda(), { namespaces, authentication: ConsumerAuthentication.IAM });
    const manifest = parseManifest(deployed(stack.resolve(access.manifest)));
    const { logicalId } = onlyResource(stack.template(), SERVERLESS);
    expect(manifest.auth).toMatchObject({
      users: [{ iam: { userId: access.userName, cacheName: `arn-of-${logicalId}`, serverless: true } }],
    });
  });

  it('is what every consumer of a public cache is', () => {
    const stack = new ServerlessStack();
    const cache = stack.serverless({
      vpc: undefined,
      engine: ServerlessEngine.VALKEY_9,
      connectionType: ServerlessConnectionType.PUBLIC,
    });
    const namespaces = [cache.addNamespace('products', CachePattern.cacheAside())];
    cache.connect(stack.lambda(), { namespaces });
    const users = Object.values(stack.template().findResources('AWS::ElastiCache::User'));
    expect(
      users.map((each) => (each as { Properties: Record<string, unknown> }).Properties.AuthenticationMode),
    ).toEqual([{ Type: 'iam' }]);
  });
});
