import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { looksLikeManifest, ManifestError, parseManifest } from '../../lib/contract';

const fixtures = path.join(__dirname, '../fixtures/manifests');
const read = (name: string): string => readFileSync(path.join(fixtures, name), 'utf8');
const sharded = (): Record<string, unknown> => JSON.parse(read('v1.0-sharded.json'));

function findings(input: string | object): { code: string; message: string } {
  try {
    parseManifest(input);
  } catch (error) {
    if (error instanceof ManifestError) return { code: error.code, message: error.message };
    throw error;
  }
  return { code: 'parsed', message: '' };
}

describe('a manifest of a released version', () => {
  it.each(readdirSync(fixtures))('%s still parses, and parses the same again after a round trip', (name) => {
    const manifest = parseManifest(read(name));
    expect(parseManifest(JSON.stringify(manifest))).toEqual(manifest);
  });

  it('keeps every field that this release knows, with ports as numbers', () => {
    expect(parseManifest(read('v1.0-sharded.json'))).toMatchObject({
      cacheId: 'ProductionCacheCache',
      endpoints: { configuration: { host: 'clustercfg.shop.abc123.use1.cache.amazonaws.com', port: 6379 } },
      auth: { kind: 'users', users: [{ consumer: 'Catalog', namespaces: ['products'] }] },
      namespaces: [{ name: 'products', ttlMs: 1_800_000, jitter: 0.1, negativeTtlMs: 30_000 }],
    });
  });
});

describe('a manifest that this release cannot read', () => {
  it('of a later major version is refused by version, whatever else it holds', () => {
    expect(findings({ manifestVersion: 2, entirely: 'different' })).toEqual({
      code: 'MANIFEST_VERSION_UNSUPPORTED',
      message: expect.stringMatching(/reads manifest version 1, got 2.*update @elasticache-kit/),
    });
  });

  it('that is no JSON is refused as such', () => {
    expect(findings('{"manifestVersion": 1,')).toMatchObject({ code: 'MANIFEST_NOT_JSON' });
  });

  it('names all that is wrong at once: the place, what is allowed, what was there', () => {
    const { code, message } = findings({
      ...sharded(),
      kind: 'ring',
      tls: 'yes',
      namespaces: [{ name: '', keyPrefix: 'a:', pattern: 'x' }],
    });
    expect(code).toBe('MANIFEST_INVALID');
    expect(message).toContain('manifest.kind must be one of replicated, sharded, serverless, memcached, got "ring"');
    expect(message).toContain('manifest.tls must be true or false, got "yes"');
    expect(message).toContain('namespaces[0].name must be a non-empty string, got ""');
  });

  it.each(['cacheId', 'kind', 'engine', 'endpoints', 'tls', 'auth', 'evictionPolicy', 'namespaces', 'restricted'])(
    'is refused without %s, by that name',
    (field) => {
      const { [field]: _, ...rest } = sharded();
      expect(findings(rest)).toEqual({ code: 'MANIFEST_INVALID', message: expect.stringContaining(field) });
    },
  );

  it('needs the endpoint that its kind connects to', () => {
    expect(findings({ ...sharded(), endpoints: {} }).message).toContain('endpoints.configuration must be present');
    expect(findings({ ...sharded(), kind: 'replicated' }).message).toContain('endpoints.primary must be present');
  });
});

describe('how consumers prove who they are', () => {
  const user = { consumer: 'catalog', userName: 'catalog-1', namespaces: ['products'] };
  const iam = { userId: 'catalog-1', cacheName: 'shop', serverless: false };
  const withAuth = (auth: object): object => ({ ...sharded(), auth });

  it.each([
    { kind: 'none' },
    { kind: 'token', secretArn: 'arn:token' },
    { kind: 'users', users: [{ ...user, iam }] },
    { kind: 'users', users: [{ ...user, secretArn: 'arn:password' }] },
  ])('is kept: %j', (auth) => {
    expect(parseManifest(withAuth(auth)).auth).toEqual(auth);
  });

  it.each([
    [{ kind: 'token' }, 'auth.secretArn must be a non-empty string'],
    [{ kind: 'users', users: [user] }, 'auth.users[0].secretArn must be a non-empty string'],
    [
      { kind: 'users', users: [{ ...user, iam, secretArn: 'arn' }] },
      'auth.users[0].secretArn must be absent where iam',
    ],
    [{ kind: 'users', users: [{ ...user, iam: {} }] }, 'auth.users[0].iam.cacheName must be a non-empty string'],
  ])('is refused where it is unclear: %j', (auth, finding) => {
    expect(findings(withAuth(auth)).message).toContain(finding);
  });
});

it('ignores fields that a later minor release may add', () => {
  const plain = parseManifest(sharded());
  expect(parseManifest({ ...sharded(), laterField: { any: 'thing' } })).toEqual(plain);
});

it('answers any JSON value with a manifest or a ManifestError, never with another exception', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.record({ manifestVersion: fc.constant(1) }), (value, versioned) => {
      for (const input of [JSON.stringify(value), { ...versioned, ...Object(value) }]) {
        expect(['parsed', 'MANIFEST_INVALID', 'MANIFEST_VERSION_UNSUPPORTED', 'MANIFEST_NOT_JSON']).toContain(
          findings(input).code,
        );
      }
    }),
  );
});

it('tells manifests from other stack outputs', () => {
  expect(looksLikeManifest(read('v1.0-sharded.json').trim())).toBe(true);
  expect(looksLikeManifest('{"manifestVersion":99}')).toBe(true);
  expect(['https://example.com', '{"a":1}', '{broken', '', 12, undefined].map(looksLikeManifest)).toEqual(
    Array(6).fill(false),
  );
});
