import fc from 'fast-check';
import { Engine } from '@elasticache-kit/constructs';
import { parameterFamily } from '../../../lib/model/engine-parameters';
import { compareVersions, ENGINE_FAMILIES, engineFamily, engineVersions } from '../../../lib/model/engine-catalog';
import { ENGINE_FEATURES, type EngineFeature, engineSupports, versionsWith } from '../../../lib/model/engine-features';
import { engineSupportEnd } from '../../../lib/model/engine-support';

const constants = Object.entries(Engine as unknown as Record<string, unknown>).filter(
  (entry): entry is [string, Engine] => entry[1] instanceof Engine,
);

it('every engine that has a constant has the family of its version', () => {
  expect(constants.length).toBeGreaterThanOrEqual(14);
  expect(constants.filter(([, engine]) => engine.parameterFamily === undefined)).toEqual([]);
});

it('every constant is called after its engine and version', () => {
  const expected = constants.map(([, { name, version }]) => `${name.toUpperCase()}_${version.replaceAll('.', '_')}`);
  expect(constants.map(([constant]) => constant)).toEqual(expected);
});

it.each([
  [Engine.valkey('7.2'), 'valkey7'],
  [Engine.valkey('8.2'), 'valkey8'],
  [Engine.valkey('9.1'), 'valkey9'],
  [Engine.redis('6.2'), 'redis6.x'],
  [Engine.redis('7.1'), 'redis7'],
  [Engine.memcached('1.6.22'), 'memcached1.6'],
  [Engine.memcached('1.5.16'), 'memcached1.5'],
  [Engine.memcached('1.4.34'), 'memcached1.4'],
  [Engine.valkey('10.0'), undefined],
  [Engine.redis('constructor'), undefined],
  [Engine.redis('7.2'), undefined],
  [Engine.valkey('9.2', { parameterFamily: 'valkey9' }), 'valkey9'],
])('%j has the family %s', (engine, family) => {
  expect(engine.parameterFamily).toBe(family);
});

it('an engine that does not exist has no family', () => {
  expect([engineFamily('toString', '8.0'), engineFamily('dragonfly', '1.0')]).toEqual([undefined, undefined]);
});

it('the twin finds the same family as the constructs', () => {
  const families = (engine: 'valkey' | 'redis'): string[] =>
    engineVersions(engine).map((version) => parameterFamily(engine, version));
  expect(families('valkey')).toEqual(Object.values(ENGINE_FAMILIES.valkey));
  expect(families('redis')).toEqual(Object.values(ENGINE_FAMILIES.redis));
});

describe('versions', () => {
  it('are ordered by their numbers, not by their letters', () => {
    const version = fc.tuple(fc.nat(20), fc.nat(20), fc.nat(40));
    fc.assert(
      fc.property(version, version, (a, b) => {
        const byNumber = a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
        expect(Math.sign(compareVersions(a.join('.'), b.join('.')))).toBe(Math.sign(byNumber));
      }),
    );
  });

  it('6.x is the newest 6', () => {
    expect([compareVersions('6.x', '6.2'), compareVersions('6.x', '7.0')]).toEqual([1, -1]);
  });
});

const features: [EngineFeature, string, string, boolean][] = [
  ['users', 'redis', '5.0.6', false],
  ['users', 'redis', '6.0', true],
  ['iam', 'redis', '6.2', false],
  ['iam', 'redis', '7.0', true],
  ['iam', 'valkey', '7.2', true],
  ['iam', 'memcached', '1.6.22', false],
  ['tlsInPlace', 'redis', '6.2', false],
  ['tlsInPlace', 'valkey', '7.2', true],
  ['clusterModeMigration', 'redis', '7.0', true],
  ['dataTiering', 'redis', '6.0', false],
  ['dataTiering', 'redis', '6.2', true],
  ['engineLog', 'redis', '6.0', false],
  ['slowLog', 'redis', '6.0', true],
  ['ipv6', 'memcached', '1.6.6', true],
  ['ipv6', 'memcached', '1.5.16', false],
  ['memcachedTls', 'memcached', '1.6.6', false],
  ['memcachedTls', 'memcached', '1.6.12', true],
  ['durability', 'valkey', '8.2', false],
  ['durability', 'valkey', '9.0', true],
  ['publicEndpoint', 'valkey', '9.0', true],
  ['json', 'redis', '6.0', false],
  ['bloom', 'valkey', '8.0', false],
  ['bloom', 'valkey', '8.1', true],
  ['search', 'valkey', '8.1', false],
  ['search', 'valkey', '8.2', true],
  ['channelAcl', 'redis', '6.0', false],
  ['channelAcl', 'redis', '6.2', true],
  ['keyReadWritePermissions', 'redis', '6.2', false],
  ['keyReadWritePermissions', 'redis', '7.0', true],
  ['databaseAcl', 'valkey', '9.0', false],
  ['databaseAcl', 'valkey', '9.1', true],
];

it.each(features)('%s in %s %s: %s', (feature, engine, version, expected) => {
  expect(engineSupports(engine, version, feature)).toBe(expected);
});

it('a version newer than this release has whatever the newest known one has', () => {
  const of = (version: string): EngineFeature[] => ENGINE_FEATURES.filter((f) => engineSupports('valkey', version, f));
  expect(of('9.7')).toEqual(of('9.1'));
  expect(of('9.7')).toContain('databaseAcl');
});

it('a message can say which versions have a feature', () => {
  expect(versionsWith('iam')).toBe('Valkey 7.2 or newer, Redis 7.0 or newer');
});

it('the announced end of support is known where there is one, and does not depend on today', () => {
  expect([
    engineSupportEnd('redis', '6.2')?.standardUntil,
    engineSupportEnd('redis', '5.0.6')?.standardUntil,
    engineSupportEnd('redis', '4.0.10')?.extendedUntil,
    engineSupportEnd('redis', '7.1'),
    engineSupportEnd('valkey', '7.2'),
    engineSupportEnd('toString', '6'),
  ]).toEqual(['2027-01-31', '2026-01-31', '2029-01-31', undefined, undefined, undefined]);
});
