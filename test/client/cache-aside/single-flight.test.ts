import { encodeLease } from '../../../client/src/envelope';
import { turn } from './support/manual-clock';
import { PausedFleet, stateOf } from './support/process';

const KEY = 'products:7';

describe('callers of one id', () => {
  it('send one command for a thousand gets of one moment (P11)', async () => {
    const fleet = new PausedFleet();
    const { cache } = fleet.process();
    await cacheValue(fleet, cache, 1);
    fleet.engine.sent.length = 0;
    const gets = Array.from({ length: 1_000 }, () => cache.get('7'));
    await fleet.serve();
    expect(new Set(await Promise.all(gets))).toEqual(new Set([1]));
    expect(fleet.engine.sent).toEqual(['GET']);
  });

  it('ask together, once, when they come while a question is under way', async () => {
    const fleet = new PausedFleet();
    const { cache } = fleet.process();
    await cacheValue(fleet, cache, 1);
    fleet.engine.sent.length = 0;
    const gets = [cache.get('7')];
    for (let caller = 0; caller < 10; caller++) {
      await turn();
      gets.push(cache.get('7'));
    }
    expect(fleet.engine.sent).toEqual(['GET']);
    await fleet.serve();
    expect(await Promise.all(gets)).toEqual(Array(11).fill(1));
    expect(fleet.engine.sent).toEqual(['GET', 'GET']);
  });

  it('share a load that is under way without asking the cache', async () => {
    const fleet = new PausedFleet();
    const { cache, loads } = fleet.process();
    const first = cache.get('7');
    await fleet.serve();
    fleet.engine.sent.length = 0;
    const others: Promise<number>[] = [];
    for (let caller = 0; caller < 10; caller++) {
      await turn();
      others.push(cache.get('7'));
    }
    expect(fleet.engine.sent).toEqual([]);
    loads[0]?.resolve(5);
    await fleet.serve();
    expect(await Promise.all([first, ...others])).toEqual(Array(11).fill(5));
    expect(loads).toHaveLength(1);
  });

  it('are told apart among thousands of ids at a time, also ids that begin or end alike', async () => {
    const fleet = new PausedFleet();
    const { cache, loads } = fleet.process('A', { maxConcurrentLoads: 10_000 });
    const ids = Array.from({ length: 1_000 }, (_, at) => [
      `${at}`,
      `${at}-${'x'.repeat(40)}`,
      `${'x'.repeat(40)}-${at}`,
    ]).flat();
    const gets = ids.map((id) => cache.get(id));
    await turn();
    const again = ids.map((id) => cache.get(id));
    await fleet.serve();
    expect(loads.map(({ id }) => id).sort()).toEqual([...ids].sort());
    for (const load of loads) load.resolve(ids.indexOf(load.id));
    await fleet.serve();
    expect(await Promise.all(gets)).toEqual(ids.map((_, at) => at));
    expect(await Promise.all(again)).toEqual(ids.map((_, at) => at));
  });

  it('do not share with callers of another id', async () => {
    const fleet = new PausedFleet();
    const { cache, loads } = fleet.process();
    const gets = [cache.get('7'), cache.get('8')];
    await fleet.serve();
    for (const load of loads) load.resolve(Number(load.id));
    await fleet.serve();
    expect(await Promise.all(gets)).toEqual([7, 8]);
  });
});

describe('an invalidation while a load is under way (P3)', () => {
  it('by another process: who began the load gets its value, who joined it later gets a new one, nothing old is stored', async () => {
    const fleet = new PausedFleet();
    const [a, b] = [fleet.process('A'), fleet.process('B')];
    const first = a.cache.get('7');
    await fleet.serve();
    const deleted = b.cache.delete('7');
    await fleet.serve();
    await deleted;
    const late = a.cache.get('7');
    a.loads[0]?.resolve(1);
    await fleet.serve();
    expect(await first).toBe(1);
    expect(await stateOf(late)).toBe('waiting');
    a.loads[1]?.resolve(2);
    await fleet.serve();
    expect(await late).toBe(2);
    expect(fleet.engine.peek(KEY)).toContain('\n2\n');
  });

  it('by this process: later callers do not wait for the old load', async () => {
    const fleet = new PausedFleet();
    const { cache, loads } = fleet.process();
    const first = cache.get('7');
    await fleet.serve();
    const deleted = cache.delete('7');
    const late = cache.get('7');
    await fleet.serve();
    await deleted;
    loads[1]?.resolve(2);
    await fleet.serve();
    expect(await late).toBe(2);
    expect(await stateOf(first)).toBe('waiting');
    loads[0]?.resolve(1);
    await fleet.serve();
    expect(await first).toBe(1);
    expect(fleet.engine.peek(KEY)).toContain('\n2\n');
  });

  it('is noticed at the next renewal: who joined later does not wait for the old load to end', async () => {
    const fleet = new PausedFleet();
    const { cache, loads } = fleet.process('A', { lease: '3s' });
    const first = cache.get('7');
    await fleet.serve();
    const late = cache.get('7');
    fleet.engine.put(KEY, encodeLease('of somebody who began after an invalidation'), 100);
    await fleet.clock.pass(1_000);
    await fleet.serve();
    await fleet.clock.pass(100);
    await fleet.serve();
    loads[1]?.resolve(2);
    await fleet.serve();
    expect(await late).toBe(2);
    expect(await stateOf(first)).toBe('waiting');
    loads[0]?.resolve(1);
    await fleet.serve();
    expect(await first).toBe(1);
  });

  it('does not let a value through that was read while waiting for another process, to who came after the reading', async () => {
    const fleet = new PausedFleet();
    const [a, b] = [fleet.process('A'), fleet.process('B')];
    const loading = b.cache.get('7');
    await fleet.serve();
    const waiting = a.cache.get('7');
    await fleet.serve();
    b.loads[0]?.resolve(1);
    await fleet.serve('B');
    fleet.clock.next(); // A looks again: its question reaches the engine, the answer is on its way
    await turn();
    const look = fleet.engine.commands.find((command) => command.client === 'A');
    look?.run();
    const deleted = b.cache.delete('7');
    await fleet.serve('B');
    await deleted;
    const late = a.cache.get('7');
    look?.answer();
    await fleet.serve();
    expect([await loading, await waiting]).toEqual([1, 1]);
    a.loads[0]?.resolve(2);
    await fleet.serve();
    expect(await late).toBe(2);
  });

  it('again and again does not keep a caller from an answer, even one who is always late for the load of another', async () => {
    const fleet = new PausedFleet();
    const { cache, loads } = fleet.process();
    void cache.get('7');
    await fleet.serve();
    const unlucky = cache.get('7');
    for (let version = 1; version <= 3; version++) {
      fleet.engine.put(KEY, encodeLease(`somebody else's ${version}`), 1);
      await fleet.clock.pass(1);
      loads.at(-1)?.resolve(version);
      await turn();
      fleet.engine.serve(); // the store fails: the unlucky one asks again ...
      await turn();
      if (version === 3) break;
      void cache.get('7'); // ... and another caller, whose question is answered first, begins the next load
      const [asked, overtaking] = fleet.engine.commands.filter(({ name }) => name === 'GET');
      expect(overtaking).toBeDefined();
      overtaking?.run();
      overtaking?.answer();
      await turn();
      for (const command of fleet.engine.commands.filter((sent) => sent !== asked)) {
        command.run();
        command.answer();
      }
      await fleet.serve();
    }
    expect(await stateOf(unlucky)).toBe('waiting');
    expect(fleet.engine.commands).toEqual([]); // it asks no more, it loads
    loads.at(-1)?.resolve(99);
    expect(await unlucky).toBe(99);
  });
});

async function cacheValue(fleet: PausedFleet, cache: { set(id: string, value: number): Promise<void> }, value: number) {
  const set = cache.set('7', value);
  await fleet.serve();
  await set;
}
