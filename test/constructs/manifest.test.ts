import { Duration, NestedStack } from 'aws-cdk-lib';
import type { Template } from 'aws-cdk-lib/assertions';
import {
  CachePattern,
  Engine,
  EvictionPolicy,
  NodeType,
  ReplicationGroup,
  Topology,
} from '@elasticache-kit/constructs';
import { type CacheManifest, looksLikeManifest, parseManifest } from '../../lib/contract';
import { deployed } from './support/resolve';
import { UserStack } from './support/stacks';

function manifestIn(template: Template, key = 'CacheManifestCache'): CacheManifest {
  const output = template.toJSON().Outputs[key];
  if (output === undefined) throw new Error(`outputs are ${Object.keys(template.toJSON().Outputs ?? {}).join(', ')}`);
  return parseManifest(deployed(output.Value));
}

describe('the manifest that a stack puts out', () => {
  const stack = new UserStack();
  const cache = stack.cache({ eviction: EvictionPolicy.VOLATILE_LRU });
  const products = cache.addNamespace('products', CachePattern.cacheAside({ ttl: Duration.minutes(30) }));
  const prices = cache.addNamespace(
    'prices',
    CachePattern.cacheAside({ ttl: Duration.seconds(5), jitter: 0.25, negativeTtl: Duration.millis(500) }),
  );
  const shop = cache.connect(stack.lambda('Shop'), { namespaces: [prices, products] });
  const catalog = cache.connect(stack.lambda('Catalog'), { namespaces: [products] });
  const template = stack.template();

  it('is one that the contract’s reader accepts, with every user and namespace', () => {
    const secretOf = (consumer: string): string => expect.stringMatching(new RegExp(`User${consumer}Secret`)) as string;
    expect(manifestIn(template)).toEqual({
      manifestVersion: 1,
      cacheId: 'Shop/Cache',
      kind: 'sharded',
      engine: { name: 'valkey', version: '8.0' },
      endpoints: {
        configuration: { host: expect.stringMatching(/^ConfigurationEndPoint.Address.of.Cache/) as string, port: 6379 },
      },
      tls: true,
      auth: {
        kind: 'users',
        users: [
          { consumer: 'catalog', userName: catalog.userName, secretArn: secretOf('catalog'), namespaces: ['products'] },
          {
            consumer: 'shop',
            userName: shop.userName,
            secretArn: secretOf('shop'),
            namespaces: ['prices', 'products'],
          },
        ],
      },
      evictionPolicy: 'volatile-lru',
      namespaces: [
        {
          name: 'products',
          keyPrefix: 'products:',
          pattern: 'cache-aside',
          ttlMs: 1_800_000,
          jitter: 0.1,
          negativeTtlMs: 30_000,
        },
        {
          name: 'prices',
          keyPrefix: 'prices:',
          pattern: 'cache-aside',
          ttlMs: 5_000,
          jitter: 0.25,
          negativeTtlMs: 500,
        },
      ],
      restricted: ['config', 'admin'],
      region: 'eu-central-1',
    });
  });

  it('looks like one to a reader of the outputs file', () => {
    expect(looksLikeManifest(deployed(template.toJSON().Outputs.CacheManifestCache.Value))).toBe(true);
  });
});

it('entries live for five minutes where nothing is said', () => {
  const stack = new UserStack();
  stack.cache().addNamespace('products', CachePattern.cacheAside());
  expect(manifestIn(stack.template()).namespaces).toEqual([
    {
      name: 'products',
      keyPrefix: 'products:',
      pattern: 'cache-aside',
      ttlMs: 300_000,
      jitter: 0.1,
      negativeTtlMs: 30_000,
    },
  ]);
});

it('a replicated cache names its primary and its reader', () => {
  const stack = new UserStack();
  const cache = stack.cache({ topology: Topology.replicated({ replicas: 1 }) });
  const { kind, endpoints } = manifestIn(stack.template());
  expect(kind).toBe('replicated');
  expect(Object.keys(endpoints)).toEqual(['primary', 'reader']);
  expect(cache.configurationEndpoint).toBeUndefined();
  expect(stack.resolve(cache.primaryEndpoint?.host)).toMatchObject({
    'Fn::GetAtt': [expect.any(String), 'PrimaryEndPoint.Address'],
  });
});

it('a single node has no reader', () => {
  const stack = new UserStack();
  stack.cache({ topology: Topology.replicated({ replicas: 0 }) });
  expect(Object.keys(manifestIn(stack.template()).endpoints)).toEqual(['primary']);
});

it('two caches of a stack have an output each', () => {
  const stack = new UserStack();
  stack.cache({}, 'Cache');
  stack.cache({}, 'Second-Cache');
  const template = stack.template();
  expect(Object.keys(template.toJSON().Outputs)).toEqual(['CacheManifestCache', 'CacheManifestSecondCache']);
  expect(manifestIn(template, 'CacheManifestSecondCache').cacheId).toBe('Shop/Second-Cache');
});

it('a cache in a nested stack is put out by the stack that is deployed', () => {
  const root = new UserStack(undefined, 'Root');
  const nested = new NestedStack(root, 'Inner');
  new ReplicationGroup(nested, 'Cache', {
    vpc: root.vpc,
    engine: Engine.valkey('8.0'),
    nodeType: NodeType.R7G_LARGE,
    topology: Topology.replicated({ replicas: 1 }),
  });
  expect(Object.keys(root.template().toJSON().Outputs)).toContain('CacheManifestInnerCache');
});
