import { readFileSync } from 'node:fs';
import { Cache, type CacheManifest } from '@elasticache-kit/client';
import { createClient, createCluster } from '@redis/client';
import type { Contender } from './measure';

/** The values that are read, and how many different ones. */
export const KEYS = 10_000;
const product = (index: number) => ({
  id: `p${index}`,
  name: 'A product of the catalogue',
  price: { amount: 1_299 + index, currency: 'EUR' },
  tags: ['one', 'two'],
});
/** Writes under way at a time while the caches are filled. */
const WRITES_AT_A_TIME = 500;

export interface Connected {
  readonly contender: Contender;
  /** What went wrong without anybody noticing: a benchmark of errors would be a fast one. */
  problems(): number;
  close(): Promise<void>;
}

/** `cacheAside().get`. A miss fails the run. */
export async function ours(
  options: { manifest: CacheManifest } | { environment: Record<string, string> },
): Promise<Connected> {
  let problems = 0;
  const onError = (): void => void (problems += 1);
  const cache = await Cache.connect({ ...options, onError });
  const products = cache.cacheAside<unknown, number>('products', {
    ttl: '1h',
    // The cost of a deadline does not depend on its length; a busy machine must not turn a benchmark of hits into one of loads.
    cacheDeadline: { soft: '5s', hard: '5s' },
    load: (index) => {
      throw new Error(`product ${index} was a miss`);
    },
  });
  await fill((index) => products.set(index, product(index)));
  return {
    contender: { name: 'elasticache-kit get', read: (index) => products.get(index) },
    problems: () => problems,
    close: () => cache.close(),
  };
}

/** The driver as a careful user writes it: typed `get`, its own timeout off, values as JSON. */
export async function rawNode(port: number): Promise<Connected> {
  const client = createClient({
    socket: { host: '127.0.0.1', port },
    commandOptions: { timeout: undefined },
    maintNotifications: 'disabled',
  });
  let problems = 0;
  client.on('error', () => void (problems += 1));
  await client.connect();
  await fill((index) => client.set(rawKey(index), JSON.stringify(product(index))));
  return {
    contender: { name: 'raw client.get', read: async (index) => parse(await client.get(rawKey(index))) },
    problems: () => problems,
    close: () => client.close(),
  };
}

/** The same for a cluster, with the certificate checks, the user and the names that the manifest says. */
export async function rawCluster(manifest: CacheManifest): Promise<Connected> {
  const { configuration } = manifest.endpoints;
  const { twin, auth } = manifest;
  const user = auth.kind === 'users' ? auth.users[0] : undefined;
  if (
    configuration === undefined ||
    twin?.caFile === undefined ||
    twin.secretsFile === undefined ||
    user === undefined
  ) {
    throw new Error('the benchmark reads a sharded twin with TLS and users');
  }
  const secrets = JSON.parse(readFileSync(twin.secretsFile, 'utf8')) as Record<string, string>;
  const { username, password } = JSON.parse(secrets[user.secretArn ?? ''] ?? '{}') as {
    username: string;
    password: string;
  };
  const { address } = twin;
  const cluster = createCluster({
    rootNodes: [{ socket: { host: configuration.host, port: configuration.port } }],
    commandOptions: { timeout: undefined },
    defaults: {
      username,
      password,
      maintNotifications: 'disabled',
      socket: {
        tls: true,
        ca: readFileSync(twin.caFile),
        lookup: (_host, options, done) => {
          if (options.all === true) done(null, [{ address, family: 4 }]);
          else done(null, address, 4);
        },
      },
    },
  });
  let problems = 0;
  cluster.on('error', () => void (problems += 1));
  await cluster.connect();
  await fill((index) => cluster.set(rawKey(index), JSON.stringify(product(index))));
  return {
    contender: { name: 'raw cluster.get', read: async (index) => parse(await cluster.get(rawKey(index))) },
    problems: () => problems,
    close: () => cluster.close(),
  };
}

/** Inside the namespace's prefix, because the user may reach nothing else. */
function rawKey(index: number): string {
  return `products:raw-${index}`;
}

function parse(text: string | null): unknown {
  if (text === null) throw new Error('a key of the raw contender is missing');
  return JSON.parse(text);
}

async function fill(write: (index: number) => Promise<unknown>): Promise<void> {
  for (let first = 0; first < KEYS; first += WRITES_AT_A_TIME) {
    await Promise.all(Array.from({ length: WRITES_AT_A_TIME }, (_, at) => write(first + at)));
  }
}
