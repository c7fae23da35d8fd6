import { CfnParameter, Duration, Lazy } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { CachePattern, type Namespace, type ReplicationGroup } from '@elasticache-kit/constructs';
import { parseManifest } from '../../../lib/contract';
import { refusal } from '../support/errors';
import { deployed } from '../support/resolve';
import { onlyResource, UserStack } from '../support/stacks';

interface Shop {
  readonly stack: UserStack;
  readonly cache: ReplicationGroup;
  readonly products: Namespace;
}

function shop(): Shop {
  const stack = new UserStack();
  const cache = stack.cache();
  return { stack, cache, products: cache.addNamespace('products', CachePattern.cacheAside()) };
}

function variablesOf(stack: UserStack, fn: lambda.Function): Record<string, unknown> {
  const id = stack.getLogicalId(fn.node.defaultChild as lambda.CfnFunction);
  return stack.template().findResources('AWS::Lambda::Function')[id]?.Properties.Environment.Variables;
}

function byHand(stack: UserStack): number {
  return Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('whose environment cannot be set'))
    .length;
}

describe('a consumer of two caches', () => {
  it('is refused the second, which would take the place of the first in its environment', () => {
    const { stack, cache, products } = shop();
    const catalog = stack.lambda();
    cache.connect(catalog, { namespaces: [products] });
    const other = stack.cache({}, 'Other');
    const prices = other.addNamespace('prices', CachePattern.cacheAside());
    const { ids, message } = refusal(() => other.connect(catalog, { namespaces: [prices] }));
    expect(ids).toEqual(['CON_SECOND_CACHE']);
    expect(message).toContain("'catalog', whose environment already leads to Shop/Cache, connected to Shop/Other");
  });

  it('has both where the second is handed over under names of its own', () => {
    const { stack, cache, products } = shop();
    const catalog = stack.lambda();
    const first = cache.connect(catalog, { namespaces: [products] });
    const other = stack.cache({}, 'Other');
    const prices = other.addNamespace('prices', CachePattern.cacheAside());
    const second = other.connect(catalog, { namespaces: [prices], environment: false });
    catalog.addEnvironment('PRICES_MANIFEST', second.environment.ELASTICACHE_KIT_MANIFEST ?? '');
    const { ELASTICACHE_KIT_MANIFEST: own, PRICES_MANIFEST: further } = variablesOf(stack, catalog);
    expect(own).toEqual(stack.resolve(first.manifest));
    expect([own, further].map((text) => parseManifest(deployed(text)).cacheId)).toEqual(['Shop/Cache', 'Shop/Other']);
  });

  it('is refused a second name for one cache, too: its environment says one', () => {
    const { stack, cache, products } = shop();
    const catalog = stack.lambda();
    cache.connect(catalog, { namespaces: [products] });
    const again = { namespaces: [products], consumer: 'catalog-writer' };
    expect(refusal(() => cache.connect(catalog, again)).ids).toEqual(['CON_SECOND_CACHE']);
  });
});

describe('a service of ECS', () => {
  function service(stack: UserStack): ecs.FargateService {
    const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task');
    taskDefinition.addContainer('App', { image: ecs.ContainerImage.fromRegistry('public.ecr.aws/shop/app:1') });
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc: stack.vpc });
    return new ecs.FargateService(stack, 'Orders', { cluster, taskDefinition });
  }

  it('finds the cache by its container’s environment, and its task may read the password', () => {
    const { stack, cache, products } = shop();
    const orders = service(stack);
    const access = cache.connect(orders, { namespaces: [products] });
    const { Properties } = onlyResource(stack.template(), 'AWS::ECS::TaskDefinition');
    expect(Properties.ContainerDefinitions).toEqual([
      expect.objectContaining({
        Environment: [
          { Name: 'ELASTICACHE_KIT_CONSUMER', Value: 'orders' },
          { Name: 'ELASTICACHE_KIT_MANIFEST', Value: stack.resolve(access.manifest) as unknown },
        ],
      }),
    ]);
    stack.template().hasResourceProperties('AWS::IAM::Policy', {
      Roles: [stack.resolve(orders.taskDefinition.taskRole.roleName) as unknown],
      PolicyDocument: {
        Statement: Match.arrayWith([Match.objectLike({ Action: Match.arrayWith(['secretsmanager:GetSecretValue']) })]),
      },
    });
    expect(byHand(stack)).toBe(0);
  });
});

describe('a consumer whose environment cannot be set', () => {
  function instance(stack: UserStack): ec2.Instance {
    return new ec2.Instance(stack, 'Server', {
      vpc: stack.vpc,
      vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
      instanceType: new ec2.InstanceType('t4g.micro'),
      machineImage: ec2.MachineImage.latestAmazonLinux2023({ cpuType: ec2.AmazonLinuxCpuType.ARM_64 }),
    });
  }

  it('is warned of', () => {
    const { stack, cache, products } = shop();
    cache.connect(instance(stack), { namespaces: [products] });
    expect(byHand(stack)).toBe(1);
  });

  it('is not warned of where somebody says that they set it', () => {
    const { stack, cache, products } = shop();
    cache.connect(instance(stack), { namespaces: [products], environment: false });
    expect(byHand(stack)).toBe(0);
  });
});

describe('versions and aliases of a function', () => {
  it.each(['version', 'alias'])('a connected %s is refused, and the function named as the way', (kind) => {
    const { stack, cache, products } = shop();
    const version = stack.lambda().currentVersion;
    const consumer = kind === 'version' ? version : new lambda.Alias(stack, 'Live', { aliasName: 'live', version });
    const { ids, message } = refusal(() => cache.connect(consumer, { namespaces: [products], consumer: 'catalog' }));
    expect(ids).toEqual(['CON_QUALIFIED_FUNCTION']);
    expect(message).toContain('Connect the function');
  });
});

describe('what a consumer is told', () => {
  it('does not depend on the order in which its namespaces are listed', () => {
    const [one, two] = [false, true].map((reversed) => {
      const { stack, cache, products } = shop();
      const namespaces = [products, cache.addNamespace('orders', CachePattern.cacheAside())];
      const catalog = stack.lambda();
      cache.connect(catalog, { namespaces: reversed ? namespaces.reverse() : namespaces });
      return JSON.stringify(stack.template().toJSON());
    });
    expect(two).toBe(one);
  });

  it('may hold a TTL that only the deployment knows, in milliseconds', () => {
    const stack = new UserStack();
    const ttl = Duration.millis(new CfnParameter(stack, 'TtlMs', { type: 'Number' }).valueAsNumber);
    stack.cache().addNamespace('products', CachePattern.cacheAside({ ttl }));
    const { CacheManifestCache: output } = stack.template().toJSON().Outputs as Record<string, unknown>;
    expect(JSON.stringify(output)).toContain('{"Ref":"TtlMs"}');
  });

  it('does not hold one in another unit, which CloudFormation could not convert', () => {
    const ttl = Duration.seconds(Lazy.number({ produce: () => 60 }));
    const { ids, message } = refusal(() => CachePattern.cacheAside({ ttl }));
    expect(ids).toEqual(['NS_TIME_UNIT_UNKNOWN']);
    expect(message).toContain('Use Duration.millis');
  });
});
