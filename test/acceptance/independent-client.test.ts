import { readFileSync } from 'node:fs';
import type { LookupFunction } from 'node:net';
import path from 'node:path';
import { startTwin, type Twin } from '@elasticache-kit/local';
import { Cluster, Redis } from 'ioredis';
import { looksLikeManifest, parseManifest } from '../../lib/contract';

/**
 * What somebody sees who knows nothing of this kit: the production stack's template in the twin, looked at by a client that is not
 * ours, with the credentials of the template's own user and with every certificate check on.
 */
const template = JSON.parse(
  readFileSync(path.join(__dirname, '../golden/production-cache.template.json'), 'utf8'),
) as object;

const toLoopback: LookupFunction = (_host, { all }, done) =>
  all === true ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4);

let twin: Twin;
let cluster: Cluster;
let node: { host: string; port: number };
let tls: { ca: Buffer; lookup: LookupFunction; servername: string };

beforeAll(async () => {
  twin = await startTwin(template, { stackName: 'ProductionCache' });
  const outputs = Object.values(twin.outputs.ProductionCache ?? {});
  const { auth, endpoints } = parseManifest(outputs.find(looksLikeManifest) ?? '{}');
  if (auth.kind !== 'users' || auth.users[0] === undefined) throw new Error('the template names no user');
  node = endpoints.configuration ?? { host: '', port: 0 };
  const secrets = JSON.parse(readFileSync(twin.secretsFile, 'utf8')) as Record<string, string>;
  const { username, password } = JSON.parse(secrets[auth.users[0].secretArn ?? ''] ?? '{}') as Record<string, string>;
  tls = { ca: readFileSync(twin.caFile ?? ''), lookup: toLoopback, servername: node.host };
  cluster = new Cluster([node], {
    dnsLookup: (host, done) => done(null, host),
    redisOptions: { username, password, tls: { ca: tls.ca, lookup: toLoopback } },
  });
  await new Promise<void>((resolve, reject) => cluster.once('ready', resolve).once('error', reject));
}, 60_000);

afterAll(async () => {
  cluster.disconnect();
  await twin.stop();
});

it('sees three shards of three nodes, by the names that ElastiCache would announce', async () => {
  const slots = await cluster.cluster('SLOTS');
  expect(
    slots.map(([first, last, ...nodes]) => [first, last, nodes.length]).sort(([a], [b]) => (a ?? 0) - (b ?? 0)),
  ).toEqual([
    [0, 5461, 3],
    [5462, 10922, 3],
    [10923, 16383, 3],
  ]);
  const names = slots.flatMap(([, , ...nodes]) => nodes.map(([host]) => host));
  expect(new Set(names).size).toBe(9);
  for (const name of names)
    expect(name).toMatch(/^[a-z0-9-]+-000[1-3]-00[1-3]\.[a-z0-9-]+\.\w+\.use1\.cache\.localhost$/);
});

it('reads and writes below its prefix, in every shard, and nowhere else', async () => {
  const ids = Array.from({ length: 30 }, (_, i) => `products:independent-${i}`);
  await Promise.all(ids.map((id) => cluster.set(id, id, 'PX', 60_000)));
  expect(await Promise.all(ids.map((id) => cluster.get(id)))).toEqual(ids);
  await expect(cluster.get('prices:1')).rejects.toThrow(/^NOPERM/);
  await expect(cluster.call('FLUSHALL')).rejects.toThrow(/^NOPERM/);
});

it('finds no CONFIG, and learns the eviction policy from INFO', async () => {
  await expect(cluster.call('CONFIG', 'GET', 'maxmemory-policy')).rejects.toThrow(/unknown command/i);
  expect(await cluster.info('memory')).toContain('maxmemory_policy:allkeys-lru');
});

it('is told NOAUTH where it shows no credentials', async () => {
  const stranger = new Redis({ ...node, tls, enableReadyCheck: false, lazyConnect: true, retryStrategy: () => null });
  await stranger.connect();
  await expect(stranger.get('products:1')).rejects.toThrow(/^NOAUTH/);
  stranger.disconnect();
});

it('meets the certificate trap of production when it connects by address', async () => {
  const byAddress = new Redis({
    host: '127.0.0.1',
    port: node.port,
    tls: { ca: tls.ca },
    lazyConnect: true,
    retryStrategy: () => null,
  });
  const failure = new Promise<Error>((resolve) => byAddress.on('error', resolve));
  await expect(byAddress.connect()).rejects.toThrow();
  expect(await failure).toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
});
