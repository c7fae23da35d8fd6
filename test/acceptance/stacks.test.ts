import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Cache } from '@elasticache-kit/client';
import { startTwin, type Twin } from '@elasticache-kit/local';
import { looksLikeManifest, parseManifest } from '../../lib/contract';

/** Each stack of `bin/`, as it was reviewed, starts on this machine, and the client finds its way into it where it speaks to that kind. */

let twin: Twin | undefined;
afterEach(async () => {
  await twin?.stop();
  twin = undefined;
});

async function start(name: string): Promise<{ twin: Twin; manifest: string }> {
  const file = path.join(__dirname, `../golden/${name}-cache.template.json`);
  twin = await startTwin(JSON.parse(readFileSync(file, 'utf8')) as object, { stackName: `stack-${name}` });
  const manifest = Object.values(twin.outputs[`stack-${name}`] ?? {}).find(looksLikeManifest);
  if (manifest === undefined) throw new Error(`the twin of ${name} puts out no manifest`);
  return { twin, manifest };
}

it.each([
  ['production', 'sharded', 9],
  ['standard', 'replicated', 3],
  ['serverless', 'serverless', 1],
  ['dev', 'replicated', 1],
])(
  'the %s stack starts as a %s cache of %d nodes, and answers its catalogue from the cache',
  async (name, kind, nodes) => {
    const { twin: started, manifest } = await start(name);
    expect(started.caches.map((cache) => [cache.kind, cache.nodes.length])).toEqual([[kind, nodes]]);
    const loads: string[] = [];
    await using cache = await Cache.connect({ manifest });
    const products = cache.cacheAside<string>('products', {
      load: async (id) => {
        loads.push(id);
        return `product ${id}`;
      },
    });
    expect([await products.get('42'), await products.get('42')]).toEqual(['product 42', 'product 42']);
    expect(loads).toEqual(['42']);
  },
  60_000,
);

it('the memcached stack starts three nodes, and its endpoint tells their addresses', async () => {
  const { twin: started, manifest } = await start('memcached');
  const { kind, tls, auth, endpoints } = parseManifest(manifest);
  expect({ kind, tls, auth }).toEqual({ kind: 'memcached', tls: true, auth: { kind: 'none' } });
  const [cache] = started.caches;
  expect([cache?.kind, cache?.nodes.length]).toEqual(['memcached', 3]);
  expect(endpoints.configuration).toEqual(cache?.endpoint);
}, 60_000);
