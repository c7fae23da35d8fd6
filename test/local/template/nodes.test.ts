import fc from 'fast-check';
import {
  certificateHost,
  configurationHost,
  evenSlots,
  HASH_SLOTS,
  nodeHost,
  nodeName,
  parseSlots,
  primaryHost,
  readerHost,
} from '../../../lib/model/nodes';

it('gives every hash slot to exactly one shard, and no shard more than one slot above another', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), (shards) => {
      const ranges = evenSlots(shards);
      const sizes = ranges.map(({ first, last }) => last - first + 1);
      expect(ranges[0]?.first).toBe(0);
      expect(ranges.at(-1)?.last).toBe(HASH_SLOTS - 1);
      expect(ranges.slice(1).map(({ first }) => first)).toEqual(ranges.slice(0, -1).map(({ last }) => last + 1));
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    }),
  );
});

it('reads slots back that it wrote', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100 }), (shards) => {
      const text = evenSlots(shards)
        .map(({ first, last }) => `${first}-${last}`)
        .join(',');
      expect(parseSlots(text)).toEqual(evenSlots(shards));
    }),
  );
  expect(['', 'a', '5-4', '0-16384', '1-2-3'].map(parseSlots)).toEqual(Array(5).fill(undefined));
});

it('names nodes and endpoints as ElastiCache does, with and without TLS', () => {
  const naming = { groupId: 'shop', hash: 'abc123', domain: 'use1.cache.amazonaws.com' };
  const [tls, plain] = [
    { ...naming, tls: true },
    { ...naming, tls: false },
  ];
  expect([nodeName('shop', '0001', 2), nodeName('shop', undefined, 2)]).toEqual(['shop-0001-002', 'shop-002']);
  expect([configurationHost(tls), primaryHost(tls), readerHost(tls), nodeHost(tls, 'shop-0001-002')]).toEqual([
    'clustercfg.shop.abc123.use1.cache.amazonaws.com',
    'master.shop.abc123.use1.cache.amazonaws.com',
    'replica.shop.abc123.use1.cache.amazonaws.com',
    'shop-0001-002.shop.abc123.use1.cache.amazonaws.com',
  ]);
  expect([configurationHost(plain), primaryHost(plain), readerHost(plain), nodeHost(plain, 'shop-001')]).toEqual([
    'shop.abc123.clustercfg.use1.cache.amazonaws.com',
    'shop.abc123.ng.0001.use1.cache.amazonaws.com',
    'shop-ro.abc123.ng.0001.use1.cache.amazonaws.com',
    'shop-001.abc123.0001.use1.cache.amazonaws.com',
  ]);
  expect(certificateHost(tls)).toBe('*.shop.abc123.use1.cache.amazonaws.com');
});
