import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import {
  Access,
  Authentication,
  CachePattern,
  Engine,
  PasswordUser,
  ReplicationGroup,
  UserGroup,
} from '@elasticache-kit/constructs';
import { UserStack } from '../support/stacks';

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

interface Entry {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

function statementsOf(stack: Stack): Statement[] {
  return Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy')).flatMap(
    ({ Properties }) => Properties.PolicyDocument.Statement as Statement[],
  );
}

function resourcesFor(action: string, statements: readonly Statement[]): unknown[] {
  return statements.filter(({ Action }) => [Action].flat().includes(action)).map(({ Resource }) => Resource);
}

const access = Access.fromString('on resetchannels -@all +@read ~app:*');

describe('a change that replaces a user, such as another engine', () => {
  const deployed = (make: (stack: UserStack) => void): Record<string, Entry> => {
    const stack = new UserStack();
    make(stack);
    return (stack.template().toJSON() as { Resources: Record<string, Entry> }).Resources;
  };
  const cacheOf =
    (engine: Engine) =>
    (stack: UserStack): void => {
      const cache = stack.cache({ engine });
      cache.connect(stack.lambda(), { namespaces: [cache.addNamespace('products', CachePattern.cacheAside())] });
    };
  const userOf =
    (userName: string) =>
    (stack: UserStack): void =>
      void new PasswordUser(stack, 'Ada', { engine: Engine.VALKEY_8_1, access, userName });
  const only = (resources: Record<string, Entry>, type: string): [string, Entry] => {
    const found = Object.entries(resources).filter(
      ([, { Type, Properties }]) => Type === type && !isDefault(Properties),
    );
    expect(found.map(([id]) => id)).toHaveLength(1);
    return found[0] as [string, Entry];
  };
  const isDefault = (properties: Readonly<Record<string, unknown>>): boolean => properties.UserName === 'default';

  it.each([
    ['engine', cacheOf(Engine.REDIS_7_1), cacheOf(Engine.VALKEY_8_1)],
    ['name of a user', userOf('ada'), userOf('grace')],
  ])('%s: leaves the former secret as it is, and makes another for the new user', (_, first, second) => {
    const [before, after] = [deployed(first), deployed(second)];
    const [[formerId], [id, secret]] = [before, after].map((each) => only(each, 'AWS::SecretsManager::Secret')) as [
      [string, Entry],
      [string, Entry],
    ];
    // CloudFormation makes what is new, moves the users of it over, and removes what is gone only once all that has succeeded.
    expect(Object.keys(after)).not.toContain(formerId);
    const [, user] = only(after, 'AWS::ElastiCache::User');
    expect(JSON.stringify(user.Properties.AuthenticationMode)).toContain(id);
    expect(JSON.stringify(secret.Properties)).toContain(String(user.Properties.UserName));
    expect(JSON.stringify(after)).not.toContain(formerId);
  });

  it('takes the rotation and the consumers along in the same deployment', () => {
    const after = deployed(cacheOf(Engine.VALKEY_8_1));
    const [id] = only(after, 'AWS::SecretsManager::Secret');
    const [, schedule] = only(after, 'AWS::SecretsManager::RotationSchedule');
    expect(schedule.Properties.SecretId).toEqual({ Ref: id });
    const consumers = Object.values(after).filter(({ Properties }) => JSON.stringify(Properties).includes('_MANIFEST'));
    expect(consumers.map(({ Properties }) => JSON.stringify(Properties.Environment).includes(id))).toEqual([true]);
  });

  it('another version is no such change: user and secret stay', () => {
    expect(only(deployed(cacheOf(Engine.VALKEY_8_1)), 'AWS::SecretsManager::Secret')).toEqual(
      only(deployed(cacheOf(Engine.VALKEY_8_0)), 'AWS::SecretsManager::Secret'),
    );
  });
});

describe('a secret that is known by its name', () => {
  const named = (stack: Stack): secretsmanager.ISecret =>
    secretsmanager.Secret.fromSecretNameV2(stack, 'Given', 'app/ada');

  it('can be read by a consumer: IAM compares the whole ARN, whose end nobody knows', () => {
    const stack = new UserStack();
    const cache = stack.cache({ authentication: Authentication.authToken(named(stack)) });
    cache.connect(stack.lambda(), { namespaces: [cache.addNamespace('products', CachePattern.cacheAside())] });
    const readable = resourcesFor('secretsmanager:GetSecretValue', statementsOf(stack)).map((each) =>
      JSON.stringify(each),
    );
    expect(readable).toEqual([expect.stringMatching(/:secret:app\/ada-\?\?\?\?\?\?"/)]);
  });

  it('can be replaced by the rotation of a user that has it', () => {
    const stack = new UserStack();
    const user = new PasswordUser(stack, 'Ada', { engine: Engine.VALKEY_8_1, access, secret: named(stack) });
    new UserGroup(stack, 'Users', { engine: Engine.VALKEY_8_1 }).rotatePassword(user);
    const written = resourcesFor('secretsmanager:PutSecretValue', statementsOf(stack)).map((each) =>
      JSON.stringify(each),
    );
    expect(written).toEqual([expect.stringMatching(/:secret:app\/ada-\?\?\?\?\?\?"/)]);
  });

  it('is named in the manifest as the SDK finds it: without the wildcard', () => {
    const stack = new UserStack();
    const cache = stack.cache({ authentication: Authentication.authToken(named(stack)) });
    const { manifest } = cache.connect(stack.lambda(), {
      namespaces: [cache.addNamespace('products', CachePattern.cacheAside())],
    });
    const text = JSON.stringify(stack.resolve(manifest));
    expect(text).toContain(':secret:app/ada');
    expect(text).not.toContain('??');
  });
});

describe('a given AUTH token', () => {
  const decryptable = (secretOf: (stack: Stack) => secretsmanager.ISecret): unknown[] => {
    const stack = new UserStack();
    const cache = stack.cache({ authentication: Authentication.authToken(secretOf(stack)) });
    cache.connect(stack.lambda(), { namespaces: [cache.addNamespace('products', CachePattern.cacheAside())] });
    return resourcesFor('kms:Decrypt', statementsOf(stack)).map((each) => JSON.stringify(each));
  };

  it('is decrypted with its own key, and the consumer may not use the key of the cache', () => {
    const found = decryptable((stack) => {
      const encryptionKey = new kms.Key(stack, 'Theirs');
      return new secretsmanager.Secret(stack, 'Given', { encryptionKey });
    });
    expect(found).toEqual([expect.stringContaining('Theirs')]);
  });

  it('needs no key where the account’s own encrypts it', () => {
    expect(decryptable((stack) => new secretsmanager.Secret(stack, 'Given'))).toEqual([]);
  });

  it('of an imported cache is not decrypted with the key of its users either', () => {
    const stack = new UserStack();
    const cache = ReplicationGroup.fromReplicationGroupAttributes(stack, 'Theirs', {
      replicationGroupId: 'theirs',
      engine: Engine.VALKEY_8_1,
      primaryEndpoint: stack.cache().endpoint,
      securityGroups: [],
      authentication: Authentication.authToken(new secretsmanager.Secret(stack, 'Given')),
      encryptionKey: new kms.Key(stack, 'Key'),
    });
    const role = new iam.Role(stack, 'Reader', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
    const products = cache.addNamespace('products', CachePattern.cacheAside());
    cache.connect(stack.lambda(), { namespaces: [products], grantee: role });
    expect(resourcesFor('kms:Decrypt', statementsOf(stack))).toEqual([]);
  });
});
