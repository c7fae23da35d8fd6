import * as kit from '@elasticache-kit/constructs';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import ts from 'typescript';
import { ShopStack } from '../../examples/testing/shop-stack';
import { type Block, blocksOf } from './blocks';

/** What the text around the blocks speaks of. Made when a block asks for it, so that no block leans on another's. */
function given(stack: Stack): Readonly<Record<string, () => unknown>> {
  const once = <T>(make: () => T): (() => T) => {
    let made: { readonly value: T } | undefined;
    return () => (made ??= { value: make() }).value;
  };
  const firewall = (id: string): (() => unknown) => once(() => new ec2.SecurityGroup(stack, id, { vpc: vpc() }));
  const cache = (id: string, topology: kit.Topology): (() => unknown) =>
    once(
      () =>
        new kit.ReplicationGroup(stack, id, {
          vpc: vpc(),
          engine: kit.Engine.VALKEY_8_1,
          nodeType: kit.NodeType.R7G_LARGE,
          topology,
        }),
    );
  const task = once(() => {
    const definition = new ecs.FargateTaskDefinition(stack, 'Task');
    definition.addContainer('App', { image: ecs.ContainerImage.fromRegistry('app') });
    return definition;
  });
  const vpc = once(
    () =>
      new ec2.Vpc(stack, 'Vpc', {
        natGateways: 0,
        subnetConfiguration: [{ name: 'Private', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
      }),
  );
  return {
    stack: () => stack,
    vpc,
    catalogFunction: once(
      () =>
        new lambda.Function(stack, 'Catalog', {
          vpc: vpc(),
          runtime: lambda.Runtime.NODEJS_24_X,
          handler: 'index.handler',
          code: lambda.Code.fromInline('exports.handler = async () => {};'),
        }),
    ),
    group: cache('Group', kit.Topology.sharded({ shards: 3, replicasPerShard: 2 })),
    replicated: cache('Replicated', kit.Topology.replicated({ replicas: 1 })),
    serverless: once(
      () => new kit.ServerlessCache(stack, 'ServerlessGiven', { vpc: vpc(), engine: kit.ServerlessEngine.VALKEY_8 }),
    ),
    service: once(
      () =>
        new ecs.FargateService(stack, 'Service', {
          cluster: new ecs.Cluster(stack, 'Cluster', { vpc: vpc() }),
          taskDefinition: task(),
          minHealthyPercent: 100,
        }),
    ),
    taskRole: () => task().taskRole,
    webServers: firewall('WebServers'),
    reporting: firewall('Reporting'),
    alarmTopic: once(() => new sns.Topic(stack, 'Alarms')),
  };
}

const app = (): App => new App({ analyticsReporting: false, builtinCloudFormationValidation: false });

/** Runs a block as a program would run it. */
function run({ code }: Block, names: readonly string[], values: readonly unknown[]): void {
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true },
  });
  const load = (name: string): unknown => jest.requireActual(name);
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the documentation is the program under test
  new Function('require', 'exports', ...names, outputText)(load, {}, ...values);
}

/** Runs a block with what it is given, and synthesizes what it made. */
function typesMadeBy(block: Block): string[] {
  const stack = new Stack(app(), 'Shop');
  const there = given(stack);
  run(
    block,
    block.given,
    block.given.map((name) => there[name]?.()),
  );
  const { Resources } = Template.fromStack(stack).toJSON() as { Resources: Record<string, { Type: string }> };
  return Object.values(Resources ?? {}).map(({ Type }) => Type);
}

const blocks = ['docs/provisioning.md', 'docs/rules.md'].flatMap((page) =>
  blocksOf(page).filter(({ language }) => language === 'ts'),
);

it.each(blocks.map((block): [string, Block] => [block.at, block]))(
  'the block at %s runs, and its stack synthesizes',
  (_, block) => {
    // A block that is given nothing shows values alone.
    expect(typesMadeBy(block).length > 0).toBe(block.given.length > 0);
  },
);

it('the month of nine nodes costs what the page says', () => {
  const hourly = kit.NodeType.R7G_LARGE.hourlyPriceUsd(kit.Engine.VALKEY_8_1) ?? 0;
  expect(Math.round(730 * 9 * hourly)).toBe(1151);
});

it('the assertions of the page of testing hold for the example project', () => {
  const [block] = blocksOf('docs/testing.md').filter(({ language }) => language === 'ts');
  if (block === undefined) throw new Error('docs/testing.md has no block');
  const stack = new ShopStack(app(), 'Shop');
  expect(() => run(block, ['stack'], [stack])).not.toThrow();
  const stale = { ...block, code: block.code.replace('keepsSnapshots(7)', 'keepsSnapshots(8)') };
  expect(() => run(stale, ['stack'], [stack])).toThrow('expected snapshots kept for at least 8 day(s), found 7');
});
