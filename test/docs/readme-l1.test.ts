import { readFileSync } from 'node:fs';
import path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { ProductCache } from '../../examples/readme/production-cache';
import { ProductCache as ProductCacheOfL1 } from '../../examples/readme/production-cache-l1';

const root = path.resolve(__dirname, '../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const lines = (file: string): number =>
  read(file)
    .split('\n')
    .filter((line) => line.trim() !== '').length;

interface Resource {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
  readonly DependsOn?: string | string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly UpdatePolicy?: unknown;
}

type Program = new (scope: Construct, id: string, vpc: ec2.IVpc, catalog: lambda.Function) => Construct;

/** The network and the function that both programs are given. */
function shop(): { readonly stack: Stack; readonly vpc: ec2.Vpc; readonly catalog: lambda.Function } {
  const stack = new Stack(new App({ analyticsReporting: false, builtinCloudFormationValidation: false }), 'Shop');
  const vpc = new ec2.Vpc(stack, 'Vpc', {
    natGateways: 0,
    subnetConfiguration: [{ name: 'Private', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
  });
  const catalog = new lambda.Function(stack, 'Catalog', {
    vpc,
    allowAllOutbound: false,
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => {};'),
  });
  return { stack, vpc, catalog };
}

function templateOf(Program: Program | undefined): {
  readonly Resources: Record<string, Resource>;
  readonly Outputs: Record<string, unknown>;
} {
  const { stack, vpc, catalog } = shop();
  if (Program !== undefined) new Program(stack, 'ProductCache', vpc, catalog);
  const { Resources, Outputs = {} } = Template.fromStack(stack).toJSON();
  return { Resources, Outputs };
}

const GIVEN = templateOf(undefined).Resources;

/** What a name or description says is the author's business; the ids of user and group are names, too. */
const WORDING = ['Description', 'GroupDescription', 'ReplicationGroupDescription', 'PolicyName', 'UserId', 'UserName'];

/** What a program adds, by a name that is the same for both. */
function added(Program: Program): Record<string, unknown> {
  const { Resources } = templateOf(Program);
  const own = Object.entries(Resources).filter(([id]) => !(id in GIVEN));
  const nameOf = new Map(own.map(([id, resource]) => [id, nameFor(resource)]));
  const user = own.find(([, { Type }]) => Type === 'AWS::ElastiCache::User')?.[1].Properties?.UserId as string;
  const group = own.find(([, { Type }]) => Type === 'AWS::ElastiCache::UserGroup')?.[1].Properties
    ?.UserGroupId as string;
  const plain = (value: unknown): unknown => {
    if (typeof value === 'string') {
      return nameOf.get(value) ?? value.replaceAll(user, '<user>').replaceAll(group, '<group>');
    }
    if (Array.isArray(value)) return value.map(plain);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, plain(part)]));
  };
  const entries = own.map(([id, resource]): [string, unknown] => {
    const { Type, Properties = {}, DependsOn = [], ...policies } = resource;
    const properties = Object.entries(Properties).filter(([name]) => !WORDING.includes(name));
    return [
      nameOf.get(id) ?? id,
      plain({
        ...policies,
        Metadata: undefined,
        Properties: Object.fromEntries(properties.map(([name, value]) => [name, effective(Type, name, value)])),
        ...(Type.startsWith('AWS::ElastiCache::') && { DependsOn: [DependsOn].flat() }),
      }),
    ];
  });
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** One of a type is told by its type; of two policies it matters whose they are. */
function nameFor({ Type, Properties }: Resource): string {
  if (Type !== 'AWS::IAM::Policy') return Type;
  const [role] = Properties?.Roles as { Ref: string }[];
  return `${Type} of ${role !== undefined && role.Ref in GIVEN ? 'the catalogue' : 'the rotation'}`;
}

/** Key policies: what grants the account's root a part of the `kms:*` that it has anyway changes nothing. */
function effective(type: string, name: string, value: unknown): unknown {
  if (type !== 'AWS::KMS::Key' || name !== 'KeyPolicy') return value;
  const { Statement, ...policy } = value as { Statement: { Action: unknown; Principal: unknown }[] };
  const [root, ...others] = Statement;
  const isRoots = (statement: { Principal: unknown }): boolean =>
    JSON.stringify(statement.Principal) === JSON.stringify(root?.Principal);
  return { ...policy, Statement: [root, ...others.filter((statement) => !isRoots(statement))] };
}

const ours = 'examples/readme/production-cache.ts';
const l1 = 'examples/readme/production-cache-l1.ts';

it('both programs provision the same resources with the same properties', () => {
  expect(Object.keys(added(ProductCache))).toHaveLength(17);
  expect(added(ProductCacheOfL1)).toEqual(added(ProductCache));
});

it('what the construct adds is the manifest, where the program of L1 constructs hands over host and secret', () => {
  const variables = (Program: Program): string[] =>
    Object.values(templateOf(Program).Resources)
      .filter(({ Type }) => Type === 'AWS::Lambda::Function')
      .flatMap(({ Properties }) => {
        const { Variables = {} } = (Properties?.Environment ?? {}) as { Variables?: Record<string, unknown> };
        return Object.keys(Variables);
      })
      .sort();
  expect(variables(ProductCache)).toEqual(['ELASTICACHE_KIT_CONSUMER', 'ELASTICACHE_KIT_MANIFEST']);
  expect(variables(ProductCacheOfL1)).toEqual(['CACHE_HOST', 'CACHE_SECRET']);
  expect(Object.keys(templateOf(ProductCache).Outputs)).toEqual(['CacheManifestProductCacheCache']);
  expect(templateOf(ProductCacheOfL1).Outputs).toEqual({});
});

it('the README shows the program that is tested, and says how long both are', () => {
  const readme = read('README.md');
  expect(readme).toContain(`\`\`\`ts\n${read(ours)}\`\`\``);
  expect(readme).toContain(`\`\`\`ts\n${read(l1)}\`\`\``);
  expect(/(\d+) lines with this kit/.exec(readme)?.[1]).toBe(String(lines(ours)));
  expect(/(\d+) lines of L1 constructs/.exec(readme)?.[1]).toBe(String(lines(l1)));
});

it('a whole production cache takes at most 25 lines', () => {
  expect(lines(ours)).toBeLessThanOrEqual(25);
});
