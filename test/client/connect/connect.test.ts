import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cache, CacheError, type CacheOptions } from '@elasticache-kit/client';
import type { CacheManifest } from '../../../lib/contract';
import { type Authority, createAuthority } from '../../../local/src/tls/authority';
import { Engine, freePort } from '../driver/engine';
import { manifest } from './manifests';

const ARN = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:web';
const PASSWORD = 'correct-horse-battery-staple';

/** The error of a connect that must fail, and how long it took. */
async function refusal(options: CacheOptions): Promise<CacheError & { tookMs: number }> {
  const from = performance.now();
  const outcome = await Cache.connect({ environment: {}, ...options }).then(
    async (cache) => cache.close().then(() => undefined),
    (error: unknown) => error,
  );
  if (!(outcome instanceof CacheError))
    throw new Error(`expected a CacheError, got ${String(outcome)}`, { cause: outcome });
  return Object.assign(outcome, { tookMs: performance.now() - from });
}

describe('Cache.connect says what is wrong instead of hanging', () => {
  let engine: Engine;
  let directory: string;
  let authority: Authority;
  const file = (name: string, content: string): string => {
    const path = join(directory, name);
    writeFileSync(path, content, { mode: 0o600 });
    return path;
  };

  /** A replicated cache with TLS and one user, at `host`, as a twin's manifest describes it. */
  const cacheAt = (host: string, change: { ca?: string; password?: string; port?: number } = {}): CacheManifest =>
    manifest({
      kind: 'replicated',
      endpoints: { primary: { host, port: change.port ?? Number(tlsPort) } },
      tls: true,
      auth: { kind: 'users', users: [{ consumer: 'web', userName: 'web', secretArn: ARN, namespaces: ['products'] }] },
      twin: {
        address: '127.0.0.1',
        caFile: file('ca.pem', change.ca ?? authority.certificate),
        secretsFile: file(
          'secrets.json',
          JSON.stringify({ [ARN]: JSON.stringify({ username: 'web', password: change.password ?? PASSWORD }) }),
        ),
      },
    });
  let tlsPort: number;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'elasticache-kit-connect-'));
    authority = await createAuthority('test authority');
    const { certificate, privateKey } = await authority.issue(['master.shop.localhost']);
    tlsPort = await freePort();
    const acl = [
      'user default on nopass ~* &* +@all',
      `user web on >${PASSWORD} resetchannels -@all +ping +get +set ~products:*`,
    ];
    engine = await Engine.start([
      ...[
        '--tls-port',
        String(tlsPort),
        '--tls-auth-clients',
        'no',
        '--tls-ca-cert-file',
        file('node-ca.pem', authority.certificate),
      ],
      ...['--tls-cert-file', file('node.pem', certificate), '--tls-key-file', file('node.key', privateKey)],
      ...['--aclfile', file('users.acl', `${acl.join('\n')}\n`)],
    ]);
  });
  afterAll(async () => {
    await engine.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  it('and connects by name, with the certificate checked, where nothing is wrong', async () => {
    const cache = await Cache.connect({ environment: {}, manifest: cacheAt('master.shop.localhost') });
    expect(cache.health()).toMatchObject({
      state: 'ready',
      nodes: [{ node: `master.shop.localhost:${tlsPort}`, slots: 16_384 }],
    });
    await cache.close();
    await cache.close();
  });

  it('when nothing listens', async () => {
    const port = await freePort();
    const { code, message, tookMs } = await refusal({
      manifest: cacheAt('master.shop.localhost', { port }),
      connectTimeout: '400ms',
    });
    expect(code).toBe('CONNECT_FAILED');
    expect(message).toMatch(
      new RegExp(
        `cache Shop/Cache \\(manifest: option manifest\\).*master.shop.localhost:${port} with TLS.*nothing listens there`,
      ),
    );
    expect(tookMs).toBeLessThan(2_000);
  });

  it('when the password is wrong, naming the user and the secret but not the password', async () => {
    const error = await refusal({ manifest: cacheAt('master.shop.localhost', { password: 'not-the-password' }) });
    expect(error.code).toBe('AUTH_FAILED');
    expect(error.message).toContain(`as user web with the password of secret ${ARN}`);
    expect(`${error.stack}${JSON.stringify(error)}${String((error.cause as Error).stack)}`).not.toContain(
      'not-the-password',
    );
    expect(error.tookMs).toBeLessThan(2_000);
  });

  it('when the certificate is for another name', async () => {
    const error = await refusal({ manifest: cacheAt('other.shop.localhost') });
    expect(error).toMatchObject({
      code: 'CONNECT_FAILED',
      message: expect.stringContaining('the certificate is for other names'),
    });
    expect(error.tookMs).toBeLessThan(2_000);
  });

  it('when the certificate is from an authority that is not trusted', async () => {
    const ca = (await createAuthority('another authority')).certificate;
    const error = await refusal({ manifest: cacheAt('master.shop.localhost', { ca }) });
    expect(error).toMatchObject({
      code: 'CONNECT_FAILED',
      message: expect.stringContaining('authority this machine trusts'),
    });
    expect(error.tookMs).toBeLessThan(2_000);
  });

  it('when the other side does not speak TLS', async () => {
    const error = await refusal({
      manifest: cacheAt('master.shop.localhost', { port: engine.port }),
      connectTimeout: '1s',
    });
    expect(error.message).toMatch(/no answer within 500 ms.*agree with the cache about TLS/);
    expect(error.code).toBe('CONNECT_FAILED');
  });

  it('when the other side never answers', async () => {
    const mute = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(mute, 'listening');
    const { port } = mute.address() as { port: number };
    const error = await refusal({ manifest: cacheAt('master.shop.localhost', { port }), connectTimeout: '300ms' });
    expect(error).toMatchObject({ code: 'CONNECT_FAILED', message: expect.stringContaining('security group') });
    expect(error.tookMs).toBeLessThan(2_000);
    mute.close();
  });

  it('when the other side wants TLS and the manifest does not say so', async () => {
    const plain = { ...cacheAt('master.shop.localhost'), tls: false };
    const error = await refusal({ manifest: plain, connectTimeout: '500ms' });
    expect(error).toMatchObject({ code: 'CONNECT_FAILED', message: expect.stringContaining('about TLS') });
  });

  it('when the engine hangs', async () => {
    const hung = await Engine.start();
    hung.signal('SIGSTOP');
    const found = manifest({ kind: 'replicated', endpoints: { primary: hung.host } });
    const error = await refusal({ manifest: found, connectTimeout: '400ms' });
    expect(error).toMatchObject({ code: 'CONNECT_FAILED', message: expect.stringContaining('answers none') });
    await hung.stop();
  });

  it('when the engine is not a cluster although the manifest says so', async () => {
    const error = await refusal({ manifest: manifest({ endpoints: { configuration: engine.host } }) });
    expect(error).toMatchObject({
      code: 'CONNECT_FAILED',
      message: expect.stringContaining('cluster support disabled'),
    });
    expect(error.tookMs).toBeLessThan(2_000);
  });

  it('when the secret is not there', async () => {
    const found = cacheAt('master.shop.localhost');
    file('secrets.json', '{}');
    const error = await refusal({ manifest: found });
    expect(error).toMatchObject({ code: 'SECRET_UNREADABLE', message: expect.stringContaining(ARN) });
  });

  it('when the authority of the twin is gone', async () => {
    const found = cacheAt('master.shop.localhost');
    rmSync(join(directory, 'ca.pem'));
    expect(await refusal({ manifest: found })).toMatchObject({ code: 'MANIFEST_UNREADABLE' });
  });

  it('when the kind of cache or the timeout is none that it takes', async () => {
    const memcached = manifest({ kind: 'memcached', endpoints: { configuration: engine.host } });
    expect(await refusal({ manifest: memcached })).toMatchObject({ code: 'KIND_UNSUPPORTED' });
    const bare = { manifest: memcached, connectTimeout: 500 } as unknown as CacheOptions;
    expect(await refusal(bare)).toMatchObject({ code: 'DURATION_INVALID' });
  });
});

describe('a connected cache', () => {
  let engine: Engine;
  let cache: Cache;
  const load = (): string => 'loaded';

  beforeAll(async () => {
    engine = await Engine.start();
    const namespaces = [
      { name: 'products', keyPrefix: 'products:', pattern: 'cache-aside' },
      { name: 'limits', keyPrefix: 'limits:', pattern: 'rate-limiter' },
    ];
    const found = manifest({ kind: 'replicated', endpoints: { primary: engine.host }, namespaces });
    cache = await Cache.connect({ environment: {}, manifest: found });
  });
  afterAll(async () => {
    await cache.close();
    await engine.stop();
  });

  it('gives a namespace by name', async () => {
    expect(await cache.cacheAside('products', { load }).get('42')).toBe('loaded');
    expect(await engine.admin('DBSIZE')).toBe(1);
  });

  it.each([
    ['prodcuts', 'NAMESPACE_UNKNOWN', 'it has products, limits'],
    ['limits', 'NAMESPACE_PATTERN', "is of pattern 'rate-limiter'"],
  ])('refuses %s with the names there are', (name, code, words) => {
    expect(() => cache.cacheAside(name, { load })).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(words) }),
    );
  });

  it('refuses a namespace that this consumer may not reach', async () => {
    await engine.admin('ACL', 'SETUSER', 'web', 'on', '>secret-of-web', '+ping');
    const users = [{ consumer: 'web', userName: 'web', secretArn: ARN, namespaces: ['limits'] }];
    const directory = mkdtempSync(join(tmpdir(), 'elasticache-kit-access-'));
    const secretsFile = join(directory, 'secrets.json');
    writeFileSync(secretsFile, JSON.stringify({ [ARN]: '{"username":"web","password":"secret-of-web"}' }));
    const restricted = {
      ...cache.manifest,
      auth: { kind: 'users' as const, users },
      twin: { address: '127.0.0.1', secretsFile },
    };
    await using mine = await Cache.connect({ environment: {}, manifest: restricted });
    rmSync(directory, { recursive: true });
    expect(() => mine.cacheAside('products', { load })).toThrow(
      expect.objectContaining({
        code: 'NAMESPACE_UNKNOWN',
        message: expect.stringContaining('consumer web may not reach'),
      }),
    );
  });

  it('tells of background failures once per kind, as a process warning', async () => {
    const warn = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    const products = cache.cacheAside('products', { load });
    await engine.admin('SET', 'products:odd', 'not an entry of ours');
    await engine.admin('SET', 'products:strange', 'not an entry of ours either');
    expect(await products.get('odd')).toBe('loaded');
    expect(await products.get('strange')).toBe('loaded');
    const messages = warn.mock.calls.map(([message]) => String(message));
    warn.mockRestore();
    expect(messages).toEqual([expect.stringContaining('cache Shop/Cache, ')]);
    expect(messages[0]).not.toContain('odd');
  });
});
