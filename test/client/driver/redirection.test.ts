import { keySlot } from '../../../client/src/driver/slot';
import { TestCluster } from './cluster';
import { type Engine, until } from './engine';
import { Load } from './load';
import { keyIn, OpenDriver } from './open';

describe('a slot moves to another node', () => {
  let cluster: TestCluster;
  let driver: OpenDriver;
  const tag = keyIn(0, 4_000);
  const slot = keySlot(tag);
  const keys = Array.from({ length: 20 }, (_, i) => `{${tag}}:${i}`);

  beforeAll(async () => (cluster = await TestCluster.start(3, 0)));
  afterAll(() => cluster.stop());
  beforeEach(async () => (driver = await OpenDriver.open({ endpoint: cluster.seed })));
  afterEach(() => driver.close());

  it('follows ASK while it migrates and MOVED afterwards, under load, without an error', async () => {
    for (const key of keys) await driver.send(['SET', key, `value of ${key}`], key);
    const [source, target] = [cluster.engines[0] as Engine, cluster.engines[1] as Engine];
    let next = 0;
    const load = new Load(driver, 8, () => keys[next++ % keys.length] as string);
    try {
      await target.admin('CLUSTER', 'SETSLOT', String(slot), 'IMPORTING', cluster.idOf(source));
      await source.admin('CLUSTER', 'SETSLOT', String(slot), 'MIGRATING', cluster.idOf(target));
      for (const key of keys) {
        await source.admin('MIGRATE', '127.0.0.1', String(target.port), key, '0', '2000', 'REPLACE');
        const seen = load.seen.length;
        await until('each key is written on either side', () => load.seen.length > seen + keys.length);
      }
      for (const engine of [target, source, cluster.engines[2] as Engine]) {
        await engine.admin('CLUSTER', 'SETSLOT', String(slot), 'NODE', cluster.idOf(target));
      }
      const movedAt = performance.now();
      await until('writes go to the new owner', () => load.served(movedAt) > 200);
    } finally {
      await load.stop();
    }
    expect(load.errors.map(({ error }) => error?.message)).toEqual([]);
    expect(await source.admin('CLUSTER', 'COUNTKEYSINSLOT', String(slot))).toBe(0);
    expect(await target.admin('CLUSTER', 'COUNTKEYSINSLOT', String(slot))).toBe(keys.length);
  });

  it('repeats a command on several keys while only some have moved, and says so when that does not pass', async () => {
    const [other, target] = [cluster.engines[1] as Engine, cluster.engines[2] as Engine];
    const [one, two] = [`{${tag}}:0`, `{${tag}}:1`];
    await driver.send(['MSET', one, '1', two, '2'], one);
    await target.admin('CLUSTER', 'SETSLOT', String(slot), 'IMPORTING', cluster.idOf(other));
    await other.admin('CLUSTER', 'SETSLOT', String(slot), 'MIGRATING', cluster.idOf(target));
    await other.admin('MIGRATE', '127.0.0.1', String(target.port), one, '0', '2000', 'REPLACE');
    await expect(driver.send(['MGET', one, two], one)).rejects.toMatchObject({ kind: 'unavailable' });
    const asked = driver.send(['MGET', one, two], one);
    await other.admin('MIGRATE', '127.0.0.1', String(target.port), two, '0', '2000', 'REPLACE');
    await expect(asked).resolves.toEqual(['1', '2']);
  });

  it('runs a script by its digest, and by its text on a node that does not know it', async () => {
    const key = keyIn(12_000, 16_000);
    const lua = "return redis.call('SET', KEYS[1], ARGV[1])";
    const sha1 = String(await cluster.engines[0]?.admin('SCRIPT', 'LOAD', lua));
    for (const engine of cluster.engines) await engine.admin('SCRIPT', 'FLUSH');
    await expect(driver.script({ lua, sha1 }, [key], ['first'])).resolves.toBe('OK');
    await expect(driver.script({ lua, sha1 }, [key], ['second'])).resolves.toBe('OK');
    await expect(driver.send(['GET', key], key)).resolves.toBe('second');
    const broken = driver.script({ lua: "return redis.call('NOPE')", sha1: 'f'.repeat(40) }, [key], []);
    await expect(broken).rejects.toMatchObject({ kind: 'reply' });
  });
});
