import { CachePattern, Topology } from '@elasticache-kit/constructs';
import { startTwin, type Twin } from '@elasticache-kit/local';
import { Cache, type CacheAside, type OnError } from '@elasticache-kit/client';
import { UserStack } from '../../constructs/support/stacks';
import { until } from '../driver/engine';

/** The whole way: constructs, template, twin with TLS and users, outputs file, client. */
describe('an application on the twin of its stack', () => {
  let twin: Twin;
  let environment: Record<string, string>;

  beforeAll(async () => {
    const stack = new UserStack();
    for (const [id, topology] of [
      ['Sharded', Topology.sharded({ shards: 3, replicasPerShard: 1 })],
      ['Replicated', Topology.replicated({ replicas: 1 })],
    ] as const) {
      const group = stack.cache({ topology }, id);
      const products = group.addNamespace('products', CachePattern.cacheAside());
      group.addNamespace('orders', CachePattern.cacheAside());
      group.connect(stack.lambda(`${id}App`), { namespaces: [products] });
    }
    twin = await startTwin(stack.template().toJSON(), { stackName: 'Shop', nodeTimeoutMs: 500 });
    environment = { ...twin.environment };
  }, 60_000);
  afterAll(() => twin.stop());

  it('is told to choose between the caches of the stack', async () => {
    await expect(Cache.connect({ environment })).rejects.toMatchObject({
      code: 'MANIFEST_AMBIGUOUS',
      message: expect.stringMatching(/Shop\/Sharded .*Shop\/Replicated /),
    });
  });

  it.each([
    ['Shop/Sharded', 'sharded', 3],
    ['Shop/Replicated', 'replicated', 1],
  ])('uses %s through the outputs file alone: names, certificates, user and secret', async (cacheId, kind, nodes) => {
    const cache = await Cache.connect({ environment, cache: cacheId });
    expect(cache.manifest).toMatchObject({ kind, tls: true });
    expect(cache.health().nodes.map(({ state, node }) => [state, node.split('.').slice(-1)[0]?.split(':')[0]])).toEqual(
      Array(nodes).fill(['ready', 'localhost']),
    );
    const products = cache.cacheAside('products', { load: (id) => `product ${id}` });
    const ids = Array.from({ length: 50 }, (_, i) => `${kind}-${i}`);
    await Promise.all(ids.map((id) => products.get(id)));
    const again = cache.cacheAside('products', { load: () => 'loaded again' });
    expect(await Promise.all(ids.map((id) => again.get(id)))).toEqual(ids.map((id) => `product ${id}`));
    expect(() => cache.cacheAside('orders', { load: () => 1 })).toThrow('may not reach');
    await cache.close();
  });

  it('gets no error while a primary is killed under load, and its writes work again without a restart', async () => {
    const heard: string[] = [];
    const onError: OnError = (error) => heard.push((error as { kind?: string }).kind ?? String(error));
    const cache = await Cache.connect({ environment, cache: 'Shop/Sharded', onError });
    const products = cache.cacheAside('products', { load: (id) => `product ${id}` });
    const readers = new Readers(products);
    try {
      await until('reads are under way', () => readers.answered > 500);
      const victim = twin.caches
        .find(({ kind }) => kind === 'sharded')
        ?.nodes.find(({ startRole }) => startRole === 'primary');
      const killed = `${victim?.host}:${victim?.port}`;
      await victim?.signal('SIGKILL');
      await until('the client notices', () => cache.health().state === 'degraded');
      await until('a replica serves its slots', () => {
        const { state, nodes } = cache.health();
        return state === 'ready' && nodes.every(({ node }) => node !== killed);
      });
      for (let i = 0; i < 50; i++) await products.set(`after-${i}`, 'written');
    } finally {
      await readers.stop();
    }
    expect(readers.errors).toEqual([]);
    expect(heard).toContain('down'); // nobody was told but the listener
    await cache.close();
  }, 60_000);
});

class Readers {
  public answered = 0;
  public readonly errors: unknown[] = [];
  #stopped = false;
  readonly #all: Promise<void>[];

  public constructor(private readonly products: CacheAside<string>) {
    this.#all = Array.from({ length: 16 }, () => this.#read());
  }

  public async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#all);
  }

  async #read(): Promise<void> {
    while (!this.#stopped) {
      const id = String(Math.floor(Math.random() * 500));
      const value = await this.products.get(id).catch((error: unknown) => this.errors.push(error));
      if (value !== `product ${id}`) this.errors.push(value);
      this.answered++;
    }
  }
}
