// Tests of a project that uses the kit: what the cache is, who may do what, and that an update does not empty it.
import { readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { assertions } from '@elasticache-kit/constructs';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ShopStack } from './shop-stack';

const stack = new ShopStack(new App({ analyticsReporting: false, builtinCloudFormationValidation: false }), 'Shop');
const template = assertions.CacheTemplate.fromStack(stack);

const file = (name: string): string => path.join(__dirname, name);

describe('the shop’s cache', () => {
  const cache = template.cache('Cache');

  it('survives the loss of a node and of a zone', () => {
    cache.hasEngine('valkey', '8.1').hasTopology({ shards: 3, replicasPerShard: 2 });
    expect(cache.isMultiAz).toBe(true);
  });

  it('drops what is least used when it is full', () => {
    cache.hasEviction('allkeys-lru');
  });

  it('is encrypted and backed up', () => {
    cache.isEncrypted().keepsSnapshots(7);
  });

  it('lets the catalogue read and write products, and nothing else', () => {
    cache.isOpenTo('Catalog').isOpenToNobodyBut('Catalog');
    cache
      .hasUser('catalog')
      .allowing('get', 'set')
      .reaching('products:1')
      .notReaching('orders:1')
      .notAllowing('flushall', 'keys', 'config|get');
  });
});

/**
 * The template as it was last reviewed. Whoever changes it on purpose runs the tests with ACCEPT_TEMPLATE=1 and puts the new file into
 * the pull request, where everybody sees what changes. Hashes of code assets are left out: they follow the code.
 */
it('the template is the one that was reviewed', () => {
  const text = `${JSON.stringify(Template.fromStack(stack).toJSON(), null, 2)}\n`.replace(/[0-9a-f]{64}/g, '<asset>');
  if (process.env.ACCEPT_TEMPLATE === '1') writeFileSync(file('reviewed.template.json'), text);
  expect(JSON.parse(text)).toEqual(JSON.parse(readFileSync(file('reviewed.template.json'), 'utf8')));
});

/**
 * The template that runs in production. The pipeline writes it after each deployment, by
 * `aws cloudformation get-template --stack-name Shop --query TemplateBody > deployed.template.json`.
 */
it('an update from what is deployed keeps the cache and what is in it', () => {
  template.keepsCachesOf(assertions.CacheTemplate.fromString(readFileSync(file('deployed.template.json'), 'utf8')));
});
