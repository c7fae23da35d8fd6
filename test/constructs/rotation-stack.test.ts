import { Match } from 'aws-cdk-lib/assertions';
import { CachePattern } from '@elasticache-kit/constructs';
import { onlyResource, UserStack } from './support/stacks';

describe('the passwords of a cache', () => {
  const stack = new UserStack();
  const cache = stack.cache();
  const products = cache.addNamespace('products', CachePattern.cacheAside());
  for (const name of ['Catalog', 'Pricing']) cache.connect(stack.lambda(name), { namespaces: [products] });
  const template = stack.template();
  const schedules = Object.values(template.findResources('AWS::SecretsManager::RotationSchedule'));
  const [functionId = ''] = Object.keys(
    template.findResources('AWS::Lambda::Function', { Properties: { Timeout: 900 } }),
  );

  it('are rotated every thirty days by one function, but not while the stack is still being made', () => {
    expect(schedules).toHaveLength(2);
    for (const { Properties } of schedules) {
      expect(Properties).toMatchObject({
        RotateImmediatelyOnUpdate: false,
        RotationLambdaARN: { 'Fn::GetAtt': [functionId, 'Arn'] },
        RotationRules: { AutomaticallyAfterDays: 30 },
      });
    }
  });

  it('are tried out only once the user exists and the function has its rights', () => {
    const users = Object.keys(template.findResources('AWS::ElastiCache::User'));
    const policies = Object.keys(template.findResources('AWS::IAM::Policy')).filter((id) => id.includes('Rotation'));
    const permission = onlyResource(template, 'AWS::Lambda::Permission').logicalId;
    const waitsFor = schedules.map(({ DependsOn }) => DependsOn as string[]);
    expect(waitsFor.map((ids) => ids.filter((id) => users.includes(id)))).toEqual(users.map((id) => [id]));
    for (const ids of waitsFor) expect(ids).toEqual(expect.arrayContaining([permission, ...policies]));
  });

  it('are changed by a function that may change these users and these secrets, and nothing else', () => {
    const [policy] = Object.entries(template.findResources('AWS::IAM::Policy')).filter(([id]) =>
      id.includes('Rotation'),
    );
    const statements = policy?.[1].Properties.PolicyDocument.Statement as { Action: unknown; Resource: unknown }[];
    const idsOf = (type: string): string[] => Object.keys(template.findResources(type));
    const resourcesFor = (action: string): unknown[] =>
      statements.filter(({ Action }) => [Action].flat().includes(action)).flatMap(({ Resource }) => Resource);
    expect(resourcesFor('elasticache:ModifyUser')).toEqual(
      idsOf('AWS::ElastiCache::User').map((id) => ({ 'Fn::GetAtt': [id, 'Arn'] })),
    );
    expect(resourcesFor('secretsmanager:PutSecretValue')).toEqual(
      idsOf('AWS::SecretsManager::Secret').map((id) => ({ Ref: id })),
    );
    expect(statements.flatMap(({ Resource }) => Resource)).not.toContain('*');
    expect([...new Set(statements.flatMap(({ Action }) => Action))].sort()).toEqual([
      'elasticache:DescribeUsers',
      'elasticache:ModifyUser',
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

  it('are changed at the request of Secrets Manager of this account only, from outside every network', () => {
    expect(onlyResource(template, 'AWS::Lambda::Permission').Properties).toMatchObject({
      Principal: 'secretsmanager.amazonaws.com',
      SourceAccount: { Ref: 'AWS::AccountId' },
    });
    template.hasResourceProperties('AWS::Lambda::Function', { Timeout: 900, VpcConfig: Match.absent() });
  });
});
