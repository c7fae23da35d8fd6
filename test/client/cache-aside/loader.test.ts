import { turn } from './support/manual-clock';
import { PausedFleet } from './support/process';
import { namespaceOver } from './support/world';

const KEY = 'products:7';

describe('a loader that fails (P5)', () => {
  it('fails once for a hundred callers, and each gets its very error', async () => {
    const fleet = new PausedFleet();
    const { cache, loads } = fleet.process();
    const gets = Array.from({ length: 100 }, () => cache.get('7').catch((error: unknown) => error));
    await fleet.serve();
    const error = new TypeError('no such table');
    loads[0]?.reject(error);
    await fleet.serve();
    expect(new Set(await Promise.all(gets))).toEqual(new Set([error]));
    expect(loads).toHaveLength(1);
  });

  it('is not called again within the error window, and is after it', async () => {
    const fleet = new PausedFleet();
    const { cache, loads } = fleet.process('A', { errorWindow: '1s' });
    const attempt = async (): Promise<unknown> => {
      const get = cache.get('7').catch((error: unknown) => error);
      await fleet.serve();
      return get;
    };
    const first = cache.get('7').catch((error: unknown) => error);
    await fleet.serve();
    const error = new Error('the origin is down');
    loads[0]?.reject(error);
    expect(await first).toBe(error);
    await fleet.clock.pass(999);
    expect(await attempt()).toBe(error);
    expect(loads).toHaveLength(1);
    await fleet.clock.pass(1);
    const get = cache.get('7');
    await fleet.serve();
    loads[1]?.resolve(1);
    await fleet.serve();
    expect(await get).toBe(1);
  });

  it('is called again at once after an invalidation, or where the window is switched off', async () => {
    for (const [errorWindow, forget] of [
      ['1s', true],
      ['0s', false],
    ] as const) {
      const fleet = new PausedFleet();
      const { cache, loads } = fleet.process('A', { errorWindow });
      const first = cache.get('7').catch((error: unknown) => error);
      await fleet.serve();
      loads[0]?.reject(new Error('the origin is down'));
      await first;
      await fleet.serve();
      if (forget) {
        const deleted = cache.delete('7');
        await fleet.serve();
        await deleted;
      }
      const get = cache.get('7');
      await fleet.serve();
      loads[1]?.resolve(1);
      await fleet.serve();
      expect(await get).toBe(1);
    }
  });

  it('is left alone for the error window also while the cache does not answer', async () => {
    const fleet = new PausedFleet();
    const { cache, loads } = fleet.process('A', { errorWindow: '1s' });
    const error = new Error('the origin is down as well');
    const first = cache.get('7').catch((seen: unknown) => seen);
    await fleet.clock.pass(50);
    loads[0]?.reject(error);
    expect(await first).toBe(error);
    const second = cache.get('7').catch((seen: unknown) => seen);
    await fleet.clock.pass(50);
    expect(await second).toBe(error);
    expect(loads).toHaveLength(1);
  });

  it('by throwing at once is no different', async () => {
    const fleet = new PausedFleet();
    const error = new Error('thrown, not rejected');
    const load = (): number => {
      throw error;
    };
    const { cache } = namespaceOver<number>(fleet.engine.driver('A'), { load }, { clock: fleet.clock });
    const get = cache.get('7').catch((seen: unknown) => seen);
    await fleet.serve();
    expect(await get).toBe(error);
  });
});

describe('a loader that does not come back', () => {
  it('is told to stop, its callers get LOADER_DEADLINE, and the lease is given up', async () => {
    const fleet = new PausedFleet();
    const { cache, loads } = fleet.process('A', { loaderDeadline: '3s' });
    const get = cache.get('7').then(String, (error: { code: string; message: string }) => error);
    await fleet.serve();
    await fleet.pass(2_990);
    expect(loads[0]?.signal.aborted).toBe(false);
    await fleet.pass(20);
    expect(await get).toMatchObject({
      code: 'LOADER_DEADLINE',
      message:
        "LOADER_DEADLINE: the loader of namespace 'products' took longer than 3000 ms; raise loaderDeadline, or pass the signal on so that it can stop",
    });
    expect(loads[0]?.signal.aborted).toBe(true);
    expect(fleet.engine.peek(KEY)).toBeNull();
    loads[0]?.reject(new Error('an abort error that nobody needs to hear of'));
    await turn();
  });

  it('does not hold a place for ever: those who queue behind it fail with LOADER_DEADLINE too', async () => {
    const fleet = new PausedFleet();
    const { cache, loads } = fleet.process('A', { loaderDeadline: '3s', maxConcurrentLoads: 1 });
    const codes = ['7', '8', '9'].map((id) => cache.get(id).then(String, (error: { code: string }) => error.code));
    await fleet.serve();
    await fleet.pass(6_100);
    expect(loads.map(({ id }) => id)).toContain('7');
    expect(await Promise.all(codes)).toEqual(['LOADER_DEADLINE', 'LOADER_DEADLINE', 'LOADER_DEADLINE']);
  });
});
