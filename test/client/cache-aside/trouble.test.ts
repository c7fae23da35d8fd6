import { DriverError } from '../../../client/src/driver/port';
import { type CacheError } from '../../../client/src/errors';
import { turn } from './support/manual-clock';
import { PausedFleet, stateOf } from './support/process';
import { NAMESPACE } from './support/world';
import { createCacheAside } from '../../../client/src/patterns/cache-aside';

describe('a cache that does not answer', () => {
  it('costs a read its soft deadline, then the loader answers and nothing more is asked of the cache', async () => {
    const fleet = new PausedFleet();
    const { cache, loads, reported } = fleet.process();
    const get = cache.get('7');
    await fleet.clock.pass(49);
    expect(loads).toHaveLength(0);
    await fleet.clock.pass(1);
    expect(loads).toHaveLength(1);
    loads[0]?.resolve(1);
    expect(await get).toBe(1);
    expect(fleet.engine.sent).toEqual(['GET']);
    expect(reported.map(({ error, operation }) => [(error as CacheError).code, operation])).toEqual([
      ['CACHE_DEADLINE', 'get'],
    ]);
  });

  it('and answers after all is not listened to any more', async () => {
    const fleet = new PausedFleet();
    const { cache, loads } = fleet.process();
    const get = cache.get('7');
    await fleet.clock.pass(50);
    fleet.engine.put('products:7', '\x01jc0;t0\n99\n');
    await fleet.serve();
    loads[0]?.resolve(1);
    expect(await get).toBe(1);
  });

  it('makes one load per id, not one per caller', async () => {
    const fleet = new PausedFleet();
    const { cache, loads } = fleet.process();
    const gets: Promise<number>[] = [];
    for (let caller = 0; caller < 20; caller++) {
      gets.push(cache.get('7'));
      await turn();
    }
    await fleet.clock.pass(50);
    gets.push(cache.get('7'));
    await fleet.clock.pass(50);
    expect(loads).toHaveLength(1);
    loads[0]?.resolve(1);
    expect(new Set(await Promise.all(gets))).toEqual(new Set([1]));
  });

  it('makes no more loads at a time than the origin is to bear; the rest queue', async () => {
    const fleet = new PausedFleet();
    const { cache, loads } = fleet.process('A', { maxConcurrentLoads: 3, maxQueuedLoads: 4 });
    const gets = Array.from({ length: 7 }, (_, id) => cache.get(String(id)));
    const refused = cache.get('7');
    await fleet.clock.pass(50);
    await expect(refused).rejects.toMatchObject({ code: 'LOADS_EXCEEDED' });
    for (let ended = 0; ended < 7; ended++) {
      expect(loads).toHaveLength(Math.min(7, ended + 3));
      loads[ended]?.resolve(ended);
      await turn();
    }
    expect(await Promise.all(gets)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it.each(['down', 'auth', 'denied', 'readonly', 'oom', 'unavailable', 'closed', 'reply'] as const)(
    'is no error to a reader: %s',
    async (kind) => {
      const fleet = new PausedFleet();
      const { cache, loads, reported } = fleet.process();
      const get = cache.get('7');
      const error = new DriverError(kind, 'of a test');
      fleet.engine.commands[0]?.fail(error);
      await turn();
      loads[0]?.resolve(1);
      expect(await get).toBe(1);
      expect(reported).toEqual([{ error, namespace: 'products', operation: 'get' }]);
    },
  );

  it('between question and store is no error to a reader either', async () => {
    const fleet = new PausedFleet();
    const { cache, loads, reported } = fleet.process();
    const get = cache.get('7');
    await fleet.serve();
    loads[0]?.resolve(1);
    await turn();
    expect(fleet.engine.commands[0]?.name).toBe('store');
    fleet.engine.commands[0]?.fail(new DriverError('oom', 'out of memory'));
    expect(await get).toBe(1);
    await fleet.serve();
    expect(fleet.engine.peek('products:7')).toBeNull(); // the lease is given up, nobody waits for it
    expect(reported.map(({ operation }) => operation)).toEqual(['store']);
  });

  it('is an error to who invalidates or writes', async () => {
    const fleet = new PausedFleet();
    const { cache } = fleet.process();
    const late = [cache.delete('7'), cache.invalidate('7'), cache.set('7', 1)].map((call) =>
      call.then(String, (error: CacheError) => error.code),
    );
    await fleet.clock.pass(499);
    await fleet.clock.pass(1);
    expect(await Promise.all(late)).toEqual(['CACHE_DEADLINE', 'CACHE_DEADLINE', 'CACHE_DEADLINE']);
    fleet.engine.forget('A');

    const cause = new DriverError('down', 'no connection');
    const failed = [cache.delete('7'), cache.set('7', 1)].map((call) =>
      call.then(String, (error: CacheError) => [error.code, error.cause]),
    );
    await turn();
    for (const command of [...fleet.engine.commands]) command.fail(cause);
    expect(await Promise.all(failed)).toEqual([
      ['CACHE_UNAVAILABLE', cause],
      ['CACHE_UNAVAILABLE', cause],
    ]);
  });

  it('is reported even where the error handler itself throws', async () => {
    const fleet = new PausedFleet();
    const warned = jest.spyOn(process, 'emitWarning').mockReturnValue();
    const cache = createCacheAside<number>(
      {
        driver: fleet.engine.driver('A'),
        clock: fleet.clock,
        onError: () => {
          throw new Error('a logger without a connection');
        },
      },
      NAMESPACE,
      { load: () => 1 },
    );
    const get = cache.get('7');
    await fleet.clock.pass(50);
    expect(await get).toBe(1);
    expect(warned.mock.calls).toEqual([
      ['onError itself threw: Error: a logger without a connection', 'ElastiCacheKitWarning'],
    ]);
    warned.mockRestore();
  });
});

describe('a process that was busy itself', () => {
  it('does not blame the cache: a late timer gives everybody as much time again, once', async () => {
    const fleet = new PausedFleet();
    const { cache, loads } = fleet.process();
    const get = cache.get('7');
    fleet.clock.skip(300); // 300 ms of somebody's computation: no reply could have been read
    fleet.clock.next();
    await turn();
    expect(loads).toHaveLength(0);
    fleet.engine.put('products:7', '\x01jc0;t0\n5\n');
    await fleet.serve();
    expect(await get).toBe(5);
  });

  it('but never waits without bound', async () => {
    const fleet = new PausedFleet();
    const { cache, loads } = fleet.process();
    const get = cache.get('7');
    for (let late = 0; late < 2; late++) {
      fleet.clock.skip(300);
      fleet.clock.next();
    }
    await turn();
    expect(loads).toHaveLength(1);
    loads[0]?.resolve(1);
    expect(await get).toBe(1);
    expect(await stateOf(get)).toBe('fulfilled');
  });
});
