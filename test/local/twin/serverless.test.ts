import { Cluster } from 'ioredis';
import { readFileSync } from 'node:fs';
import { Cache } from '@elasticache-kit/client';
import { startTwin, type Twin, type TwinNode } from '@elasticache-kit/local';
import { parseManifest } from '../../../lib/contract';
import {
  SERVERLESS_RESTRICTED_COMMANDS,
  SERVERLESS_RESTRICTED_SUBCOMMANDS,
} from '../../../lib/model/restricted-commands';
import { passwordOf, valkeyCli } from '../support/engine-client';
import { serverlessWith, template, templateOf } from '../support/fixtures';
import { alive } from '../support/processes';

describe('a serverless cache with users', () => {
  let twin: Twin;
  let node: TwinNode;
  let reader: TwinNode;
  const as = async (user: string | undefined, ...command: string[]): Promise<string> =>
    valkeyCli(twin, node, user, ...command);

  beforeAll(async () => {
    twin = await startTwin(template('serverless'), { stackName: 'Shop' });
    [node] = twin.caches[0]?.nodes as [TwinNode];
    reader = { host: node.host, port: twin.caches[0]?.reader?.port } as TwinNode;
  });
  afterAll(async () => twin.stop());

  it('gives CloudFormation’s attributes, and a manifest that names both endpoints', () => {
    const { CacheManifestCache, ...others } = twin.outputs.Shop ?? {};
    expect(others).toEqual({
      Arn: 'arn:aws:elasticache:us-east-1:000000000000:serverlesscache:shop',
      Name: 'shop',
      FullEngineVersion: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    });
    const { endpoints, tls, twin: reached } = parseManifest(CacheManifestCache ?? '');
    expect(endpoints.configuration).toEqual({
      host: expect.stringMatching(/^shop-[0-9a-f]{6}\.serverless\.use1\.cache\.localhost$/),
      port: node.port,
    });
    expect(endpoints.reader).toEqual({ host: endpoints.configuration?.host, port: reader.port });
    expect([tls, reached?.address]).toEqual([true, '127.0.0.1']);
  });

  it('owns every slot, and says so by its name and the port that clients reach', async () => {
    const lines = (await as('catalog', 'CLUSTER', 'SLOTS')).split('\n');
    expect(lines.slice(0, 4)).toEqual(['0', '16383', node.host, String(node.port)]);
    expect(await as('catalog', 'SET', 'products:1', 'x')).toBe('OK');
  });

  it('is read through its reader endpoint, with READONLY and without', async () => {
    await as('catalog', 'SET', 'products:2', 'two');
    expect(await valkeyCli(twin, reader, 'catalog', 'GET', 'products:2')).toBe('two');
    expect(await valkeyCli(twin, reader, 'operator', 'READONLY')).toBe('OK');
  });

  it('serves a cluster client that checks the certificate by name', async () => {
    const cluster = new Cluster([{ host: node.host, port: node.port }], {
      dnsLookup: (name, done) => done(null, name),
      redisOptions: {
        username: 'operator',
        password: passwordOf(twin, 'operator'),
        tls: {
          ca: readFileSync(twin.caFile ?? ''),
          lookup: (_host, options, done) =>
            (options as { all?: boolean }).all === true
              ? (done as unknown as (e: null, all: object[]) => void)(null, [{ address: '127.0.0.1', family: 4 }])
              : done(null, '127.0.0.1', 4),
        },
      },
    });
    await cluster.set('any', 'x');
    expect(await cluster.get('any')).toBe('x');
    cluster.disconnect();
  });

  it('does not know what serverless caches do not offer', async () => {
    for (const command of SERVERLESS_RESTRICTED_COMMANDS) {
      expect(`${command}: ${await as('operator', command, 'x', 'y')}`).toMatch(/unknown command/);
    }
    const named = Object.entries(SERVERLESS_RESTRICTED_SUBCOMMANDS).flatMap(([command, names]) =>
      names.map((name) => [command, name] as const),
    );
    for (const [command, name] of named) {
      // The engine looks at the number of arguments before it looks at rights.
      const replies = await Promise.all(
        [[], ['x'], ['x', 'y']].map(async (rest) => as('operator', command, name, ...rest)),
      );
      expect(`${command} ${name}: ${replies.join('; ')}`).toContain('NOPERM');
    }
    expect(await as('operator', 'CONFIG', 'GET', 'x')).toMatch(/unknown command/);
    expect(await as('operator', 'CLIENT', 'SETNAME', 'x')).toBe('OK');
  });

  it('takes users whose rights name a command that only other caches have', async () => {
    expect(twin.notHonoured.filter(({ logicalId }) => logicalId === 'CatalogUser')).toEqual([]);
    expect(await as('catalog', 'GET', 'orders:1')).toContain('NOPERM');
    expect(await as(undefined, 'GET', 'products:1')).toContain('NOAUTH');
  });

  it('evicts as serverless caches do: keys with a time to live only', async () => {
    expect(await as('operator', 'INFO', 'memory')).toMatch(/^maxmemory_policy:volatile-lru\r?$/m);
  });

  it('says what it does not honour', () => {
    expect(twin.notHonoured.map(({ property }) => property)).toEqual([
      'KmsKeyId',
      'SecurityGroupIds',
      'SubnetIds',
      'SnapshotRetentionLimit',
      'DailySnapshotTime',
      'Endpoint',
      'ReaderEndpoint',
      'Engine',
      'CacheUsageLimits',
    ]);
  });

  it('is what the client of the kit connects to: cache-aside', async () => {
    const cache = await Cache.connect({ environment: twin.environment });
    try {
      const loaded: string[] = [];
      const products = cache.cacheAside<string>('products', {
        load: (id) => {
          loaded.push(id);
          return Promise.resolve(`product ${id}`);
        },
      });
      expect([await products.get('42'), await products.get('42'), loaded]).toEqual([
        'product 42',
        'product 42',
        ['42'],
      ]);
      await products.delete('42');
      expect([await products.get('42'), loaded]).toEqual(['product 42', ['42', '42']]);
    } finally {
      await cache.close();
    }
  });

  it('comes back under the same name after its process died', async () => {
    await node.signal('SIGKILL');
    expect([node.running, alive(node.pid)]).toEqual([false, false]);
    await node.restart();
    expect(await valkeyCli(twin, reader, 'catalog', 'GET', 'products:2')).toBe('');
  });
});

describe('serverless caches of other shapes', () => {
  it('Redis OSS, without users, with less memory than this machine would give', async () => {
    await using twin = await startTwin(
      templateOf({
        Cache: serverlessWith({
          Engine: 'redis',
          CacheUsageLimits: { DataStorage: { Maximum: 1, Unit: 'GB' } },
        }),
      }),
      { maxMemoryMiB: 4096 },
    );
    const [node] = twin.caches[0]?.nodes as [TwinNode];
    const info = await valkeyCli(twin, node, undefined, 'INFO', 'everything');
    expect(info).toMatch(/^maxmemory:1073741824\r?$/m);
    // Whatever runs, clients of Redis see Redis.
    expect(info).toMatch(/^redis_version:7\./m);
    expect(twin.notHonoured).toContainEqual({
      logicalId: 'Cache',
      property: 'CacheUsageLimits',
      detail: 'the cache has 1024 MiB of memory',
    });
  });
});
