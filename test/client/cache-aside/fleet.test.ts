import { LoadingProcess } from './support/child';
import { rawDriver } from './support/raw-driver';
import { startValkey, type Valkey } from './support/valkey';
import { namespaceOver } from './support/world';

/** Defaults of the pattern, in milliseconds. */
const LEASE_MS = 2_000;
const LONGEST_POLL_MS = 50;
/** For a machine that runs other things: what is asserted is that waits are bounded. In milliseconds. */
const SLACK_MS = 1_500;

let engine: Valkey;
const processes: LoadingProcess[] = [];

beforeEach(async () => {
  engine = await startValkey();
});

afterEach(async () => {
  await Promise.all([engine.kill(), ...processes.splice(0).map((child) => child.kill())]);
});

describe('a fleet of processes (P4)', () => {
  it('1 load for 4 processes with 250 gets each, of one cold key', async () => {
    const fleet = Array.from({ length: 4 }, () => new LoadingProcess(engine.port, 250, 200));
    processes.push(...fleet);
    await Promise.all(fleet.map((child) => child.ready()));
    for (const child of fleet) child.go();
    const answers = await Promise.all(fleet.map((child) => child.answers()));
    expect(fleet.map(({ loads }) => loads).sort()).toEqual([0, 0, 0, 1]);
    expect(answers.map((each) => each.answers)).toEqual([250, 250, 250, 250]);
    expect(new Set(answers.flatMap((each) => each.loadedBy)).size).toBe(1);
    expect(answers.flatMap((each) => each.trouble)).toEqual([]);
  }, 60_000);

  it('a holder that is killed while it loads delays the others no longer than its lease', async () => {
    const dying = new LoadingProcess(engine.port, 1, 0);
    processes.push(dying);
    await dying.ready();
    dying.go();
    await dying.loading();
    const driver = await rawDriver(engine.port);
    const { cache } = namespaceOver<string>(driver, { load: (id) => `loaded ${id}` });
    const start = performance.now();
    const get = cache.get('7');
    await dying.kill();
    expect(await get).toBe('loaded 7');
    const ms = performance.now() - start;
    await driver.close();
    expect(ms).toBeGreaterThan(500);
    expect(ms).toBeLessThan(LEASE_MS + LONGEST_POLL_MS + SLACK_MS);
  }, 60_000);
});
