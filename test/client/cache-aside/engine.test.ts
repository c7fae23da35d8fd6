import { setTimeout as pause } from 'node:timers/promises';
import { rawDriver, type RawDriver } from './support/raw-driver';
import { startValkey, until, type Valkey } from './support/valkey';
import { namespaceOver } from './support/world';

/** On top of a deadline, for a machine that runs other things: what is asserted is that waits are bounded, in milliseconds. */
const SLACK_MS = 1_000;
const SOFT_MS = 50;
const LOADER_MS = 20;

let engine: Valkey;
let drivers: RawDriver[] = [];

beforeAll(async () => {
  engine = await startValkey();
});

afterEach(async () => {
  engine.thaw();
  await Promise.all(drivers.map((driver) => driver.close()));
  drivers = [];
});

afterAll(() => engine.kill());

async function connect(): Promise<RawDriver> {
  const driver = await rawDriver(engine.port);
  drivers.push(driver);
  await driver.send(['FLUSHALL'], '');
  driver.sent.length = 0;
  return driver;
}

async function timed<T>(work: Promise<T>): Promise<{ readonly value: T; readonly ms: number }> {
  const start = performance.now();
  const value = await work;
  return { value, ms: performance.now() - start };
}

const slowly = async (id: string): Promise<string> => {
  await pause(LOADER_MS);
  return `loaded ${id}`;
};

describe('a hit', () => {
  it('is one command', async () => {
    const driver = await connect();
    const { cache } = namespaceOver(driver, { load: slowly });
    await cache.get('7');
    driver.sent.length = 0;
    expect(await cache.get('7')).toBe('loaded 7');
    expect(driver.sent).toEqual(['GET']);
  });

  it('is one command for a thousand callers at once (P11)', async () => {
    const driver = await connect();
    const { cache } = namespaceOver(driver, { load: slowly });
    await cache.get('7');
    driver.sent.length = 0;
    await Promise.all(Array.from({ length: 1_000 }, () => cache.get('7')));
    expect(driver.sent).toEqual(['GET']);
  });

  it('returns the types that a miss returned (P8)', async () => {
    const driver = await connect();
    const value = {
      at: new Date(1_790_000_000_000),
      amount: 12345678901234567890n,
      index: new Map([['a', new Set([1, 2])]]),
      bytes: Buffer.from([0, 255, 128]),
      doubles: new Float64Array([1.5, -0]),
      nothing: undefined,
      none: null,
    };
    const { cache } = namespaceOver<typeof value>(driver, { load: () => value });
    const [miss, hit] = [await cache.get('7'), await cache.get('7')];
    expect(driver.sent.filter((name) => name === 'SET')).toHaveLength(1);
    for (const seen of [miss, hit]) {
      expect(seen).toEqual(value);
      expect(Object.keys(seen)).toEqual(Object.keys(value));
      expect(Buffer.isBuffer(seen.bytes)).toBe(true);
    }
  });

  it('replaces what it cannot read: other bytes, another type', async () => {
    const driver = await connect();
    const { cache, reported } = namespaceOver(driver, { load: slowly });
    const junk: string[][] = [
      ['SET', 'products:1', '{"of":"another library"}'],
      ['EVAL', "return redis.call('SET', KEYS[1], '\\255\\254\\0\\1')", '1', 'products:2'],
      ['RPUSH', 'products:3', 'a list'],
    ];
    for (const [at, command] of junk.entries()) {
      await driver.send(command, '');
      const id = String(at + 1);
      expect([await cache.get(id), await cache.get(id)]).toEqual([`loaded ${id}`, `loaded ${id}`]);
    }
    expect(new Set(reported.map(({ operation }) => operation))).toEqual(new Set(['decode', 'get']));
    expect(driver.sent.at(-1)).toBe('GET');
  });

  it('lives as long as it should', async () => {
    const driver = await connect();
    const { cache } = namespaceOver(driver, { load: slowly, ttl: '10m', jitter: 0.1 });
    await Promise.all(Array.from({ length: 50 }, (_, id) => cache.get(String(id))));
    const left = await Promise.all(
      Array.from({ length: 50 }, (_, id) => driver.send(['PTTL', `products:${id}`], `products:${id}`)),
    );
    for (const ms of left as number[]) {
      expect(ms).toBeGreaterThan(540_000 - 10_000);
      expect(ms).toBeLessThanOrEqual(600_000);
    }
    expect(new Set(left).size).toBeGreaterThan(10);
  });
});

describe('an invalidation while a load is under way (P3)', () => {
  it.each(['the same process', 'another process'])('from %s: the old value is not served afterwards', async (where) => {
    const [driver, other] = [await connect(), await connect()];
    let record = 1;
    const load = async (): Promise<number> => {
      const seen = record;
      await pause(60);
      return seen;
    };
    const { cache } = namespaceOver<number>(driver, { load });
    const invalidator = where === 'the same process' ? cache : namespaceOver<number>(other, { load }).cache;
    const first = cache.get('7');
    await until(
      () => other.send(['EXISTS', 'products:7'], ''),
      (there) => there === 1,
    );
    record = 2;
    await invalidator.delete('7');
    const after = cache.get('7');
    expect([await first, await after, await cache.get('7')]).toEqual([1, 2, 2]);
  });
});

describe('a cache that hangs (P1)', () => {
  it('40 gets of a frozen engine are 40 answers within the deadline and the load; it recovers when it answers', async () => {
    const driver = await connect();
    const { cache } = namespaceOver(driver, { load: slowly });
    await cache.get('0');
    engine.freeze();
    const gets = await Promise.all(Array.from({ length: 40 }, (_, id) => timed(cache.get(String(id)))));
    expect(gets.map(({ value }) => value)).toEqual(Array.from({ length: 40 }, (_, id) => `loaded ${id}`));
    expect(Math.max(...gets.map(({ ms }) => ms))).toBeLessThan(SOFT_MS + LOADER_MS + SLACK_MS);
    await expect(timed(cache.delete('0'))).rejects.toMatchObject({ code: 'CACHE_DEADLINE' });

    engine.thaw();
    await until(
      () => driver.send(['PING'], ''),
      (pong) => pong === 'PONG',
    );
    await cache.get('1');
    driver.sent.length = 0;
    expect(await cache.get('1')).toBe('loaded 1');
    expect(driver.sent).toEqual(['GET']);
  });

  it('while a load is under way: its callers still get the value', async () => {
    const driver = await connect();
    const { cache, reported } = namespaceOver(driver, { load: slowly });
    const get = cache.get('7');
    await until(
      () => driver.sent.length,
      (sent) => sent >= 2,
    );
    await pause(LOADER_MS / 2);
    engine.freeze();
    const { value, ms } = await timed(get);
    expect(value).toBe('loaded 7');
    expect(ms).toBeLessThan(2 * SOFT_MS + LOADER_MS + SLACK_MS);
    expect(reported.map(({ operation }) => operation)).toEqual(['store']);
  });
});

describe('a cache that dies (P2)', () => {
  it('gets are answered by the loader while it is gone, and by the cache when it is back', async () => {
    const driver = await connect();
    const { cache } = namespaceOver(driver, { load: slowly });
    await cache.get('7');
    const under = Array.from({ length: 10 }, (_, id) => timed(cache.get(`under way ${id}`)));
    await engine.kill();
    const gone = Array.from({ length: 20 }, (_, id) => timed(cache.get(`gone ${id}`)));
    const all = await Promise.all([...under, ...gone]);
    expect(all).toHaveLength(30);
    expect(Math.max(...all.map(({ ms }) => ms))).toBeLessThan(2 * SOFT_MS + LOADER_MS + SLACK_MS);
    await expect(cache.delete('7')).rejects.toMatchObject({ code: 'CACHE_UNAVAILABLE' });

    await engine.restart();
    await until(
      async () => {
        await cache.get('back');
        driver.sent.length = 0;
        await cache.get('back');
        return driver.sent.length === 1 && (await driver.send(['EXISTS', 'products:back'], '').catch(() => 0));
      },
      (stored) => stored === 1,
    );
  });
});

describe('a loader that fails (P5)', () => {
  it('fails once for a hundred callers; the next call after the error window loads again', async () => {
    const driver = await connect();
    let loads = 0;
    const error = new Error('the origin is down');
    const { cache, reported } = namespaceOver<string>(driver, {
      errorWindow: '100ms',
      load: async (id) => {
        loads += 1;
        await pause(LOADER_MS);
        if (loads === 1) throw error;
        return `loaded ${id}`;
      },
    });
    const seen = await Promise.all(
      Array.from({ length: 100 }, () => cache.get('7').catch((caught: unknown) => caught)),
    );
    expect(new Set(seen)).toEqual(new Set([error]));
    expect(await cache.get('7').catch((caught: unknown) => caught)).toBe(error);
    expect(loads).toBe(1);
    await until(
      () => cache.get('7').catch((caught: unknown) => caught),
      (answer) => answer === 'loaded 7',
    );
    expect(loads).toBe(2);
    expect(reported).toEqual([]);
  });
});
