import fc from 'fast-check';
import { TokenRotation } from '../../../lib/lambda/rotate-auth-token/rotation';
import { Account, FIRST, GROUP, Killed, type Repeats, SECRET } from './account';

const STEPS = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'];

function rotationOf(account: Account, budgetMs = 900_000): (step: string, versionId: string) => Promise<void> {
  let remaining = budgetMs;
  const clock = { remainingMs: () => remaining, sleep: async (ms: number) => void (remaining -= ms) };
  const rotation = new TokenRotation(account, account.group, clock, GROUP);
  return (step, versionId) => rotation.run({ step, secretArn: SECRET, versionId });
}

async function rotate(account: Account): Promise<void> {
  const version = account.begin();
  for (const step of STEPS) await rotationOf(account)(step, version);
}

describe('rotating the token of a cache', () => {
  it('keeps the former token valid, so that whoever still uses it is not locked out', async () => {
    const account = new Account();
    await rotate(account);
    expect(account.tokens).toEqual([account.current(), FIRST]);
    expect(account.current()).not.toBe(FIRST);
  });

  it('drops the token before last: two rotations make a token that became known worthless', async () => {
    const account = new Account();
    await rotate(account);
    const second = account.current();
    await rotate(account);
    expect(account.tokens).toEqual([account.current(), second]);
  });

  it('changes the cache once for each rotation', async () => {
    const account = new Account();
    await rotate(account);
    const second = account.current();
    await rotate(account);
    expect(account.sent).toEqual([second, account.current()]);
  });

  it('lets the secret name a token only once every node takes it', async () => {
    const account = new Account();
    const version = account.begin();
    for (const step of STEPS.slice(0, 3)) {
      await rotationOf(account)(step, version);
      expect(account.current()).toBe(FIRST);
    }
    expect(account.tokens).toContain(account.tokenAt('AWSPENDING'));
  });

  it('makes tokens of the legal alphabet that nobody guesses, for the same user', async () => {
    const account = new Account();
    const version = account.begin();
    await rotationOf(account)('createSecret', version);
    const { username, password } = JSON.parse(account.versions.get(version)?.value ?? '') as Record<string, string>;
    expect(username).toBe('default');
    expect(password).toMatch(/^[A-Za-z0-9]{64}$/);
  });

  it('waits while somebody else changes the cache', async () => {
    const account = new Account();
    account.foreignChange = 5;
    await rotate(account);
    expect(account.tokens).toEqual([account.current(), FIRST]);
  });

  it('makes a token valid that somebody wrote into the secret by hand', async () => {
    const account = new Account();
    await rotate(account);
    const version = [...account.versions.values()].find(({ stages }) => stages.has('AWSCURRENT'));
    const byHand = 'written-by-hand-into-the-secret';
    account.versions.set('hand', {
      stages: new Set(['AWSCURRENT']),
      value: JSON.stringify({ username: 'default', password: byHand }),
    });
    version?.stages.delete('AWSCURRENT');
    await rotate(account);
    expect(account.tokens).toEqual([account.current(), byHand]);
  });

  const repeats = fc.constantFrom<Repeats>('are kept twice', 'change nothing but the order');
  /** An interruption, after how many calls; whether the whole rotation is asked for again, and whether with a new version. */
  const interruptions = fc.array(
    fc.record({
      after: fc.integer({ min: 0, max: 60 }).map((halves) => halves / 2),
      retry: fc.constantFrom('step', 'rotation', 'version'),
    }),
    { maxLength: 8 },
  );

  it('never locks anybody out and ends with a working token, wherever it is interrupted', async () => {
    await fc.assert(
      fc.asyncProperty(repeats, interruptions, fc.integer({ min: 1, max: 3 }), async (kind, troubles, rotations) => {
        const account = new Account(kind);
        const left = [...troubles];
        for (let done = 0; done < rotations; done++) {
          const former = account.current();
          let version = account.begin();
          for (let at = 0; at < STEPS.length;) {
            const trouble = left.shift();
            account.killIn = trouble?.after ?? Number.POSITIVE_INFINITY;
            const killed = await rotationOf(account)(STEPS[at] ?? '', version).then(
              () => false,
              (error: unknown) => {
                if (error instanceof Killed) return true;
                throw error;
              },
            );
            account.killIn = Number.POSITIVE_INFINITY;
            // Whoever reads the secret at this moment gets in, during the change as well as after it.
            expect(account.tokens).toContain(account.current());
            if (!killed) {
              at += 1;
              continue;
            }
            if (account.current() === former && trouble?.retry === 'version') version = account.begin();
            if (trouble?.retry !== 'step') at = 0;
          }
          account.settle();
          expect(account.current()).not.toBe(former);
          expect([...account.tokens].sort()).toEqual([account.current(), former].sort());
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('a rotation of a token stops with a code and without a token in its message', () => {
  const stopped: [string, string, (account: Account, version: string) => unknown][] = [
    ['ROTATION_DISABLED', 'createSecret', (account) => (account.enabled = false)],
    ['VERSION_NOT_PENDING', 'createSecret', (account, version) => account.versions.delete(version)],
    ['STEP_UNKNOWN', 'dance', () => undefined],
    ['SECRET_UNUSABLE', 'setSecret', () => undefined],
    [
      'USER_CHANGED',
      'setSecret',
      (account, version) =>
        Object.assign(account.versions.get(version) ?? {}, {
          value: JSON.stringify({ username: 'somebody', password: FIRST }),
        }),
    ],
    ['GROUP_NOT_AVAILABLE', 'testSecret', (account) => (account.foreignChange = 1_000)],
    ['GROUP_WITHOUT_TOKEN', 'testSecret', (account) => (account.tokenEnabled = false)],
  ];

  it.each(stopped)('%s in %s', async (code, step, spoil) => {
    const account = new Account();
    const version = account.begin();
    spoil(account, version);
    const error: unknown = await rotationOf(account)(step, version).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code });
    expect((error as Error).message).not.toContain(FIRST);
  });

  it('before Lambda cuts it off', async () => {
    const account = new Account();
    account.foreignChange = 1_000;
    let remaining = 60_000;
    const clock = { remainingMs: () => remaining, sleep: async (ms: number) => void (remaining -= ms) };
    const rotation = new TokenRotation(account, account.group, clock, GROUP);
    const run = rotation.run({ step: 'testSecret', secretArn: SECRET, versionId: account.begin() });
    await expect(run).rejects.toMatchObject({ code: 'GROUP_NOT_AVAILABLE' });
    expect(remaining).toBeGreaterThan(10_000);
  });
});
