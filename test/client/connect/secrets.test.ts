import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SecretSource, twinSecrets } from '../../../client/src/secrets';

const ARN = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:app';

describe('a secret', () => {
  const source = (texts: string[], clock = { now: 0 }): { secret: SecretSource; reads: () => number } => {
    let reads = 0;
    const read = (): Promise<string> => Promise.resolve(texts[Math.min(reads++, texts.length - 1)] as string);
    return { secret: new SecretSource(read, ARN, 'app', () => clock.now), reads: () => reads };
  };
  const text = (password: string): string => JSON.stringify({ username: 'app', password });

  it('is read once for connections that open together', async () => {
    const { secret, reads } = source([text('one')]);
    const all = await Promise.all([secret.get(), secret.get(), secret.get()]);
    expect(all.map(({ password }) => password)).toEqual(['one', 'one', 'one']);
    expect(reads()).toBe(1);
  });

  it('is read again by the first connection after a minute', async () => {
    const clock = { now: 0 };
    const { secret } = source([text('one'), text('two')], clock);
    await secret.get();
    clock.now = 60_001;
    expect((await secret.get()).password).toBe('two');
  });

  it('is read again at once after the engine refused it, however many connections were refused', async () => {
    const { secret, reads } = source([text('one'), text('two')]);
    const old = await secret.get();
    secret.refused(old);
    const renewed = await secret.get();
    secret.refused(old);
    expect(renewed.password).toBe('two');
    expect(await secret.get()).toBe(renewed);
    expect(reads()).toBe(2);
  });

  it('is not read in a loop while the engine keeps refusing what it says', async () => {
    const clock = { now: 0 };
    const { secret, reads } = source([text('one')], clock);
    for (clock.now = 0; clock.now < 60_000; clock.now += 100) secret.refused(await secret.get());
    expect(reads()).toBeLessThan(12);
    expect(reads()).toBeGreaterThan(4);
  });

  it('is read again after a reading that failed', async () => {
    let fail = true;
    const read = (): Promise<string> => (fail ? Promise.reject(new Error('throttled')) : Promise.resolve(text('one')));
    const secret = new SecretSource(read, ARN, 'app');
    await expect(secret.get()).rejects.toThrow('throttled');
    fail = false;
    expect((await secret.get()).password).toBe('one');
  });

  it.each([
    ['cut off', '{"username":"app","password":"hunter2'],
    ['a bare text', '"hunter2"'],
    ['of another shape', '{"user":"app","pass":"hunter2"}'],
    ['without a password', '{"username":"app","password":""}'],
    ['null', 'null'],
  ])('that is %s is refused without showing it', async (_, wrong) => {
    const failure = (await source([wrong])
      .secret.get()
      .catch((error: unknown) => error)) as Error;
    expect(failure).toMatchObject({ code: 'SECRET_UNREADABLE', message: expect.stringContaining(ARN) });
    expect(failure.stack).not.toContain('hunter2');
    expect(failure.cause).toBeUndefined();
  });

  describe('of a twin', () => {
    let directory: string;
    beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'elasticache-kit-secrets-'))));
    afterEach(() => rmSync(directory, { recursive: true, force: true }));
    const file = (content: string): string => {
      const path = join(directory, 'secrets.json');
      writeFileSync(path, content, { mode: 0o600 });
      return path;
    };

    it('comes from its file, by ARN', async () => {
      expect(await twinSecrets(file(JSON.stringify({ [ARN]: text('one') })))(ARN)).toBe(text('one'));
    });

    it.each([
      ['is gone', undefined, 'is the twin still up'],
      ['is cut off', `{"${ARN}":"hunter2`, 'not a JSON object'],
      ['has other secrets', '{"arn:other":"hunter2"}', 'it has arn:other'],
    ])('whose file %s is an error without the secret', async (_, content, words) => {
      const path = content === undefined ? join(directory, 'gone.json') : file(content);
      const failure = (await twinSecrets(path)(ARN).catch((error: unknown) => error)) as Error;
      expect(failure).toMatchObject({ code: 'SECRET_UNREADABLE', message: expect.stringContaining(words) });
      expect(failure.stack).not.toContain('hunter2');
    });
  });
});
