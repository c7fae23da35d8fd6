import { Engine, until } from './engine';
import { OpenDriver } from './open';
import { Proxy } from './proxy';

describe('a cache with cluster mode disabled fails over', () => {
  let engines: Engine[];
  let name: Proxy;

  beforeEach(async () => {
    const primary = await Engine.start();
    engines = [primary, await Engine.start(['--replicaof', '127.0.0.1', String(primary.port)])];
    await until('the replica is in sync', async () =>
      String(await engines[1]?.admin('INFO')).includes('link_status:up'),
    );
    name = await Proxy.start(primary.port); // what the primary end point's name resolves to
  });
  afterEach(async () => {
    await name.stop();
    await Promise.all(engines.map((engine) => engine.stop()));
  });

  it('replaces the connection that answers READONLY, and repeats the write on the new primary', async () => {
    const driver = await OpenDriver.open({ routing: 'single', endpoint: name.host });
    const connectedAt = performance.now();
    await driver.send(['SET', 'a', '1'], 'a');
    const [old, heir] = engines as [Engine, Engine];
    await until('the connection is not new any more', () => performance.now() - connectedAt > 300);
    await heir.admin('REPLICAOF', 'NO', 'ONE');
    await old.admin('REPLICAOF', '127.0.0.1', String(heir.port));
    name.target = heir.port;
    await expect(driver.send(['SET', 'a', '2'], 'a')).resolves.toBe('OK');
    await expect(heir.admin('GET', 'a')).resolves.toBe('2');
    await driver.close();
  });

  it('says readonly, without connecting in a loop, while the name still leads to the old primary', async () => {
    const driver = await OpenDriver.open({ routing: 'single', endpoint: name.host });
    const [old, heir] = engines as [Engine, Engine];
    await old.admin('REPLICAOF', '127.0.0.1', String(heir.port));
    const before = driver.events.length;
    for (let i = 0; i < 50; i++) {
      await expect(driver.send(['SET', 'a', '2'], 'a')).rejects.toMatchObject({ kind: 'readonly' });
    }
    expect(driver.events.length - before).toBeLessThan(10);
    await driver.close();
  });
});
