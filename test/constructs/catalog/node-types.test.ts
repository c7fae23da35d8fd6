import { Engine, NodeType } from '@elasticache-kit/constructs';
import { nodeTypeFacts, nodeTypes, sizesOf } from '../../../lib/model/node-catalog';
import { nodeTypeObjection } from '../../../lib/model/node-types';

const constants = Object.entries(NodeType as unknown as Record<string, unknown>).filter(
  (entry): entry is [string, NodeType] => entry[1] instanceof NodeType,
);

it('every node type that has a constant is known and runs Valkey', () => {
  expect(constants).toHaveLength(80);
  expect(constants.map(([, { name }]) => [name, nodeTypeObjection(name, 'valkey', '7.2')])).toEqual(
    constants.map(([, { name }]) => [name, undefined]),
  );
  expect(constants.filter(([, { name }]) => nodeTypeFacts(name) === undefined)).toEqual([]);
});

it('every constant is called after its type', () => {
  expect(constants.map(([constant]) => constant)).toEqual(
    constants.map(([, { family, size }]) => `${family}_${size}`.toUpperCase()),
  );
});

it('every current type has a constant; previous generations go by name', () => {
  const named = new Set(constants.map(([, { name }]) => name));
  const missing = nodeTypes().filter(({ name }) => !named.has(name));
  expect([...new Set(missing.map(({ family }) => family))]).toEqual(['t2', 'm4', 'r4']);
  expect(missing.every(({ previousGeneration }) => previousGeneration)).toBe(true);
  expect(nodeTypes()).toHaveLength(94);
});

// What tutorials say otherwise, and what AWS publishes.
const memory: [string, number][] = [
  ['cache.r7g.16xlarge', 419.1],
  ['cache.r5.24xlarge', 635.61],
  ['cache.r8g.16xlarge', 504.52],
  ['cache.r7g.xlarge', 26.32],
  ['cache.r7g.large', 13.07],
  ['cache.c7gn.large', 3.09],
  ['cache.c7gn.16xlarge', 105.81],
  ['cache.t4g.micro', 0.5],
];

it.each(memory)('%s has %f GiB', (name, gib) => {
  expect(NodeType.of(name).memoryGiB).toBeCloseTo(gib, 2);
});

it('the largest memory of one node is that of r5.24xlarge', () => {
  const [largest] = [...nodeTypes()].sort((a, b) => b.memoryBytes - a.memoryBytes);
  expect(largest?.name).toBe('cache.r5.24xlarge');
});

const prices: [string, Engine, number | undefined][] = [
  ['cache.r7g.large', Engine.REDIS_7_1, 0.219],
  ['cache.r7g.large', Engine.VALKEY_8_1, 0.1752],
  ['cache.r7g.large', Engine.MEMCACHED_1_6_22, 0.219],
  ['cache.m7g.large', Engine.REDIS_7_1, 0.158],
  ['cache.t4g.micro', Engine.REDIS_7_1, 0.016],
  ['cache.c7gn.large', Engine.REDIS_7_1, 0.255],
  ['cache.r8g.large', Engine.VALKEY_8_1, 0.1756],
  ['cache.r8g.large', Engine.REDIS_7_1, undefined],
  ['cache.r6gd.xlarge', Engine.VALKEY_8_1, 0.6248],
  ['cache.r6gd.xlarge', Engine.MEMCACHED_1_6_22, undefined],
  ['cache.m4.large', Engine.VALKEY_8_1, undefined],
];

it.each(prices)('an hour of %s with %j costs %s', (name, engine, price) => {
  expect(NodeType.of(name).hourlyPriceUsd(engine)).toBe(price);
});

it('a month of nine r7g.large costs 1438.83 USD with Redis and 1151.06 with Valkey', () => {
  const month = (engine: Engine): number => 9 * 730 * (NodeType.R7G_LARGE.hourlyPriceUsd(engine) ?? Number.NaN);
  expect(month(Engine.REDIS_7_1)).toBeCloseTo(1438.83, 2);
  expect(month(Engine.VALKEY_8_1)).toBeCloseTo(1151.06, 2);
});

it('Valkey costs four fifths of Redis wherever both have a price, and every current type has a price', () => {
  const both = nodeTypes().flatMap(({ hourlyPriceUsd: { valkey, redis } }) =>
    valkey === undefined || redis === undefined ? [] : [[valkey, redis] as const],
  );
  expect(both).toHaveLength(59);
  for (const [valkey, redis] of both) expect(valkey).toBeCloseTo(redis * 0.8, 6);
  expect(nodeTypes().filter((type) => !type.previousGeneration && type.hourlyPriceUsd.valkey === undefined)).toEqual(
    [],
  );
});

it('answers everything that is known of a type', () => {
  const type = NodeType.R6GD_XLARGE;
  expect({
    family: type.family,
    size: type.size,
    vCpu: type.vCpu,
    ssdGiB: type.ssdGiB,
    memcachedMemoryGiB: type.memcachedMemoryGiB,
    base: type.networkBaselineGbps,
    burst: type.networkBurstGbps,
    burstable: type.isBurstable,
    graviton: type.isGraviton,
    previous: type.isPreviousGeneration,
    tiering: type.supportsDataTiering,
    autoScaling: type.supportsAutoScaling,
    global: type.supportsGlobalDatastore,
    durability: type.supportsDurability,
    atRest: type.supportsAtRestEncryption,
    ipv6: type.supportsIpv6,
  }).toEqual({
    family: 'r6gd',
    size: 'xlarge',
    vCpu: 4,
    ssdGiB: 99.33,
    memcachedMemoryGiB: undefined,
    base: 1.25,
    burst: 10,
    burstable: false,
    graviton: true,
    previous: false,
    tiering: true,
    autoScaling: true,
    global: true,
    durability: false,
    atRest: true,
    ipv6: true,
  });
  expect(NodeType.T4G_MICRO.memcachedMemoryGiB).toBe(0.5);
});

it.each(['cache.z9.large', 'cache.r7g.3xlarge', 'r7g.large', 'cache.constructor.prototype', '${Token[TOKEN.7]}'])(
  'answers nothing, and does not fail, for %s',
  (name) => {
    const type = NodeType.of(name);
    expect([
      type.vCpu,
      type.memoryGiB,
      type.memcachedMemoryGiB,
      type.networkBurstGbps,
      type.isBurstable,
      type.supportsIpv6,
      type.hourlyPriceUsd(Engine.VALKEY_8_1),
    ]).toEqual(Array(7).fill(undefined));
  },
);

it('auto scaling takes the sizes large, xlarge and 2xlarge of the families that AWS lists', () => {
  const families = new Set(nodeTypes().flatMap((type) => (type.autoScaling ? [type.family] : [])));
  expect([...families].sort()).toEqual(['c7gn', 'c8gn', 'm5', 'm6g', 'm7g', 'm8g', 'r5', 'r6g', 'r6gd', 'r7g', 'r8g']);
  expect(new Set(nodeTypes().flatMap((type) => (type.autoScaling ? [type.size] : [])))).toEqual(
    new Set(['large', 'xlarge', '2xlarge']),
  );
});

it('eligibility is that of the families that AWS lists', () => {
  const families = (test: (type: ReturnType<typeof nodeTypes>[number]) => boolean): string[] => [
    ...new Set(nodeTypes().flatMap((type) => (test(type) ? [type.family] : []))),
  ];
  expect({
    durability: families((type) => type.durability),
    dataTiering: families((type) => type.dataTiering),
    burstable: families((type) => type.burstable),
    notGlobal: families((type) => !type.globalDatastore),
    notAtRest: families((type) => !type.atRestEncryption),
    notIpv6: families((type) => !type.ipv6),
    notRedis: families((type) => type.minimumVersions.redis === undefined),
    notMemcached: families((type) => type.minimumVersions.memcached === undefined),
    intel: families((type) => !type.graviton),
  }).toEqual({
    durability: ['m6g', 'm7g', 'm8g', 'r6g', 'r7g', 'r8g', 'c7gn', 'c8gn'],
    dataTiering: ['r6gd'],
    burstable: ['t2', 't3', 't4g'],
    notGlobal: ['t2', 't3', 't4g', 'm4', 'r4'],
    notAtRest: ['t2'],
    notIpv6: ['t2', 'm4', 'r4'],
    notRedis: ['m8g', 'r8g', 'c8gn'],
    notMemcached: ['r6gd'],
    intel: ['t2', 't3', 'm4', 'm5', 'r4', 'r5'],
  });
});

const objections: [string, string, string | undefined, string | undefined][] = [
  ['cache.r7gd.large', 'valkey', '8.1', 'ElastiCache has no r7gd nodes; data tiering is on r6gd only'],
  ['cache.r8gd.large', 'valkey', '8.1', 'ElastiCache has no r8gd nodes; data tiering is on r6gd only'],
  ['cache.m7gd.large', 'valkey', '8.1', 'ElastiCache has no m7gd nodes; data tiering is on r6gd only'],
  ['cache.r6g.24xlarge', 'valkey', '8.1', `r6g comes in ${sizesOf('r6g').join(', ')}`],
  ['cache.t2.micro', 'redis', '7.1', 't2 nodes cannot be chosen for new caches and cannot encrypt at rest'],
  ['r7g.large', 'valkey', '8.1', 'not of the form cache.<family>.<size>'],
  ['cache.r8g.large', 'redis', '7.1', 'r8g nodes do not run Redis'],
  ['cache.m8g.large', 'redis', undefined, 'm8g nodes do not run Redis'],
  ['cache.r6gd.xlarge', 'memcached', '1.6.22', 'r6gd nodes do not run Memcached'],
  ['cache.m7g.large', 'redis', '6.0', 'm7g nodes run Redis from 6.2 on'],
  ['cache.m7g.large', 'redis', undefined, undefined],
  ['cache.m7g.large', 'redis', '6.2', undefined],
  ['cache.r8g.large', 'memcached', '1.5.16', 'r8g nodes run Memcached from 1.6.6 on'],
  ['cache.r6gd.xlarge', 'valkey', '8.1', undefined],
  ['cache.m4.large', 'valkey', '8.1', undefined],
  ['cache.z9.large', 'valkey', '8.1', undefined],
];

it.each(objections)('%s with %s %s: %s', (name, engine, version, objection) => {
  expect(nodeTypeObjection(name, engine, version)).toBe(objection);
});
