import { PausedFleet } from './support/process';
import { turn } from './support/manual-clock';

const KEY = 'products:7';

describe('one load across the fleet (P4)', () => {
  it('others wait for the value and get it, without loading', async () => {
    const fleet = new PausedFleet();
    const processes = ['A', 'B', 'C', 'D'].map((name) => fleet.process(name));
    const gets = processes.map(({ cache }) => cache.get('7'));
    await fleet.serve();
    expect(processes.map(({ loads }) => loads.length)).toEqual([1, 0, 0, 0]);
    processes[0]?.loads[0]?.resolve(1);
    await fleet.pass(60);
    expect(await Promise.all(gets)).toEqual([1, 1, 1, 1]);
  });

  it('a load may take many times the lease: it is renewed', async () => {
    const fleet = new PausedFleet();
    const [a, b] = [fleet.process('A', { lease: '2s' }), fleet.process('B', { lease: '2s' })];
    const gets = [a.cache.get('7'), b.cache.get('7')];
    await fleet.pass(20_000);
    expect(b.loads).toHaveLength(0);
    a.loads[0]?.resolve(1);
    await fleet.pass(60);
    expect(await Promise.all(gets)).toEqual([1, 1]);
  });

  it('a dead holder delays the others no longer than its lease and one look', async () => {
    const fleet = new PausedFleet();
    const [a, b] = [fleet.process('A', { lease: '2s' }), fleet.process('B')];
    void a.cache.get('7');
    await fleet.serve();
    const heldAt = fleet.clock.now();
    const get = b.cache.get('7');
    while (b.loads.length === 0) {
      fleet.engine.forget('A'); // its renewals go nowhere: it is dead
      await fleet.pass(5, 'B');
    }
    expect(fleet.clock.now() - heldAt).toBeLessThanOrEqual(2_060);
    b.loads[0]?.resolve(2);
    await fleet.serve('B');
    expect(await get).toBe(2);
  });

  it('a holder whose load fails lets the next one load at once', async () => {
    const fleet = new PausedFleet();
    const [a, b] = [fleet.process('A'), fleet.process('B')];
    const failing = a.cache.get('7');
    await fleet.serve();
    const get = b.cache.get('7');
    await fleet.serve();
    a.loads[0]?.reject(new Error('the origin is down'));
    await expect(failing).rejects.toThrow('the origin is down');
    await fleet.pass(60);
    b.loads[0]?.resolve(2);
    await fleet.serve();
    expect(await get).toBe(2);
  });

  it('a holder that loads longer than anybody would: the others load for themselves, and do not store', async () => {
    const fleet = new PausedFleet();
    const [a, b] = [fleet.process('A', { loaderDeadline: '1h' }), fleet.process('B', { loaderDeadline: '5s' })];
    void a.cache.get('7');
    await fleet.serve();
    const get = b.cache.get('7');
    await fleet.pass(5_100);
    const lease = fleet.engine.peek(KEY);
    b.loads[0]?.resolve(2);
    expect(await get).toBe(2);
    await fleet.serve();
    expect(fleet.engine.peek(KEY)).toBe(lease);
    expect(b.reported.map(({ operation }) => operation)).toEqual(['wait']);
    a.loads[0]?.resolve(1);
    await fleet.serve();
  });

  it('a lease that is granted too late for its asker is given back', async () => {
    const fleet = new PausedFleet();
    const { cache, loads } = fleet.process('A', { cacheDeadline: { soft: '50ms' } });
    const get = cache.get('7');
    await turn();
    fleet.engine.serve(); // GET: nothing
    await turn();
    const plant = fleet.engine.commands[0];
    expect(plant?.name).toBe('SET');
    await fleet.clock.pass(51);
    loads[0]?.resolve(1);
    expect(await get).toBe(1);
    await fleet.serve();
    expect(fleet.engine.peek(KEY)).toBeNull();
  });

  it('a wait that a local invalidation has emptied ends: nobody polls, plants or loads for nobody', async () => {
    const fleet = new PausedFleet();
    const [a, b] = [fleet.process('A', { lease: '2s' }), fleet.process('B')];
    void a.cache.get('7');
    await fleet.serve();
    const get = b.cache.get('7');
    await fleet.serve();
    const set = b.cache.set('7', 5); // the callers of B ask again, and find this
    await fleet.serve();
    await set;
    expect(await get).toBe(5);
    fleet.engine.sent.length = 0;
    await fleet.pass(500, 'B');
    expect(fleet.engine.sent).toEqual([]);
    expect(b.loads).toHaveLength(0);
    a.loads[0]?.resolve(1);
    await fleet.serve();
  });

  it('finding that somebody else loads gives the place in the bulkhead back', async () => {
    const fleet = new PausedFleet();
    const [a, b] = [fleet.process('A'), fleet.process('B', { maxConcurrentLoads: 1 })];
    const both = [a.cache.get('7'), b.cache.get('7')];
    await turn();
    fleet.engine.serve(); // both see nothing, both plant, A first
    await fleet.serve();
    expect([a.loads.length, b.loads.length]).toEqual([1, 0]);
    void b.cache.get('8');
    await fleet.serve();
    expect(b.loads.map(({ id }) => id)).toEqual(['8']);
    a.loads[0]?.resolve(1);
    await fleet.pass(60);
    expect(await Promise.all(both)).toEqual([1, 1]);
  });
});
