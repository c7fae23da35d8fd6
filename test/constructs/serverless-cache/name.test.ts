import { CfnParameter, Duration, Fn, NestedStack, RemovalPolicy, Size, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import {
  Authentication,
  CacheEncryption,
  CachePattern,
  NetworkType,
  ServerlessCache,
  type ServerlessCacheProps,
  ServerlessConnectionType,
  ServerlessEngine,
} from '@elasticache-kit/constructs';
import { Template } from 'aws-cdk-lib/assertions';
import { userApp } from '../support/stacks';
import { SCHEMAS } from '../support/schema';
import { SERVERLESS, serverlessOf, ServerlessStack } from './support';

type Props = (stack: ServerlessStack) => Partial<ServerlessCacheProps>;

/** The name in a stack that has the same surroundings, whatever the cache uses of them. */
function propertiesWith(props: Props, ids: { stack?: string; cache?: string } = {}): Record<string, unknown> {
  const stack = new ServerlessStack(userApp(), ids.stack ?? 'Shop');
  stack.serverless(props(stack), ids.cache ?? 'Cache');
  return serverlessOf(stack.template());
}

function nameWith(props: Props = () => ({}), ids?: { stack?: string; cache?: string }): string {
  return String(propertiesWith(props, ids).ServerlessCacheName);
}

/** The values that replace the cache when they change, besides its name. */
function replacing(properties: Record<string, unknown>): unknown[] {
  const names = SCHEMAS[SERVERLESS]?.createOnly ?? [];
  return names.filter((name) => name !== 'ServerlessCacheName').map((name) => [name, properties[name]]);
}

const wideVpc = (stack: Stack): ec2.Vpc =>
  new ec2.Vpc(stack, 'Wide', {
    availabilityZones: ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'],
    natGateways: 0,
    restrictDefaultSecurityGroup: false,
    subnetConfiguration: [{ name: 'Private', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
  });

const snapshot = (name: string): string =>
  `arn:aws:elasticache:eu-central-1:111122223333:serverlesscachesnapshot:${name}`;

const importedKey = (stack: Stack, id: string): kms.IKey =>
  kms.Key.fromKeyArn(stack, 'Imported', `arn:aws:kms:eu-central-1:111122223333:key/${id}`);

const keyOfAnotherStack = (stack: ServerlessStack, id: string): kms.IKey =>
  new kms.Key(new Stack(stack.node.root, id), 'Key', { enableKeyRotation: true });

describe('a change that replaces the cache gives its replacement another name:', () => {
  it.each<[string, Props, Props]>([
    ['whose key it is', () => ({}), () => ({ encryption: CacheEncryption.AWS_OWNED })],
    [
      'another key of the stack',
      () => ({}),
      (stack) => ({ encryptionKey: new kms.Key(stack, 'Other', { enableKeyRotation: true }) }),
    ],
    [
      'another imported key at the same place of the program',
      (stack) => ({ encryptionKey: importedKey(stack, '1') }),
      (stack) => ({ encryptionKey: importedKey(stack, '2') }),
    ],
    [
      'the key of another stack that has the same logical id',
      (stack) => ({ encryptionKey: keyOfAnotherStack(stack, 'KeysA') }),
      (stack) => ({ encryptionKey: keyOfAnotherStack(stack, 'KeysB') }),
    ],
    ['subnets of another VPC', (stack) => (wideVpc(stack), {}), (stack) => ({ vpc: wideVpc(stack) })],
    [
      'fewer subnets',
      (stack) => ({ vpcSubnets: { subnets: wideVpc(stack).isolatedSubnets } }),
      (stack) => ({ vpcSubnets: { subnets: wideVpc(stack).isolatedSubnets.slice(0, 2) } }),
    ],
    ['a restore source', () => ({}), () => ({ restoreFrom: [snapshot('a')] })],
    ['another restore source', () => ({ restoreFrom: [snapshot('a')] }), () => ({ restoreFrom: [snapshot('b')] })],
    [
      'a restore source that comes from another parameter',
      (stack) => ({ restoreFrom: [new CfnParameter(stack, 'SnapshotA').valueAsString] }),
      (stack) => ({ restoreFrom: [new CfnParameter(stack, 'SnapshotB').valueAsString] }),
    ],
    ['a network type, even the default', () => ({}), () => ({ networkType: NetworkType.IPV4 })],
    [
      'another network type',
      () => ({ networkType: NetworkType.IPV4 }),
      () => ({ networkType: NetworkType.DUAL_STACK }),
    ],
    ['a connection type, even the default', () => ({}), () => ({ connectionType: ServerlessConnectionType.VPC })],
    [
      'another connection type',
      () => ({ engine: ServerlessEngine.VALKEY_9, connectionType: ServerlessConnectionType.VPC }),
      () => ({
        engine: ServerlessEngine.VALKEY_9,
        connectionType: ServerlessConnectionType.PUBLIC,
        vpc: undefined,
      }),
    ],
  ])('%s', (_, before, after) => {
    const [old, replacement] = [propertiesWith(before), propertiesWith(after)];
    expect(replacing(replacement)).not.toEqual(replacing(old));
    expect(replacement.ServerlessCacheName).not.toBe(old.ServerlessCacheName);
  });
});

describe('a change in place keeps the name:', () => {
  it.each<[string, Props]>([
    ['engine', () => ({ engine: ServerlessEngine.REDIS_7 })],
    ['version', () => ({ engine: ServerlessEngine.VALKEY_9 })],
    ['limits', () => ({ usageLimits: { dataStorage: { maximum: Size.gibibytes(1) } } })],
    ['authentication', () => ({ authentication: Authentication.none() })],
    [
      'security groups',
      (stack) => ({ securityGroups: [new ec2.SecurityGroup(stack, 'Firewall', { vpc: stack.vpc })] }),
    ],
    ['retention', () => ({ snapshotRetention: Duration.days(1) })],
    ['snapshot time', () => ({ dailySnapshotTime: '03:00' })],
    ['final snapshot', () => ({ finalSnapshotName: 'the-end' })],
    ['removal policy', () => ({ removalPolicy: RemovalPolicy.DESTROY })],
    ['description', () => ({ description: 'another' })],
    ['subnets said as they are chosen anyway', (stack) => ({ vpcSubnets: { subnets: stack.vpc.isolatedSubnets } })],
    ['subnets in another order', (stack) => ({ vpcSubnets: { subnets: [...stack.vpc.isolatedSubnets].reverse() } })],
  ])('%s', (_, props) => {
    const [before, after] = [propertiesWith(() => ({})), propertiesWith(props)];
    expect(replacing(after)).toEqual(replacing(before));
    expect(after.ServerlessCacheName).toBe(before.ServerlessCacheName);
  });

  it('a namespace and a consumer', () => {
    const stack = new ServerlessStack();
    const cache = stack.serverless();
    cache.connect(stack.lambda(), { namespaces: [cache.addNamespace('products', CachePattern.cacheAside())] });
    expect(serverlessOf(stack.template()).ServerlessCacheName).toBe(nameWith());
  });

  it('the place of an imported key in the program', () => {
    const arn = 'arn:aws:kms:eu-central-1:111122223333:key/1';
    const [here, there] = ['Here', 'There'].map((id) =>
      nameWith((stack) => ({ encryptionKey: kms.Key.fromKeyArn(stack, id, arn) })),
    );
    expect(there).toBe(here);
  });
});

describe('the name', () => {
  it('is the same whatever else the program makes before: tokens are numbered, and their numbers are not in it', () => {
    const inputs: Props = (stack) => ({
      restoreFrom: [Fn.join(':', ['arn', new CfnParameter(stack, 'Snapshot').valueAsString])],
    });
    const crowded: Props = (stack) => {
      for (let i = 0; i < 50; i++) new CfnParameter(stack, `Noise${i}`).valueAsString.toString();
      return inputs(stack);
    };
    expect(nameWith(crowded)).toBe(nameWith(inputs));
  });

  it('tells caches and stacks apart', () => {
    const names = [nameWith(), nameWith(undefined, { cache: 'Cache2' }), nameWith(undefined, { stack: 'Shop2' })];
    expect(new Set(names).size).toBe(3);
  });

  it('begins with the id of the construct, and is legal and no longer than ElastiCache takes', () => {
    const name = nameWith(undefined, { cache: 'TheCacheOfTheShopThatSellsSoManyThingsThatItsNameIsLong' });
    expect(name).toMatch(/^the-cache-of-the-shop/);
    expect(name).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    expect(name.length).toBeLessThanOrEqual(40);
  });

  it('in a nested stack depends on nothing that only the deployment knows', () => {
    const nameIn = (noise: number): unknown => {
      const root = new ServerlessStack(userApp(), 'Root');
      for (let i = 0; i < noise; i++) Fn.ref(`Noise${i}`).toString();
      const nested = new NestedStack(root, 'Inner');
      const cache = new ServerlessCache(nested, 'Cache', { vpc: root.vpc, engine: ServerlessEngine.VALKEY_8 });
      expect(cache.serverlessCacheName).toBeDefined();
      return serverlessOf(Template.fromStack(nested)).ServerlessCacheName;
    };
    expect(nameIn(30)).toBe(nameIn(0));
  });
});
