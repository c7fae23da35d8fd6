// The example project's own tests, run as they stand: they are what a user copies.
import '../../../examples/testing/shop-stack.test';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { assertions } from '@elasticache-kit/constructs';
import { failureOf } from './support/failure';

const text = (name: string): string => readFileSync(path.join(__dirname, '../../../examples/testing', name), 'utf8');

describe('the example’s own safety net', () => {
  const deployed = assertions.CacheTemplate.fromString(text('deployed.template.json'));

  it('compares with a deployment that differs, so that passing means something', () => {
    expect(deployed.cache().shards).toBe(2);
  });

  it('fails when the cache gets another port', () => {
    const moved = text('reviewed.template.json').replace('"Port": 6379', '"Port": 6380');
    expect(failureOf(() => assertions.CacheTemplate.fromString(moved).keepsCachesOf(deployed))).toContain(
      'Port is changed from 6379 to 6380',
    );
  });

  it('fails when the cache’s construct is renamed', () => {
    const renamed = text('reviewed.template.json').replaceAll(deployed.cache().logicalId, 'Sessions0123ABCD');
    expect(failureOf(() => assertions.CacheTemplate.fromString(renamed).keepsCachesOf(deployed))).toContain(
      'is removed',
    );
  });
});
