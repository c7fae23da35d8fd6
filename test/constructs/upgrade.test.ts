import { readFileSync, readdirSync } from 'node:fs';
import * as path from 'node:path';
import { assertions } from '@elasticache-kit/constructs';

/**
 * What a release deployed must survive the next one. The folders hold templates as a release made them, of the same programs as the golden
 * templates of today: whoever upgrades the library and nothing else gets from the one to the other.
 *
 * A folder is added with each minor version and never changed. Where a difference is meant, a user is told how to keep the cache, and the
 * exception stands here by name.
 */
const DEPLOYED = path.join(__dirname, '../fixtures/deployed');
const GOLDEN = path.join(__dirname, '../golden');

interface Resource {
  readonly Type: string;
  readonly DeletionPolicy?: string;
  readonly UpdatePolicy?: unknown;
  readonly Properties: Readonly<Record<string, unknown>>;
}

const read = (folder: string, file: string): string => readFileSync(path.join(folder, file), 'utf8');
const resourcesIn = (text: string): Readonly<Record<string, Resource>> =>
  (JSON.parse(text) as { Resources: Record<string, Resource> }).Resources;

/** Replaced or removed, these take data, passwords or log-ins with them. By CloudFormation, a change of these properties replaces them. */
const KEPT: Readonly<Record<string, readonly string[]>> = {
  'AWS::ElastiCache::User': ['UserId', 'UserName', 'Engine'],
  'AWS::ElastiCache::UserGroup': ['UserGroupId', 'Engine'],
  'AWS::ElastiCache::SubnetGroup': ['CacheSubnetGroupName'],
  'AWS::SecretsManager::Secret': ['Name', 'GenerateSecretString'],
  'AWS::KMS::Key': ['KeySpec', 'KeyUsage', 'MultiRegion'],
};

const cases = readdirSync(DEPLOYED).flatMap((release) =>
  readdirSync(path.join(DEPLOYED, release)).map((file): [string, string] => [release, file]),
);

describe.each(cases)('what release %s deployed, %s', (release, file) => {
  const before = read(path.join(DEPLOYED, release), file);
  const after = read(GOLDEN, file);

  it('keeps its caches when only the library is upgraded', () => {
    const next = assertions.CacheTemplate.fromString(after);
    next.keepsCachesOf(assertions.CacheTemplate.fromString(before));
    expect(next.replacementsAgainst(assertions.CacheTemplate.fromString(before))).toEqual([]);
  });

  it('keeps its users, passwords and keys', () => {
    const kept = (text: string): object[] =>
      Object.entries(resourcesIn(text))
        .filter(([, { Type }]) => Object.hasOwn(KEPT, Type))
        .map(([id, { Type, Properties }]) => ({
          id,
          Type,
          ...Object.fromEntries((KEPT[Type] ?? []).map((name) => [name, Properties[name]])),
        }));
    expect(kept(before).length).toBeGreaterThan(0);
    expect(kept(after)).toEqual(expect.arrayContaining(kept(before)));
  });

  it('takes snapshots on the way out, and reshards online, as it did', () => {
    for (const [id, { DeletionPolicy, UpdatePolicy }] of Object.entries(resourcesIn(before))) {
      const now = resourcesIn(after)[id];
      expect([id, now?.DeletionPolicy, now?.UpdatePolicy]).toEqual([id, DeletionPolicy, UpdatePolicy]);
    }
  });
});
