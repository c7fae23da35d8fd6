import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SecretSource } from '../../../client/src/secrets';
import { Engine } from './engine';
import { OpenDriver } from './open';

const ARN = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:app';

describe('authentication', () => {
  let engine: Engine;
  let password: string;
  let reads: number;
  const secret = (): SecretSource =>
    new SecretSource(
      () => {
        reads++;
        return Promise.resolve(JSON.stringify({ username: 'app', password }));
      },
      ARN,
      'app',
    );

  beforeEach(async () => {
    [password, reads] = ['first-password', 0];
    const directory = mkdtempSync(join(tmpdir(), 'elasticache-kit-auth-'));
    const users = [
      'user default on nopass ~* &* +@all',
      'user app on >first-password resetchannels -@all +get +set ~products:*',
    ];
    writeFileSync(join(directory, 'users.acl'), `${users.join('\n')}\n`);
    engine = await Engine.start(['--aclfile', join(directory, 'users.acl')], { directory });
  });
  afterEach(() => engine.stop());

  const open = (source = secret()): Promise<OpenDriver> =>
    OpenDriver.open({ routing: 'single', endpoint: engine.host, secret: source });

  it('uses the secret, and tells a foreign key from a wrong password', async () => {
    const driver = await open();
    await expect(driver.send(['SET', 'products:1', 'x'], 'products:1')).resolves.toBe('OK');
    await expect(driver.send(['GET', 'orders:1'], 'orders:1')).rejects.toMatchObject({ kind: 'denied' });
    await driver.close();
  });

  it('survives a rotation: the next connection reads the secret again, without a restart', async () => {
    const driver = await open();
    await driver.send(['SET', 'products:1', 'x'], 'products:1');
    await engine.admin('ACL', 'SETUSER', 'app', 'resetpass', '>second-password');
    password = 'second-password';
    const rotatedAt = performance.now();
    await engine.admin('CLIENT', 'KILL', 'USER', 'app');
    await driver.reaches(engine.name, 'down', rotatedAt);
    await driver.reaches(engine.name, 'ready', rotatedAt);
    await expect(driver.send(['GET', 'products:1'], 'products:1')).resolves.toBe('x');
    expect(reads).toBe(2);
    await driver.close();
  });

  it('comes back by itself when the secret follows the password late', async () => {
    const driver = await open();
    await engine.admin('ACL', 'SETUSER', 'app', 'resetpass', '>second-password');
    const killedAt = performance.now();
    await engine.admin('CLIENT', 'KILL', 'USER', 'app');
    await driver.reaches(engine.name, 'down', killedAt);
    await expect(driver.send(['GET', 'products:1'], 'products:1')).rejects.toMatchObject({
      kind: expect.stringMatching(/auth|down/),
    });
    password = 'second-password';
    await driver.reaches(engine.name, 'ready', killedAt);
    await expect(driver.send(['GET', 'products:1'], 'products:1')).resolves.toBeNull();
    await driver.close();
  });

  it('refuses a wrong password as auth and never repeats it', async () => {
    password = 'wrong-password';
    const failure: unknown = await open().catch((error: unknown) => error);
    expect(failure).toMatchObject({ kind: 'auth', message: expect.stringContaining('WRONGPASS') });
    expect(String((failure as Error).stack)).not.toContain('wrong-password');
    expect(reads).toBe(2);
  });

  it('says that the engine wants credentials where none are known', async () => {
    await engine.admin('ACL', 'SETUSER', 'default', 'off');
    const failure = OpenDriver.open({ routing: 'single', endpoint: engine.host });
    await expect(failure).rejects.toMatchObject({ kind: 'auth', message: expect.stringContaining('NOAUTH') });
  });
});
