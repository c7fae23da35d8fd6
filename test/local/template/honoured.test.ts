import { readFileSync } from 'node:fs';
import path from 'node:path';
import { HARMLESS, HONOURED, NOT_HONOURED } from '../../../local/src/template/honoured-properties';
import type { CacheResource } from '../../../local/src/template/plan';
import { Stack } from '../../../local/src/template/stack';
import { type JsonObject, readTemplate } from '../../../local/src/template/template';
import { cacheWith, clusterWith, root, serverlessWith, templateOf } from '../support/fixtures';

const declarations = readFileSync(
  path.join(root, 'node_modules/aws-cdk-lib/aws-elasticache/lib/elasticache.generated.d.ts'),
  'utf8',
);

/** Every property that CloudFormation has for a resource, from CDK's own declarations. */
function propertiesOf(resource: string): string[] {
  const body = new RegExp(`export interface Cfn${resource}Props \\{([^]*?)\\n\\}`).exec(declarations)?.[1] ?? '';
  const names = [...body.matchAll(/^ {4}readonly (\w+)\??:/gm)].map(([, name = '']) => name);
  // CDK writes `azMode` and `multiAzEnabled`.
  return names.map((name) => (name.charAt(0).toUpperCase() + name.slice(1)).replace(/^(Multi)?Az/, '$1AZ'));
}

const resources = Object.keys(HONOURED) as CacheResource[];

it.each(resources)(
  'AWS::ElastiCache::%s: every property that CloudFormation has is honoured, said or harmless',
  (resource) => {
    const properties = propertiesOf(resource);
    expect(properties.length).toBeGreaterThan(10);
    const known = [...HONOURED[resource], ...Object.keys(NOT_HONOURED[resource]), ...HARMLESS];
    expect(properties.filter((property) => !known.includes(property))).toEqual([]);
    expect(known.filter((property) => !properties.includes(property) && !HARMLESS.includes(property))).toEqual([]);
    expect(new Set(known).size).toBe(known.length);
  },
);

/** A value that is on, whatever the type: the twin must not look into what it does not honour. */
const ON: JsonObject = { 'Fn::GetAtt': ['Nothing', 'Here'] };

it.each(resources)('AWS::ElastiCache::%s: what is not honoured is said by name, and never evaluated', (resource) => {
  const names = Object.keys(NOT_HONOURED[resource]);
  // These are looked at, because their values decide.
  const plain: JsonObject = { AZMode: 'single-az', Durability: 'async' };
  const written = Object.fromEntries(names.map((name) => [name, plain[name] ?? ON]));
  const refused = ['LogDeliveryConfigurations', ...names.filter((name) => name.startsWith('Snapshot'))];
  const make = {
    ReplicationGroup: () => cacheWith({ ...written, Engine: 'valkey' }),
    CacheCluster: () => clusterWith({ ...written, Engine: 'redis' }),
    ServerlessCache: () => serverlessWith(written),
  }[resource];
  expect(refused.length).toBeGreaterThan(1);
  const { notHonoured } = new Stack(readTemplate(templateOf({ Cache: make() }), 'test'), 'Shop').plan();
  const said = notHonoured.filter(({ logicalId }) => logicalId === 'Cache').map(({ property }) => property);
  expect(names.filter((name) => !said.includes(name))).toEqual([]);
});

it('a property that is newer than the twin is said too', () => {
  const stack = new Stack(readTemplate(templateOf({ Cache: serverlessWith({ Telepathy: true }) }), 'test'), 'Shop');
  expect(stack.plan().notHonoured).toContainEqual({
    logicalId: 'Cache',
    property: 'Telepathy',
    detail: 'the twin does not know this property',
  });
});

it('resources that stand beside a cache and have no counterpart here are said by their type', () => {
  const beside = {
    Cache: serverlessWith(),
    Copy: { Type: 'AWS::ElastiCache::ServerlessCacheSnapshot', Properties: {} },
    Scaling: { Type: 'AWS::ApplicationAutoScaling::ScalableTarget', Properties: {} },
  };
  const { notHonoured } = new Stack(readTemplate(templateOf(beside), 'test'), 'Shop').plan();
  expect(notHonoured).toEqual(
    expect.arrayContaining([
      { logicalId: 'Copy', property: 'Type', detail: 'no snapshots are taken' },
      { logicalId: 'Scaling', property: 'Type', detail: 'nothing is scaled' },
    ]),
  );
});
