import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseManifest } from '../../../lib/contract';
import { startTwin, type Twin, type TwinNode } from '@elasticache-kit/local';
import { passwordOf, valkeyCli } from '../support/engine-client';
import { template } from '../support/fixtures';
import { alive, commandLines } from '../support/processes';
import { until } from '../support/until';

/** One nine-node start for all: what another client sees of a template's cache. */
describe('a sharded cache with TLS and users', () => {
  let twin: Twin;
  let nodes: readonly TwinNode[];
  let first: TwinNode;
  const cli = async (user: string | undefined, ...command: string[]): Promise<string> =>
    valkeyCli(twin, first, user, ...command);

  beforeAll(async () => {
    twin = await startTwin(template('sharded'), { stackName: 'Shop' });
    nodes = twin.caches[0]?.nodes ?? [];
    [first] = nodes as [TwinNode];
  });
  afterAll(async () => twin.stop());

  it('takes writes in every shard from the moment it is ready', async () => {
    const primaries = nodes.filter(({ startRole }) => startRole === 'primary');
    const slots = await Promise.all(
      primaries.map(async (node) => valkeyCli(twin, node, 'catalog', 'SET', `products:{${keyIn(node.shard)}}`, 'x')),
    );
    expect(slots).toEqual(['OK', 'OK', 'OK']);
  });

  it('has three shards of three nodes, which every node announces by name', async () => {
    for (const node of nodes) {
      const lines = (await valkeyCli(twin, node, 'catalog', 'CLUSTER', 'SLOTS')).split('\n');
      const names = lines.filter((line) => line.endsWith('.localhost'));
      expect(new Set(names)).toEqual(new Set(nodes.map(({ host }) => host)));
      expect(names).toHaveLength(9);
    }
    expect(first.host).toMatch(/^(cache-[0-9a-f]{6})-0001-001\.\1\.[0-9a-f]{6}\.use1\.cache\.localhost$/);
  });

  it('answers strangers with NOAUTH, and plain text not at all', async () => {
    expect(await cli(undefined, 'GET', 'products:1')).toContain('NOAUTH');
    const plain = { ...twin, caFile: undefined } as unknown as Twin;
    await expect(valkeyCli(plain, first, undefined, 'PING')).rejects.toThrow(/reset|closed|error/i);
  });

  it('lets each user reach its own prefix, and no other', async () => {
    expect(await cli('catalog', 'GET', 'orders:1')).toContain('NOPERM');
    expect(await cli('orders', 'GET', 'products:1')).toContain('NOPERM');
    expect(await cli('orders', 'GET', `shared:{${keyIn(1)}}`)).toBe('');
    expect(await cli('orders', 'SET', `shared:{${keyIn(1)}}`, 'x')).toContain('NOPERM');
  });

  it('refuses a wrong password', async () => {
    const reply = await cli(undefined, 'AUTH', 'catalog', 'wrong');
    expect(reply).toContain('WRONGPASS');
  });

  it('does not know CONFIG, nor what else ElastiCache keeps for itself', async () => {
    for (const command of ['CONFIG GET maxmemory', 'DEBUG SLEEP 0', 'SHUTDOWN', 'REPLICAOF NO ONE', 'BGSAVE', 'SAVE']) {
      expect(`${command}: ${await cli('orders', ...command.split(' '))}`).toMatch(/unknown command/);
    }
    for (const command of ['ACL SETUSER x', 'CLUSTER MEET 127.0.0.1 1', 'CLUSTER FAILOVER', 'CLUSTER RESET']) {
      expect(`${command}: ${await cli('orders', ...command.split(' '))}`).toMatch(/NOPERM/);
    }
  });

  it('runs with the template’s parameters and ElastiCache’s defaults', async () => {
    const info = await cli('orders', 'INFO', 'everything');
    expect(info).toMatch(/^maxmemory_policy:allkeys-lru\r?$/m);
    expect(info).toMatch(/^maxmemory:67108864\r?$/m);
    // ElastiCache's Valkey says it is Redis 7.2.4 where clients look (extended-redis-compatibility).
    expect(info).toMatch(/^redis_version:7\.2\.4\r?$/m);
    const config = readFileSync(
      path.join(twin.stateDir, 'caches', twin.caches[0]?.cacheId ?? '', first.name, 'engine.conf'),
      'utf8',
    );
    expect(config).toContain('client-output-buffer-limit pubsub 33554432 8388608 90\n');
    expect(config).toContain('maxmemory-samples 3\n');
  });

  it('says what it does not honour, by logical id and property', () => {
    const said = twin.notHonoured.map(({ logicalId, property }) => `${logicalId}.${property}`);
    expect(said).toEqual(
      expect.arrayContaining([
        'Cache.CacheNodeType',
        'Cache.KmsKeyId',
        'Cache.MultiAZEnabled',
        'Parameters.reserved-memory-percent',
        'Parameters.search-fanout-target-mode',
        'Network.Outputs',
      ]),
    );
    expect(said).not.toContain('Parameters.maxmemory-policy');
  });

  it('writes the outputs file that cdk deploy would, and tells the manifest how to reach this machine', () => {
    const written = JSON.parse(readFileSync(twin.outputsFile, 'utf8')) as Record<string, Record<string, string>>;
    expect(written).toEqual(twin.outputs);
    expect(Object.keys(written.Shop ?? {}).sort()).toEqual(['CacheManifestCache', 'Endpoint', 'TopicArn']);
    const manifest = parseManifest(written.Shop?.CacheManifestCache ?? '');
    expect(manifest.twin).toEqual({ address: '127.0.0.1', caFile: twin.caFile, secretsFile: twin.secretsFile });
    expect(manifest.endpoints.configuration).toEqual({
      host: expect.stringMatching(/^clustercfg\./),
      port: twin.caches[0]?.endpoint.port,
    });
    expect(twin.environment).toEqual({ ELASTICACHE_KIT_OUTPUTS: twin.outputsFile });
  });

  it('keeps secrets in a file for its owner only, and in no argument and no log of any process', async () => {
    expect((statSync(twin.secretsFile).mode & 0o777).toString(8)).toBe('600');
    expect((statSync(twin.stateDir).mode & 0o777).toString(8)).toBe('700');
    const arguments_ = commandLines();
    expect(arguments_).toContain(twin.stateDir);
    const logs = (await Promise.all(nodes.map(async (node) => node.log(1000)))).join('\n');
    expect(logs).toContain('Ready to accept connections');
    for (const secret of [passwordOf(twin, 'catalog'), passwordOf(twin, 'orders'), replicationPassword()]) {
      expect(arguments_.includes(secret)).toBe(false);
      expect(logs.includes(secret)).toBe(false);
    }
  });

  it('replaces a primary that is killed, and takes it back as a replica', async () => {
    const cache = twin.caches[0];
    await first.signal('SIGKILL');
    expect([first.running, alive(first.pid)]).toEqual([false, false]);
    await until('another node is primary of shard 1', async () => (await cache?.primaryOf(1)) !== undefined, 15_000);
    const next = await cache?.primaryOf(1);
    expect(next?.shard).toBe(1);
    expect(next?.id).not.toBe(first.id);
    await first.restart();
    expect(String(await first.admin('INFO', 'replication'))).toMatch(/role:slave/);
    expect(String(await first.admin('GET', `products:{${keyIn(1)}}`).catch((error: Error) => error.message))).toMatch(
      /MOVED/,
    );
    await expect(first.admin('NO-SUCH-COMMAND')).rejects.toMatchObject({ code: 'COMMAND_REFUSED' });
  });

  it('hangs and goes on again by SIGSTOP and SIGCONT', async () => {
    const replica = nodes[8] as TwinNode;
    await replica.signal('SIGSTOP');
    await expect(replica.admin('PING')).rejects.toMatchObject({ code: 'NODE_UNREACHABLE' });
    await replica.signal('SIGCONT');
    expect(await replica.admin('PING')).toBe('PONG');
  });

  it('leaves no process and no file behind', async () => {
    const pids = nodes.map(({ pid }) => pid);
    await twin.stop();
    expect(pids.filter(alive)).toEqual([]);
    expect(() => statSync(twin.stateDir)).toThrow('ENOENT');
    expect(commandLines()).not.toContain(twin.stateDir);
  });

  /** A hash tag whose slot lies in a shard: found with the engine's own CRC, CLUSTER KEYSLOT. */
  function keyIn(shard: number): string {
    return ['', 'b', 'c', 'a'][shard] ?? '';
  }

  function replicationPassword(): string {
    const config = readFileSync(
      path.join(twin.stateDir, 'caches', twin.caches[0]?.cacheId ?? '', first.name, 'engine.conf'),
      'utf8',
    );
    return /^masterauth (\S+)$/m.exec(config)?.[1] ?? '';
  }
});
