import { Watchdog, type Watched } from '../../../client/src/driver/watchdog';

describe('the watchdog', () => {
  let now: number;
  let seen: number[];
  let busy: boolean;
  const watched: Watched = {
    observe(aliveMs) {
      seen.push(aliveMs);
      return busy;
    },
  };

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['performance', 'setImmediate'] });
    [now, seen, busy] = [1_000, [], true];
    jest.spyOn(performance, 'now').mockImplementation(() => now);
  });
  afterEach(() => {
    jest.restoreAllMocks();
    jest.useRealTimers();
  });

  const tick = async (tookMs: number): Promise<void> => {
    now += tookMs;
    jest.advanceTimersByTime(25);
    await new Promise((resolve) => setImmediate(resolve));
  };

  it('counts the time in which this process could not read as two periods at most', async () => {
    const watchdog = new Watchdog();
    watchdog.add(watched);
    watchdog.wake();
    await tick(25);
    await tick(5_000);
    await tick(26);
    expect(seen).toEqual([25, 50, 26]);
  });

  it('judges only after the sockets were read', async () => {
    const watchdog = new Watchdog();
    watchdog.add(watched);
    watchdog.wake();
    now += 25;
    jest.advanceTimersByTime(25);
    expect(seen).toEqual([]); // in the timers phase nothing has been read yet
    await new Promise((resolve) => setImmediate(resolve));
    expect(seen).toEqual([25]);
  });

  it('sleeps while nothing is under way', async () => {
    const watchdog = new Watchdog();
    watchdog.add(watched);
    watchdog.wake();
    busy = false;
    await tick(25);
    expect(watchdog.awake).toBe(false);
    expect(jest.getTimerCount()).toBe(0);
    busy = true;
    watchdog.wake();
    await tick(25);
    expect(watchdog.awake).toBe(true);
    expect(seen).toHaveLength(2);
  });
});
