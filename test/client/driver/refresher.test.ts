import { Refresher } from '../../../client/src/driver/refresher';

describe('looking at the topology', () => {
  let looks: number[];
  let well: boolean;
  let finish: (() => void) | undefined;
  const pace = { minMs: 100, maxMs: 250 };
  const refresher = (): Refresher =>
    new Refresher(async () => {
      looks.push(performance.now());
      if (finish !== undefined) await new Promise<void>((resolve) => (finish = resolve));
      return well;
    }, pace);

  beforeEach(() => {
    jest.useFakeTimers();
    [looks, well, finish] = [[], true, undefined];
  });
  afterEach(() => jest.useRealTimers());

  it('happens at once at the first sign of trouble, and not again when all is well', async () => {
    const watch = refresher();
    const from = performance.now();
    for (let i = 0; i < 1_000; i++) watch.request();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(looks.map((at) => at - from)).toEqual([0]);
  });

  it('is repeated while something is wrong, with a pause of 100 to 250 ms that differs', async () => {
    well = false;
    refresher().request();
    await jest.advanceTimersByTimeAsync(10_000);
    const pauses = looks.slice(1).map((at, i) => at - (looks[i] as number));
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(100);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(251);
    expect(new Set(pauses).size).toBeGreaterThan(5);
  });

  it('becomes rare when the trouble lasts, so that a dead shard is not a load on the others', async () => {
    well = false;
    refresher().request();
    await jest.advanceTimersByTimeAsync(20_000);
    looks = [];
    await jest.advanceTimersByTimeAsync(60_000);
    expect(looks.length).toBeGreaterThan(25);
    expect(looks.length).toBeLessThan(80);
  });

  it('is done once at a time, and once more for what was asked meanwhile', async () => {
    finish = () => undefined;
    const watch = refresher();
    watch.request();
    await jest.advanceTimersByTimeAsync(1_000);
    watch.request();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(looks).toHaveLength(1);
    finish();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(looks).toHaveLength(2);
    finish();
    await jest.advanceTimersByTimeAsync(10_000);
    expect(looks).toHaveLength(2);
  });

  it('ends when it is stopped', async () => {
    well = false;
    const watch = refresher();
    watch.request();
    await jest.advanceTimersByTimeAsync(1_000);
    watch.stop();
    looks = [];
    watch.request();
    await jest.advanceTimersByTimeAsync(10_000);
    expect(looks).toEqual([]);
  });
});
