import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Cache, type CacheAside, type CacheAsideOptions } from '@elasticache-kit/client';
import { CachePattern, Topology } from '@elasticache-kit/constructs';
import { startTwin, type Twin } from '@elasticache-kit/local';
import { until } from '../client/driver/engine';
import { UserStack } from '../constructs/support/stacks';

/**
 * What a caller is promised, through everything there is: constructs, template, twin with TLS and users, outputs, client with default
 * options. The client's own tests go into every corner of each promise; here they are seen to hold together.
 */
let twin: Twin;
let environment: Record<string, string>;
const opened: Cache[] = [];

beforeAll(async () => {
  const stack = new UserStack();
  const group = stack.cache({ topology: Topology.sharded({ shards: 3, replicasPerShard: 1 }) });
  group.connect(stack.lambda(), { namespaces: [group.addNamespace('products', CachePattern.cacheAside())] });
  twin = await startTwin(stack.template().toJSON(), { stackName: 'Shop' });
  environment = { ...twin.environment };
}, 60_000);
afterEach(() => Promise.all(opened.splice(0).map((cache) => cache.close())));
afterAll(() => twin.stop());

/** A process of its own, as far as the cache can tell: its own connections, flights and leases. */
async function open<V>(options: CacheAsideOptions<V>): Promise<CacheAside<V>> {
  const cache = await Cache.connect({ environment, onError: () => undefined });
  opened.push(cache);
  return cache.cacheAside<V>('products', options);
}

const nodes = () => twin.caches[0]?.nodes ?? [];

it('P1: the engine hangs, and every get is answered by the loader within the deadline; then the cache is back', async () => {
  const loads: string[] = [];
  const products = await open({
    load: (id) => {
      loads.push(id);
      return `product ${id}`;
    },
  });
  await products.get('warm');
  await Promise.all(nodes().map((node) => node.signal('SIGSTOP')));
  try {
    const waits = await Promise.all(
      Array.from({ length: 40 }, async (_, i) => {
        const asked = performance.now();
        expect(await products.get(`hung-${i}`)).toBe(`product hung-${i}`);
        return performance.now() - asked;
      }),
    );
    // 50 ms for the cache, nothing for this loader, and room for a busy machine; without a deadline it would be seconds.
    expect(Math.max(...waits)).toBeLessThan(1_000);
  } finally {
    await Promise.all(nodes().map((node) => node.signal('SIGCONT')));
  }
  loads.length = 0;
  await until('a get is a hit again', async () => {
    loads.length = 0;
    await products.get('warm');
    return loads.length === 0;
  });
});

it('P3: what was invalidated while it loaded is returned to its caller and never served again', async () => {
  let value = 'old';
  let finish: (() => void) | undefined;
  const loading = new Promise<void>((resolve) => (finish = resolve));
  let began: (() => void) | undefined;
  const started = new Promise<void>((resolve) => (began = resolve));
  const slow = await open({
    load: async () => {
      const read = value;
      began?.();
      if (read === 'old') await loading;
      return read;
    },
  });
  const other = await open({ load: () => value });
  const first = slow.get('contended');
  await started;
  value = 'new';
  await other.delete('contended');
  finish?.();
  expect(await first).toBe('old');
  expect(await Promise.all([slow.get('contended'), other.get('contended')])).toEqual(['new', 'new']);
});

it('P4: four processes ask for one cold key a thousand times, and it is loaded once', async () => {
  const fleet = Array.from({ length: 4 }, () => new Member(250, 200));
  try {
    await until(
      'all are connected',
      () => fleet.every((member) => member.said('ready')),
      25_000,
      () => fleet.map(String),
    );
    for (const member of fleet) member.go();
    await until(
      'all have their answers',
      () => fleet.every((member) => member.said('got')),
      25_000,
      () => fleet.map(String),
    );
    const answers = fleet.map((member) => member.lines.find((line) => line.startsWith('got')));
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toMatch(/^got 250 loaded by \d+$/);
    expect(fleet.flatMap(({ lines }) => lines).filter((line) => line === 'load')).toHaveLength(1);
  } finally {
    for (const member of fleet) member.end();
  }
}, 60_000);

it('P8: values come back with the type they went in, in another process', async () => {
  const product = {
    seen: new Date('2026-01-01T00:00:00.123Z'),
    stock: 12345678901234567890n,
    tags: new Set(['a', 'b']),
    prices: new Map<string, number | undefined>([
      ['EUR', -0],
      ['USD', undefined],
    ]),
    image: Buffer.from([0, 255, 128]),
    vector: new Float64Array([0.1, Number.NaN]),
    nothing: undefined,
    none: null,
    text: 'é\u0000\ud83d\ude00 {"not": "json"}',
  };
  const writer = await open({ load: () => product });
  const reader = await open<typeof product>({
    load: () => {
      throw new Error('must be a hit');
    },
  });
  const miss = await writer.get('typed');
  expect(miss).toStrictEqual(product);
  expect(await reader.get('typed')).toStrictEqual(miss);
});

it('P2: a killed primary costs no caller an error, and new applications still find the cache by its configuration endpoint', async () => {
  const products = await open({ load: (id) => `product ${id}` });
  const ids = Array.from({ length: 30 }, (_, i) => `id-${i}`);
  await Promise.all(ids.map((id) => products.get(id)));
  const first = nodes()[0];
  await first?.signal('SIGKILL');
  expect(await Promise.all(ids.map((id) => products.get(id)))).toEqual(ids.map((id) => `product ${id}`));

  const late = await open({ load: (id) => `product ${id}` });
  expect(await Promise.all(ids.map((id) => late.get(id)))).toEqual(ids.map((id) => `product ${id}`));
  await until('every shard takes writes again', () =>
    Promise.all(ids.map((id) => products.delete(id))).then(
      () => true,
      () => false,
    ),
  );
}, 60_000);

class Member {
  public readonly lines: string[] = [];
  readonly #child: ChildProcessWithoutNullStreams;

  public constructor(gets: number, loadMs: number) {
    const script = path.join(__dirname, 'fleet-member.ts');
    const args = ['--import', require.resolve('tsx'), script, String(gets), String(loadMs)];
    this.#child = spawn(process.execPath, args, { env: { ...process.env, ...environment } });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => this.lines.push(line));
    }
  }

  public said(word: string): boolean {
    return this.lines.some((line) => line.startsWith(word));
  }

  public go(): void {
    this.#child.stdin.write('go\n');
  }

  public end(): void {
    this.#child.kill('SIGKILL');
  }

  public toString(): string {
    return this.lines.join('\n');
  }
}
