import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { CachePattern, type Namespace, type ReplicationGroup } from '@elasticache-kit/constructs';
import { parseManifest } from '../../lib/contract';
import { refusal } from './support/errors';
import { deployed } from './support/resolve';
import { onlyResource, userApp, UserStack } from './support/stacks';

function shop(): { stack: UserStack; cache: ReplicationGroup; products: Namespace } {
  const stack = new UserStack();
  const cache = stack.cache();
  return { stack, cache, products: cache.addNamespace('products', CachePattern.cacheAside()) };
}

describe('a connected function', () => {
  const { stack, cache, products } = shop();
  const prices = cache.addNamespace('prices', CachePattern.cacheAside());
  const catalog = stack.lambda();
  const access = cache.connect(catalog, { namespaces: [products] });
  cache.connect(stack.lambda('Pricing'), { namespaces: [prices, products] });
  const template = stack.template();

  it('reaches the cache on its port and nothing else does', () => {
    const rules = Object.values(template.findResources('AWS::EC2::SecurityGroupIngress'));
    expect(rules).toHaveLength(2);
    for (const rule of rules) {
      expect(rule.Properties).toMatchObject({ IpProtocol: 'tcp', FromPort: deployedPort, ToPort: deployedPort });
      expect(rule.Properties.GroupId).toEqual(stack.resolve(cache.connections.securityGroups[0]?.securityGroupId));
    }
  });

  it('has a user of its own with the rights that its namespaces need', () => {
    const rights = Object.fromEntries(
      Object.values(template.findResources('AWS::ElastiCache::User')).map(({ Properties }) => [
        String(Properties.UserName).replace(/-[a-z0-9]{10}$/, ''),
        Properties.AccessString as string,
      ]),
    );
    const commands =
      '+asking +client|setinfo +client|setname +cluster|info +cluster|nodes +cluster|shards +cluster|slots ' +
      '+del +eval +evalsha +get +info +pexpire +ping +set';
    expect(rights).toEqual({
      catalog: `on resetchannels -@all ${commands} ~products:*`,
      pricing: `on resetchannels -@all ${commands} ~prices:* ~products:*`,
    });
  });

  it('gets a generated password, encrypted with the key of the cache, that the template never holds', () => {
    const secrets = Object.values(template.findResources('AWS::SecretsManager::Secret'));
    expect(secrets).toHaveLength(2);
    for (const { Properties } of secrets) {
      expect(Properties.KmsKeyId).toEqual(stack.resolve(cache.encryptionKey?.keyArn));
      expect(Properties).not.toHaveProperty('SecretString');
      expect(Properties.GenerateSecretString).toMatchObject({
        GenerateStringKey: 'password',
        PasswordLength: 64,
        ExcludePunctuation: true,
      });
    }
    template.hasResourceProperties('AWS::ElastiCache::User', {
      UserName: access.userName,
      AuthenticationMode: {
        Type: 'password',
        Passwords: [
          {
            'Fn::Join': [
              '',
              [
                '{{resolve:secretsmanager:',
                stack.resolve(access.secret?.secretArn) as unknown,
                ':SecretString:password::}}',
              ],
            ],
          },
        ],
      },
    });
    template.hasResourceProperties('AWS::SecretsManager::Secret', {
      GenerateSecretString: { SecretStringTemplate: JSON.stringify({ username: access.userName }) },
    });
  });

  it('may read its own secret and no other', () => {
    const statements = policyOf(template, stack, catalog);
    const readable = statements.filter(({ Action }) => [Action].flat().includes('secretsmanager:GetSecretValue'));
    expect(readable.map(({ Resource }) => Resource)).toEqual([stack.resolve(access.secret?.secretArn)]);
    expect(statements.filter(({ Action }) => Action === 'kms:Decrypt')).toEqual([
      {
        Effect: 'Allow',
        Action: 'kms:Decrypt',
        Resource: stack.resolve(cache.encryptionKey?.keyArn) as unknown,
        Condition: { StringEquals: { 'kms:ViaService': viaSecretsManager } },
      },
    ]);
  });

  it('finds its manifest in the environment: its own user and namespaces only', () => {
    const { Environment } = functionOf(template, stack, catalog);
    expect(Environment.Variables.ELASTICACHE_KIT_CONSUMER).toBe('catalog');
    const manifest = parseManifest(deployed(Environment.Variables.ELASTICACHE_KIT_MANIFEST));
    expect(manifest.namespaces.map(({ name }) => name)).toEqual(['products']);
    expect(manifest.auth).toEqual({
      kind: 'users',
      users: [
        {
          consumer: 'catalog',
          userName: access.userName,
          secretArn: expect.stringContaining('Secret') as string,
          namespaces: ['products'],
        },
      ],
    });
  });

  it('is told the same in words that others can pass on', () => {
    expect(access.consumer).toBe('catalog');
    expect(access.environment).toEqual({
      ELASTICACHE_KIT_CONSUMER: 'catalog',
      ELASTICACHE_KIT_MANIFEST: access.manifest,
    });
    expect(stack.resolve(access.manifest)).toEqual(
      functionOf(template, stack, catalog).Environment.Variables.ELASTICACHE_KIT_MANIFEST,
    );
  });
});

const deployedPort = 6379;
const viaSecretsManager = { 'Fn::Join': ['', ['secretsmanager.', { Ref: 'AWS::Region' }, '.amazonaws.com']] };

describe('a manifest too large for a function’s environment', () => {
  const { stack, cache } = shop();
  const many = Array.from({ length: 14 }, (_, i) =>
    cache.addNamespace(`some-namespace-${i}`, CachePattern.cacheAside()),
  );
  const catalog = stack.lambda();
  cache.connect(catalog, { namespaces: many });
  const template = stack.template();

  it('goes through an SSM parameter that the function may read', () => {
    const parameter = onlyResource(template, 'AWS::SSM::Parameter');
    const { Variables } = functionOf(template, stack, catalog).Environment;
    expect(Variables.ELASTICACHE_KIT_MANIFEST).toEqual({ 'Fn::Join': ['', ['ssm:', { Ref: parameter.logicalId }]] });
    expect(parseManifest(deployed(parameter.Properties.Value)).namespaces).toHaveLength(14);
    const allowed = policyOf(template, stack, catalog).flatMap(({ Action }) => Action);
    expect(allowed).toContain('ssm:GetParameter');
  });

  it('is refused where not even a parameter holds it', () => {
    const other = shop();
    const namespaces = Array.from({ length: 80 }, (_, i) =>
      other.cache.addNamespace(`ns-${i}`, CachePattern.cacheAside()),
    );
    expect(refusal(() => other.cache.connect(other.stack.lambda(), { namespaces })).ids).toEqual([
      'CON_MANIFEST_TOO_LARGE',
    ]);
  });
});

describe('other consumers', () => {
  it('an instance is connected by its role, and sets its environment itself', () => {
    const { stack, cache, products } = shop();
    const instance = new ec2.Instance(stack, 'Server', {
      vpc: stack.vpc,
      vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
      instanceType: new ec2.InstanceType('t4g.micro'),
      machineImage: ec2.MachineImage.latestAmazonLinux2023({ cpuType: ec2.AmazonLinuxCpuType.ARM_64 }),
    });
    const access = cache.connect(instance, { namespaces: [products] });
    expect(Object.keys(access.environment)).toEqual(['ELASTICACHE_KIT_CONSUMER', 'ELASTICACHE_KIT_MANIFEST']);
    expect(access.userName).toMatch(/^server-/);
  });

  it('anything with a security group is connected together with the role that runs it', () => {
    const { stack, cache, products } = shop();
    const service = new ec2.Connections({
      securityGroups: [new ec2.SecurityGroup(stack, 'Service', { vpc: stack.vpc })],
    });
    const taskRole = new iam.Role(stack, 'TaskRole', {
      assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com'),
    });
    const consumer = { connections: service };
    const access = cache.connect(consumer, { namespaces: [products], consumer: 'orders', grantee: taskRole });
    expect(access.consumer).toBe('orders');
    stack.template().hasResourceProperties('AWS::IAM::Policy', {
      Roles: [stack.resolve(taskRole.roleName) as unknown],
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Resource: stack.resolve(access.secret?.secretArn) as unknown }),
        ]),
      },
    });
  });

  it('in a stack of their own depend on the cache’s stack, never the other way round', () => {
    const app = userApp();
    const home = new UserStack(app, 'Home');
    const cache = home.cache();
    const products = cache.addNamespace('products', CachePattern.cacheAside());
    const abroad = new Stack(app, 'Abroad');
    const catalog = new lambda.Function(abroad, 'Catalog', {
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline('exports.handler = async () => {};'),
      vpc: home.vpc,
      allowAllOutbound: false,
    });
    cache.connect(catalog, { namespaces: [products] });
    Template.fromStack(abroad).resourceCountIs('AWS::EC2::SecurityGroupIngress', 1);
    Template.fromStack(home).resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
    expect(abroad.dependencies).toContain(home);
    expect(home.dependencies).not.toContain(abroad);
  });
});

describe('connecting', () => {
  it('without a namespace is refused', () => {
    const { stack, cache } = shop();
    expect(refusal(() => cache.connect(stack.lambda(), { namespaces: [] })).ids).toEqual(['CON_WITHOUT_NAMESPACE']);
  });

  it('to the namespace of another cache is refused', () => {
    const { stack, cache } = shop();
    const foreign = stack.cache({}, 'Other').addNamespace('products', CachePattern.cacheAside());
    const { ids, message } = refusal(() => cache.connect(stack.lambda(), { namespaces: [foreign] }));
    expect(ids).toEqual(['CON_NAMESPACE_FOREIGN']);
    expect(message).toContain("got namespace 'products' of Shop/Other");
  });

  it('the same consumer twice is refused', () => {
    const { stack, cache, products } = shop();
    const catalog = stack.lambda();
    cache.connect(catalog, { namespaces: [products] });
    expect(refusal(() => cache.connect(catalog, { namespaces: [products] })).ids).toEqual(['CON_REPEATED']);
  });

  it('under an illegal name is refused', () => {
    const { stack, cache, products } = shop();
    const options = { namespaces: [products], consumer: 'The Catalog' };
    expect(refusal(() => cache.connect(stack.lambda(), options)).ids).toEqual(['CON_NAME_INVALID']);
  });

  it('a consumer that nobody may read the password for is refused', () => {
    const { stack, cache, products } = shop();
    const group = new ec2.SecurityGroup(stack, 'Service', { vpc: stack.vpc });
    expect(refusal(() => cache.connect(group, { namespaces: [products] })).ids).toEqual(['CON_WITHOUT_PRINCIPAL']);
  });

  it('a function outside any VPC is refused', () => {
    const { stack, cache, products } = shop();
    const outside = new lambda.Function(stack, 'Outside', {
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline('exports.handler = async () => {};'),
    });
    expect(refusal(() => cache.connect(outside, { namespaces: [products] })).ids).toEqual(['CON_OUTSIDE_VPC']);
  });

  it('leaves nothing behind where it is refused', () => {
    const { stack, cache } = shop();
    refusal(() => cache.connect(stack.lambda(), { namespaces: [] }));
    stack.template().resourceCountIs('AWS::SecretsManager::Secret', 0);
  });

  it('the first consumer takes the place of the user that stood in for it', () => {
    const { stack, cache, products } = shop();
    const { userName } = cache.connect(stack.lambda(), { namespaces: [products] });
    const template = stack.template();
    const user = onlyResource(template, 'AWS::ElastiCache::User');
    const users = onlyResource(template, 'AWS::ElastiCache::UserGroup');
    expect(users.Properties.UserIds).toEqual([userName]);
    expect(users.DependsOn).toEqual([user.logicalId]);
  });
});

interface FunctionProperties {
  readonly Environment: { readonly Variables: Record<string, unknown> };
}

function functionOf(template: Template, stack: Stack, fn: lambda.Function): FunctionProperties {
  const logicalId = stack.getLogicalId(fn.node.defaultChild as lambda.CfnFunction);
  return template.findResources('AWS::Lambda::Function')[logicalId]?.Properties as FunctionProperties;
}

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

function policyOf(template: Template, stack: Stack, fn: lambda.Function): Statement[] {
  const role: unknown = stack.resolve(fn.role?.roleName);
  return Object.values(template.findResources('AWS::IAM::Policy', { Properties: { Roles: [role] } })).flatMap(
    ({ Properties }) => Properties.PolicyDocument.Statement as Statement[],
  );
}
