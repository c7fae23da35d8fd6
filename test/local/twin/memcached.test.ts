import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseManifest } from '../../../lib/contract';
import { startTwin, type Twin, type TwinNode } from '@elasticache-kit/local';
import { clusterWith, root, serverlessWith, template, templateFile, templateOf } from '../support/fixtures';
import { discovered, exchange, memcached, type MemcachedTarget } from '../support/memcached-client';
import { alive, enginesOf, fromSource, temporaryFolder } from '../support/processes';
import { until } from '../support/until';

describe('a Memcached cluster with TLS and a parameter group', () => {
  let twin: Twin;
  let nodes: readonly TwinNode[];
  let configuration: MemcachedTarget;

  beforeAll(async () => {
    twin = await startTwin(template('memcached'), { stackName: 'Shop' });
    nodes = twin.caches[0]?.nodes ?? [];
    configuration = parseManifest(twin.outputs.Shop?.CacheManifestCache ?? '').endpoints
      .configuration as MemcachedTarget;
  });
  afterAll(async () => twin.stop());

  it('names its endpoints and nodes as ElastiCache does', () => {
    expect(twin.caches[0]).toMatchObject({ kind: 'memcached', cacheId: 'pages', endpoint: configuration });
    expect(configuration.host).toMatch(/^pages\.[0-9a-f]{6}\.cfg\.use1\.cache\.localhost$/);
    expect(nodes.map(({ id, host }) => `${id} ${host.split('.')[2]}`)).toEqual(['0001 0001', '0002 0002', '0003 0003']);
  });

  it('tells its nodes to auto discovery, at the configuration endpoint and at every node', async () => {
    const expected = nodes.map(({ host, port }) => ({ host, port }));
    for (const target of [configuration, ...nodes]) {
      expect(discovered(await memcached(twin, target, 'config get cluster'))).toEqual(expected);
    }
  });

  it('answers discovery in its place among the replies to other commands', async () => {
    const reply = await memcached(
      twin,
      configuration,
      'set a 0 0 1',
      'x',
      'get a',
      'config get cluster',
      'mn',
      'get a',
    );
    expect(reply).toMatch(/^STORED\r\nVALUE a 0 1\r\nx\r\nEND\r\nCONFIG [^]*END\r\nMN\r\nVALUE a 0 1\r\nx\r\nEND\r\n$/);
  });

  it('keeps what each node is given, and no other has it', async () => {
    const [first, second] = nodes as [TwinNode, TwinNode];
    expect(await memcached(twin, first, 'set k 7 0 5', 'hello')).toBe('STORED\r\n');
    expect(await memcached(twin, first, 'get k')).toBe('VALUE k 7 5\r\nhello\r\nEND\r\n');
    expect(await memcached(twin, second, 'get k')).toBe('END\r\n');
    expect(await first.admin('get', 'k')).toBe('VALUE k 7 5\r\nhello\r\nEND');
  });

  it('checks certificates by name, and answers plain text not at all', async () => {
    const [first] = nodes as [TwinNode];
    await expect(memcached(twin, { host: 'elsewhere.localhost', port: first.port }, 'version')).rejects.toMatchObject({
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
    });
    await expect(
      exchange(undefined, first, 'version\r\n').catch((error: Error) => {
        expect(error).toMatchObject({ code: 'ECONNRESET' });
        return '';
      }),
    ).resolves.not.toContain('VERSION');
  });

  it('runs with the parameters of its group and ElastiCache’s defaults', async () => {
    const settings = String(await nodes[0]?.admin('stats', 'settings'));
    for (const [name, value] of Object.entries({
      item_size_max: '2097152',
      idle_timeout: '60',
      cas_enabled: 'no',
      flush_enabled: 'no',
      hash_algorithm: 'jenkins',
      maxbytes: '67108864',
      lru_crawler: 'no',
    })) {
      expect(settings).toContain(`STAT ${name} ${value}\r\n`);
    }
    await expect(nodes[0]?.admin('flush_all')).rejects.toMatchObject({ code: 'COMMAND_REFUSED' });
  });

  it('says what it does not honour', () => {
    expect(twin.notHonoured.map(({ logicalId, property }) => `${logicalId}.${property}`)).toEqual([
      'Cache.AZMode',
      'Cache.VpcSecurityGroupIds',
      'Cache.Port',
      'Cache.EngineVersion',
      'Cache.CacheNodeType',
      'Parameters.num_threads',
    ]);
  });

  it('goes on without a node that dies, and takes it back empty', async () => {
    const [first] = nodes as [TwinNode];
    await first.signal('SIGKILL');
    await expect(memcached(twin, first, 'get k').catch(() => 'closed')).resolves.toMatch(/^(closed|)$/);
    expect(discovered(await memcached(twin, configuration, 'config get cluster'))).toHaveLength(3);
    expect(await twin.caches[0]?.primaryOf(1)).toBeUndefined();
    await first.restart();
    expect(await memcached(twin, first, 'get k')).toBe('END\r\n');
    expect((await twin.caches[0]?.primaryOf(1))?.id).toBe('0001');
  });

  it('hangs and goes on again by SIGSTOP and SIGCONT', async () => {
    const [, second] = nodes as [TwinNode, TwinNode];
    await second.signal('SIGSTOP');
    await expect(second.admin('version')).rejects.toMatchObject({ code: 'NODE_UNREACHABLE' });
    await second.signal('SIGCONT');
    expect(await second.admin('version')).toMatch(/^VERSION /);
  });

  it('leaves no process and no file behind', async () => {
    const pids = nodes.map(({ pid }) => pid);
    expect(enginesOf(twin.stateDir)).toHaveLength(3);
    await twin.stop();
    expect(pids.filter(alive)).toEqual([]);
    await expect(memcached(twin, configuration, 'version')).rejects.toThrow(/ENOENT|ECONNREFUSED/);
  });
});

describe('Memcached of other shapes', () => {
  const twins: Twin[] = [];
  const start = async (...args: Parameters<typeof startTwin>): Promise<Twin> => {
    const twin = await startTwin(...args);
    twins.push(twin);
    return twin;
  };
  afterEach(async () => {
    for (const twin of twins.splice(0)) await twin.stop();
  });

  it('without TLS, with values larger than any buffer and bytes of every kind', async () => {
    const twin = await start(templateOf({ Cache: clusterWith() }));
    const [node] = twin.caches[0]?.nodes ?? [];
    if (node === undefined) throw new Error('no node');
    const value = Buffer.from(Array.from({ length: 900_000 }, (_, index) => (index * 7) % 256)).toString('latin1');
    const request = Buffer.from(`set big 0 0 ${value.length}\r\n${value}\r\nget big\r\nquit\r\n`, 'latin1');
    const reply = await exchange(undefined, node, request);
    expect(reply === `STORED\r\nVALUE big 0 ${value.length}\r\n${value}\r\nEND\r\n`).toBe(true);
    expect(twin.caFile).toBeUndefined();
  });

  it('answers a client that has closed its side', async () => {
    const twin = await start(templateOf({ Cache: clusterWith() }));
    const [node] = twin.caches[0]?.nodes ?? [];
    const { connect } = await import('node:net');
    const socket = connect({ port: node?.port ?? 0, host: '127.0.0.1', allowHalfOpen: true });
    let reply = '';
    socket.on('data', (bytes: Buffer) => (reply += bytes.toString()));
    socket.end('mn\r\nconfig get cluster\r\n');
    await once(socket, 'close');
    expect(reply).toMatch(/^MN\r\nCONFIG cluster 0 \d+\r\n/);
  });

  it('serverless: TLS always, one name for two ports, one process', async () => {
    const twin = await start(
      templateOf(
        { Cache: serverlessWith({ Engine: 'memcached' }) },
        { Outputs: { Reader: { Value: { 'Fn::GetAtt': ['Cache', 'ReaderEndpoint.Port'] } } } },
      ),
    );
    const [cache] = twin.caches;
    if (cache?.reader === undefined) throw new Error('no reader');
    expect(cache.kind).toBe('serverless');
    expect(twin.outputs.Twin).toEqual({ Reader: String(cache.reader.port) });
    expect(cache.reader.host).toBe(cache.endpoint.host);
    expect(cache.endpoint.host).toMatch(/^shop-[0-9a-f]{6}\.serverless\.use1\.cache\.localhost$/);
    expect(await memcached(twin, cache.endpoint, 'set a 0 0 1', 'x')).toBe('STORED\r\n');
    expect(await memcached(twin, cache.reader, 'get a')).toBe('VALUE a 0 1\r\nx\r\nEND\r\n');
    expect(cache.nodes).toHaveLength(1);
  });

  it('beside a cache of another engine and the same id', async () => {
    const twin = await start(
      templateOf({
        Pages: clusterWith({ ClusterName: 'shop' }),
        Shop: serverlessWith({ Engine: 'memcached' }),
        Group: {
          Type: 'AWS::ElastiCache::ReplicationGroup',
          Properties: { ReplicationGroupDescription: 'x', ReplicationGroupId: 'shop', Engine: 'valkey' },
        },
      }),
    );
    expect(twin.caches.map(({ logicalId, cacheId, kind }) => `${logicalId} ${cacheId} ${kind}`)).toEqual([
      'Group shop replicated',
      'Pages shop memcached',
      'Shop shop serverless',
    ]);
    expect(readdirSync(path.join(twin.stateDir, 'caches')).sort()).toEqual(['shop', 'shop.cluster', 'shop.serverless']);
    expect(await twin.caches[0]?.nodes[0]?.admin('PING')).toBe('PONG');
    expect(await twin.caches[1]?.nodes[0]?.admin('version')).toMatch(/^VERSION/);
  });

  it('ends when its owner is killed', async () => {
    const stateDir = temporaryFolder();
    const program = path.join(root, 'test/local/support/owner.ts');
    const owner = spawn(process.execPath, [...fromSource, program, templateFile('memcached'), stateDir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(createInterface({ input: owner.stdout }), 'line')) as [string];
    const pids = JSON.parse(line) as number[];
    expect(pids.filter(alive)).toHaveLength(3);
    owner.kill('SIGKILL');
    await until('no engine runs', () => pids.filter(alive).length === 0);
    rmSync(stateDir, { recursive: true });
  });

  it('ENGINE_MISSING: no memcached on the PATH', async () => {
    const usual = process.env.PATH;
    process.env.PATH = temporaryFolder();
    try {
      await expect(startTwin(templateOf({ Cache: clusterWith() }))).rejects.toMatchObject({
        code: 'ENGINE_MISSING',
        message: expect.stringContaining('apt-get install memcached'),
      });
    } finally {
      rmSync(process.env.PATH, { recursive: true });
      process.env.PATH = usual;
    }
  });

  it('CACHE_INVALID: parameters that ElastiCache would not take, all of them at once', async () => {
    const group = (Properties: Record<string, string>): object =>
      templateOf({
        Cache: clusterWith({ CacheParameterGroupName: { Ref: 'Group' } }),
        Group: {
          Type: 'AWS::ElastiCache::ParameterGroup',
          Properties: { CacheParameterGroupFamily: 'memcached1.6', Description: 'x', Properties },
        },
      });
    await expect(
      startTwin(group({ idle_timeout: '99999', hash_algorithm: 'md5', max_item_size: '600000' })),
    ).rejects.toMatchObject({
      code: 'CACHE_INVALID',
      message: expect.stringMatching(
        /Resources\.Group.*hash_algorithm must be one of jenkins, murmur3, got "md5".*idle_timeout must be a whole number from 0 to 86400.*max_item_size must be a multiple of slab_chunk_max \(524288\)/,
      ),
    });
    const twin = await start(group({ max_item_size: '67108864', config_max: '16', no_such_thing: '1' }));
    expect(twin.notHonoured.filter(({ logicalId }) => logicalId === 'Group')).toEqual([
      { logicalId: 'Group', property: 'config_max', detail: 'the configuration is kept by the twin' },
      { logicalId: 'Group', property: 'no_such_thing', detail: 'Memcached does not have it' },
      { logicalId: 'Group', property: 'max_item_size', detail: expect.stringContaining('half of the 64 MiB') },
    ]);
  });
});
