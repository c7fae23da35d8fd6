import type { ManifestNamespace } from '../../../lib/contract';
import { createCacheAside, type CacheAsideOptions } from '../../../client/src/patterns/cache-aside';
import { PausedFleet } from './support/process';
import { NAMESPACE, namespaceOver } from './support/world';

const KEY = 'products:7';

describe('what is kept, and for how long', () => {
  it.each([
    ['a random number of 0 leaves the TTL whole', 0, 60_000],
    ['a random number near 1 shortens it by the jitter', 0.999999, 45_000],
  ])('%s', async (_, random, leftMs) => {
    const fleet = new PausedFleet();
    const { cache } = namespaceOver<number>(
      fleet.engine.driver('A'),
      { load: () => 1, ttl: '1m', jitter: 0.25 },
      { clock: fleet.clock, random: () => random },
    );
    void cache.get('7');
    await fleet.serve();
    await fleet.clock.pass(leftMs - 1);
    expect(fleet.engine.peek(KEY)).not.toBeNull();
    await fleet.clock.pass(2);
    expect(fleet.engine.peek(KEY)).toBeNull();
  });

  it('options win over the manifest, the manifest over the default of five minutes', async () => {
    const left = async (manifestTtlMs: number | undefined, ttl: CacheAsideOptions<number, string>['ttl']) => {
      const fleet = new PausedFleet();
      const namespace: ManifestNamespace = { ...NAMESPACE, ttlMs: manifestTtlMs };
      const context = { driver: fleet.engine.driver('A'), clock: fleet.clock, onError: () => undefined };
      void createCacheAside<number>(context, namespace, { load: () => 1, ttl }).get('7');
      await fleet.serve('A');
      const store = fleet.engine.sent.filter((name) => name === 'store');
      expect(store).toHaveLength(1);
      let ms = 0;
      for (; fleet.engine.peek(KEY) !== null; ms += 1_000) await fleet.clock.pass(1_000);
      return ms;
    };
    expect(await left(60_000, { minutes: 2 })).toBe(120_000);
    expect(await left(60_000, undefined)).toBe(60_000);
    expect(await left(undefined, undefined)).toBe(300_000);
  });

  it('null is kept for the negative TTL, undefined is not kept', async () => {
    const fleet = new PausedFleet();
    const { cache, loads } = fleet.process<number | null | undefined>('A', { ttl: '1m', negativeTtl: '5s' });
    const none = cache.get('7');
    await fleet.serve();
    loads[0]?.resolve(null);
    await fleet.serve();
    expect(await none).toBeNull();
    const hit = cache.get('7');
    await fleet.serve();
    expect(await hit).toBeNull();
    await fleet.clock.pass(5_000);
    expect(fleet.engine.peek(KEY)).toBeNull();

    const unknown = cache.get('7');
    await fleet.serve();
    loads[1]?.resolve(undefined);
    await fleet.serve();
    expect(await unknown).toBeUndefined();
    expect(fleet.engine.peek(KEY)).toBeNull();
  });

  it("null is not kept where the negative TTL is '0s'", async () => {
    const fleet = new PausedFleet();
    const { cache, loads } = fleet.process<number | null>('A', { negativeTtl: '0s' });
    const none = cache.get('7');
    await fleet.serve();
    loads[0]?.resolve(null);
    await fleet.serve();
    expect(await none).toBeNull();
    expect(fleet.engine.peek(KEY)).toBeNull();
  });

  it('an explicit write wins over a load that is under way', async () => {
    const fleet = new PausedFleet();
    const { cache, loads } = fleet.process('A');
    const get = cache.get('7');
    await fleet.serve();
    const set = cache.set('7', 2, { ttl: '10s' });
    await fleet.serve();
    await set;
    loads[0]?.resolve(1);
    await fleet.serve();
    expect(await get).toBe(1);
    const hit = cache.get('7');
    await fleet.serve();
    expect(await hit).toBe(2);
    await fleet.clock.pass(10_000);
    expect(fleet.engine.peek(KEY)).toBeNull();
  });

  it('what cannot be cached is refused where it is made, on a miss as on a write', async () => {
    const fleet = new PausedFleet();
    const { cache, loads } = fleet.process<unknown>('A');
    const get = cache.get('7').catch((error: unknown) => error);
    await fleet.serve();
    loads[0]?.resolve({ price: { format: () => '12.99' } });
    await fleet.serve();
    expect(await get).toMatchObject({
      code: 'VALUE_NOT_CACHEABLE',
      message: expect.stringContaining('value.price.format is a function') as string,
    });
    expect(fleet.engine.peek(KEY)).toBeNull();
    await expect(cache.set('7', undefined)).rejects.toMatchObject({ code: 'VALUE_NOT_CACHEABLE' });
  });

  it('changing what one call returned does not change what the next one returns', async () => {
    const fleet = new PausedFleet();
    const origin = { price: 1 };
    const { cache, loads } = fleet.process<{ price: number }>('A');
    const get = cache.get('7');
    await fleet.serve();
    loads[0]?.resolve(origin);
    await fleet.serve();
    (await get).price = 99;
    const hit = cache.get('7');
    await fleet.serve();
    expect([origin.price, (await hit).price]).toEqual([1, 1]);
  });
});

describe('something unreadable under the key', () => {
  it.each([
    ['of another library', '{"json":true}'],
    ['of a later format', '\x02jc0;t0\n1\n'],
    ['cut off', '\x01jc0;t0\n{"id":'],
  ])('%s is a miss, is reported without its content, and is replaced', async (_, text) => {
    const fleet = new PausedFleet();
    const { cache, loads, reported } = fleet.process('A');
    fleet.engine.put(KEY, text);
    const get = cache.get('7');
    await fleet.serve();
    loads[0]?.resolve(1);
    await fleet.serve();
    expect(await get).toBe(1);
    expect(reported.map(({ operation }) => operation)).toEqual(['decode']);
    expect(String(reported[0]?.error)).toMatch(/^CacheError: ENTRY_UNREADABLE: .* replaced/);
    const hit = cache.get('7');
    await fleet.serve();
    expect(await hit).toBe(1);
    expect(loads).toHaveLength(1);
  });

  it('is not replaced where something readable has come in its place', async () => {
    const fleet = new PausedFleet();
    const { cache, loads } = fleet.process('A');
    fleet.engine.put(KEY, 'junk');
    const get = cache.get('7');
    fleet.engine.commands[0]?.run();
    fleet.engine.commands[0]?.answer();
    fleet.engine.put(KEY, '\x01jc0;t0\n5\n');
    await fleet.serve();
    expect(await get).toBe(5);
    expect(loads).toHaveLength(0);
  });
});

describe('ids', () => {
  it('are the same entry as text, number and bigint', async () => {
    const fleet = new PausedFleet();
    const context = { driver: fleet.engine.driver('A'), clock: fleet.clock, onError: () => undefined };
    const cache = createCacheAside<string, string | number | bigint>(context, NAMESPACE, {
      load: (id) => `loaded by ${typeof id}`,
    });
    const answers: string[] = [];
    for (const id of [7, '7', 7n]) {
      const get = cache.get(id);
      await fleet.serve();
      answers.push(await get);
    }
    expect(answers).toEqual(['loaded by number', 'loaded by number', 'loaded by number']);
  });

  it.each([
    ['the empty string', ''],
    ['NaN', Number.NaN],
    ['Infinity', Infinity],
    ['half a surrogate pair', 'a\ud800'],
    ['undefined', undefined],
    ['an object', {}],
    ['too long', 'x'.repeat(4_088)],
    ['too long in bytes', 'é'.repeat(2_044)],
  ])('that cannot be one are refused by every call: %s', async (_, id) => {
    const fleet = new PausedFleet();
    const { cache } = fleet.process('A');
    for (const call of [
      () => cache.get(id as string),
      () => cache.delete(id as string),
      () => cache.set(id as string, 1),
    ]) {
      await expect(call()).rejects.toMatchObject({ code: 'KEY_INVALID' });
    }
    expect(fleet.engine.sent).toEqual([]);
  });

  it('may be as long as a key may be', async () => {
    const fleet = new PausedFleet();
    const { cache, loads } = fleet.process('A');
    const get = cache.get('x'.repeat(4_087));
    await fleet.serve();
    loads[0]?.resolve(1);
    await fleet.serve();
    expect(await get).toBe(1);
  });
});

describe('options', () => {
  it.each([
    [{ ttl: 300 }, 'DURATION_INVALID', "ttl of namespace 'products' got the bare number 300"],
    [{ ttl: '0s' }, 'OPTION_INVALID', "ttl of namespace 'products' must be from 1 ms to"],
    [{ jitter: 1.5 }, 'OPTION_INVALID', "jitter of namespace 'products' must be a number from 0 to 1, got 1.5"],
    [{ lease: '10ms' }, 'OPTION_INVALID', "lease of namespace 'products' must be from 50 ms"],
    [
      { loaderDeadline: '60d' },
      'OPTION_INVALID',
      "loaderDeadline of namespace 'products' must be from 1 ms to 2147483647 ms",
    ],
    [
      { cacheDeadline: { soft: '2s', hard: '1s' } },
      'OPTION_INVALID',
      "cacheDeadline.hard of namespace 'products' must be from 2000 ms",
    ],
    [
      { maxConcurrentLoads: 0 },
      'OPTION_INVALID',
      "maxConcurrentLoads of namespace 'products' must be a whole number from 1, got 0",
    ],
    [{ load: undefined }, 'OPTION_INVALID', "load of namespace 'products' must be a function, got nothing"],
  ])('that make no sense are refused when the namespace is made: %j', (options, code, message) => {
    const fleet = new PausedFleet();
    const make = (): unknown =>
      namespaceOver<number>(fleet.engine.driver('A'), { load: () => 1, ...options } as CacheAsideOptions<
        number,
        string
      >);
    expect(make).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) as string }) as Error,
    );
  });
});
