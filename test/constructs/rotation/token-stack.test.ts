import fs, { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CfnReplicationGroup } from 'aws-cdk-lib/aws-elasticache';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { AwsSolutionsChecks } from 'cdk-nag';
import { TokenRotation } from '../../../lib/rotation/token-rotation';
import { refusal } from '../support/errors';

const outdir = mkdtempSync(path.join(tmpdir(), 'ek-token-'));
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

/** A cache with a token, as small as it gets, beside what rotates it. */
function stackWith(secretOf: (stack: Stack, key: kms.IKey) => secretsmanager.ISecret): Stack {
  const app = new App({ outdir, analyticsReporting: false, builtinCloudFormationValidation: false });
  const stack = new Stack(app, 'Shop');
  const key = new kms.Key(stack, 'Key', { enableKeyRotation: true });
  const secret = secretOf(stack, key);
  const group = new CfnReplicationGroup(stack, 'Cache', {
    replicationGroupDescription: 'Shop',
    authToken: secret.secretValueFromJson('password').unsafeUnwrap(),
    transitEncryptionEnabled: true,
  });
  new TokenRotation(stack, 'Rotation', {
    secret,
    replicationGroupId: group.ref,
    replicationGroupArn: stack.formatArn({
      service: 'elasticache',
      resource: 'replicationgroup',
      resourceName: group.ref,
    }),
  });
  return stack;
}

const ownSecret = (stack: Stack, encryptionKey: kms.IKey): secretsmanager.ISecret =>
  new secretsmanager.Secret(stack, 'Token', {
    encryptionKey,
    generateSecretString: {
      secretStringTemplate: '{"username":"default"}',
      generateStringKey: 'password',
      passwordLength: 64,
      excludePunctuation: true,
    },
  });

describe('the token of a cache', () => {
  const stack = stackWith(ownSecret);
  const template = Template.fromStack(stack);
  const idsOf = (type: string): string[] => Object.keys(template.findResources(type));
  const [functionId = ''] = idsOf('AWS::Lambda::Function');
  const [cacheId = ''] = idsOf('AWS::ElastiCache::ReplicationGroup');
  const [secretId = ''] = idsOf('AWS::SecretsManager::Secret');

  it('is rotated every thirty days, but not while the stack is still being made', () => {
    template.hasResourceProperties('AWS::SecretsManager::RotationSchedule', {
      SecretId: { Ref: secretId },
      RotationLambdaARN: { 'Fn::GetAtt': [functionId, 'Arn'] },
      RotationRules: { AutomaticallyAfterDays: 30 },
      RotateImmediatelyOnUpdate: false,
    });
  });

  it('is tried out only once the function has its rights and may be called', () => {
    const [schedule] = Object.values(template.findResources('AWS::SecretsManager::RotationSchedule'));
    const needed = [...idsOf('AWS::IAM::Policy'), ...idsOf('AWS::Lambda::Permission')];
    expect(needed).toHaveLength(2);
    expect(schedule?.DependsOn).toEqual(expect.arrayContaining(needed));
  });

  it('is changed by a function that may change this cache and this secret, and nothing else', () => {
    const [policy] = Object.values(template.findResources('AWS::IAM::Policy'));
    const statements = policy?.Properties.PolicyDocument.Statement as { Action: unknown; Resource: unknown }[];
    const resourcesFor = (action: string): string[] =>
      statements
        .filter(({ Action }) => [Action].flat().includes(action))
        .flatMap(({ Resource }) => [Resource].flat())
        .map(textOf);
    const arn = 'arn:${AWS::Partition}:elasticache:${AWS::Region}:${AWS::AccountId}';
    const group = `${arn}:replicationgroup/\${${cacheId}}`;
    expect(resourcesFor('elasticache:ModifyReplicationGroup')).toEqual([group, `${arn}:cluster:\${${cacheId}}-*`]);
    expect(resourcesFor('elasticache:DescribeReplicationGroups')).toEqual([group]);
    expect(resourcesFor('secretsmanager:PutSecretValue')).toEqual([`\${${secretId}}`]);
    expect([...new Set(statements.flatMap(({ Action }) => Action))].sort()).toEqual([
      'elasticache:DescribeReplicationGroups',
      'elasticache:ModifyReplicationGroup',
      'kms:Decrypt',
      'kms:GenerateDataKey',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      'secretsmanager:DescribeSecret',
      'secretsmanager:GetSecretValue',
      'secretsmanager:PutSecretValue',
      'secretsmanager:UpdateSecretVersionStage',
    ]);
  });

  it('is changed at the request of Secrets Manager of this account only, for one cache, from outside every network', () => {
    template.hasResourceProperties('AWS::Lambda::Permission', {
      Principal: 'secretsmanager.amazonaws.com',
      SourceAccount: { Ref: 'AWS::AccountId' },
    });
    template.hasResourceProperties('AWS::Lambda::Function', {
      Timeout: 900,
      VpcConfig: Match.absent(),
      Environment: { Variables: { SECRET_ARN: { Ref: secretId }, REPLICATION_GROUP_ID: { Ref: cacheId } } },
    });
  });

  it('is in no circle: neither the cache nor the secret nor the key waits for the function', () => {
    const text = (type: string): string => JSON.stringify(template.findResources(type));
    for (const type of ['AWS::ElastiCache::ReplicationGroup', 'AWS::SecretsManager::Secret', 'AWS::KMS::Key']) {
      expect(text(type)).not.toMatch(/Rotation[A-Z]/);
    }
  });

  it('passes the audit of AwsSolutions, with the reason for its one wildcard', () => {
    const found = new AwsSolutionsChecks()
      .validateScope(stackWith(ownSecret))
      .violations.flatMap(({ ruleName, violatingResources }) =>
        violatingResources.map(({ constructPath }) => `${constructPath} ${ruleName}`),
      );
    // The bare cache of this test has findings of its own, so the audit did look.
    expect(found).toContain('Shop/Cache AwsSolutions-AEC1');
    expect(found.filter((line) => !line.startsWith('Shop/Cache '))).toEqual([]);
  });

  it('may be in a secret from elsewhere', () => {
    const imported = Template.fromStack(
      stackWith((scope) => secretsmanager.Secret.fromSecretNameV2(scope, 'Token', 'shop/token')),
    );
    imported.resourceCountIs('AWS::SecretsManager::RotationSchedule', 1);
  });

  it('cannot be rotated by a package without its function: said at synthesis, with the way out', () => {
    const exists = jest.spyOn(fs, 'existsSync').mockReturnValue(false);
    try {
      const { code, message } = refusal(() => stackWith(ownSecret));
      expect([code, message]).toEqual(['CON_ASSET_MISSING', expect.stringContaining('npm run build')]);
    } finally {
      exists.mockRestore();
    }
  });
});

/** A value of a template as `Fn::Sub` would write it. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const { Ref, 'Fn::Join': join } = value as { Ref?: string; 'Fn::Join'?: [string, unknown[]] };
  return join === undefined ? `\${${Ref}}` : join[1].map(textOf).join(join[0]);
}
