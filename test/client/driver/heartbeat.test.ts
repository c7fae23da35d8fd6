import { Engine, until } from './engine';
import { OpenDriver } from './open';
import { Proxy } from './proxy';

describe('an idle connection', () => {
  let engine: Engine;
  let proxy: Proxy;
  let driver: OpenDriver;

  beforeEach(async () => {
    engine = await Engine.start();
    proxy = await Proxy.start(engine.port);
    driver = await OpenDriver.open({ routing: 'single', endpoint: proxy.host, settings: { heartbeatMs: 50 } });
  });
  afterEach(async () => {
    await driver.close();
    await proxy.stop();
    await engine.stop();
  });

  const pings = async (): Promise<number> =>
    Number(/cmdstat_ping:calls=(\d+)/.exec(String(await engine.admin('INFO', 'commandstats')))?.[1] ?? 0);

  it('that died silently is replaced before a command meets it', async () => {
    const silentAt = performance.now();
    proxy.goSilent();
    const name = `127.0.0.1:${proxy.host.port}`;
    const degradedAt = await driver.reaches(name, 'degraded', silentAt);
    await driver.reaches(name, 'ready', degradedAt);
    await expect(driver.send(['SET', 'a', '1'], 'a')).resolves.toBe('OK');
  });

  it('is asked for a sign of life, and a busy one is not', async () => {
    await until('it was asked', async () => (await pings()) > 2);
    let busy = true;
    const work = (async (): Promise<void> => {
      while (busy) await driver.send(['GET', 'a'], 'a');
    })();
    const [before, from] = [await pings(), performance.now()];
    await until('ten heartbeats passed', () => performance.now() - from > 500);
    busy = false;
    await work;
    expect((await pings()) - before).toBeLessThanOrEqual(1);
  });
});
