import type { CacheUsers } from '../../lib/lambda/rotate-user-password/ports';
import { Rotation } from '../../lib/lambda/rotate-user-password/rotation';
import type { SecretVersions } from '../../lib/lambda/rotation-steps/ports';
import { refusal } from './support/errors';

const SECRET = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:Catalog-AbCdEf';
const OLD = { username: 'catalog-1a2b3c', password: 'the-old-password-of-the-catalog' };

/** Secrets Manager and ElastiCache as far as their documented behaviour matters here, in memory. */
class Account implements SecretVersions, CacheUsers {
  public enabled = true;
  public readonly versions = new Map<string, { stages: string[]; value: string | undefined }>([
    ['v1', { stages: ['AWSCURRENT'], value: JSON.stringify(OLD) }],
  ]);
  public passwords: readonly string[] = [OLD.password];
  public authentication = 'password';
  /** States that the user goes through, one for each time it is asked for; the last one stays. */
  public states = ['active'];
  public refusals = 0;
  public modifications = 0;

  public constructor(pending = 'v2') {
    this.versions.set(pending, { stages: ['AWSPENDING'], value: undefined });
  }

  public read(_: string, stage: string, id?: string): Promise<string | undefined> {
    const found = [...this.versions].find(
      ([version, { stages }]) => stages.includes(stage) && (id ?? version) === version,
    );
    return Promise.resolve(found?.[1].value);
  }

  public writePending(_: string, id: string, value: string): Promise<void> {
    this.versions.set(id, { stages: ['AWSPENDING'], value });
    return Promise.resolve();
  }

  public moveStage(_: string, _stage: string, id: string, former: string | undefined): Promise<void> {
    for (const [version, entry] of this.versions) {
      if (version === former) entry.stages = ['AWSPREVIOUS'];
      if (version === id) entry.stages = ['AWSCURRENT'];
    }
    return Promise.resolve();
  }

  public describe(id: string): Promise<never> {
    const answer =
      id === SECRET
        ? {
            enabled: this.enabled,
            stages: Object.fromEntries([...this.versions].map(([v, { stages }]) => [v, stages])),
          }
        : {
            status: this.states.length > 1 ? this.states.shift() : this.states[0],
            authentication: this.authentication,
          };
    return Promise.resolve(answer as never);
  }

  public setPasswords(userId: string, passwords: readonly string[]): Promise<boolean> {
    if (userId !== OLD.username) throw new Error(`no user ${userId}`);
    if (this.refusals > 0) return Promise.resolve(--this.refusals < 0);
    this.modifications += 1;
    this.passwords = passwords;
    this.states = ['modifying', 'active'];
    return Promise.resolve(true);
  }

  public current(): typeof OLD {
    const entry = [...this.versions.values()].find(({ stages }) => stages.includes('AWSCURRENT'));
    return JSON.parse(entry?.value ?? '') as typeof OLD;
  }
}

const STEPS = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'];

function rotationOf(account: Account, budgetMs = 900_000): (step: string, versionId?: string) => Promise<void> {
  let remaining = budgetMs;
  const clock = {
    remainingMs: () => remaining,
    sleep: (ms: number) => {
      remaining -= ms;
      return Promise.resolve();
    },
  };
  const rotation = new Rotation(account, account, clock);
  return (step, versionId = 'v2') => rotation.run({ step, secretArn: SECRET, versionId });
}

const codeOf = async (run: Promise<void>): Promise<string> => {
  const outcome = await run.then(
    () => () => undefined,
    (error: unknown) => () => {
      throw error;
    },
  );
  return refusal(outcome).code;
};

describe('rotating a password', () => {
  it('keeps the former password valid, so that a consumer that still uses it is not locked out', async () => {
    const account = new Account();
    const run = rotationOf(account);
    for (const step of STEPS) await run(step);
    expect(account.passwords).toEqual([account.current().password, OLD.password]);
    expect(account.current().password).not.toBe(OLD.password);
    expect(account.current().username).toBe(OLD.username);
    expect(account.versions.get('v1')?.stages).toEqual(['AWSPREVIOUS']);
  });

  it('drops the password before last: ElastiCache takes two', async () => {
    const account = new Account();
    for (const step of STEPS) await rotationOf(account)(step);
    const second = account.current().password;
    account.versions.set('v3', { stages: ['AWSPENDING'], value: undefined });
    for (const step of STEPS) await rotationOf(account)(step, 'v3');
    expect(account.passwords).toEqual([account.current().password, second]);
  });

  it('makes passwords that ElastiCache takes and nobody guesses', async () => {
    const account = new Account();
    await rotationOf(account)('createSecret');
    const { password } = JSON.parse(account.versions.get('v2')?.value ?? '') as typeof OLD;
    expect(password).toMatch(/^[A-Za-z0-9]{64}$/);
  });

  it.each(STEPS)('may be asked for %s again', async (repeated) => {
    const account = new Account();
    const run = rotationOf(account);
    for (const step of STEPS) {
      await run(step);
      if (step === repeated) await run(step);
    }
    expect(account.passwords).toEqual([account.current().password, OLD.password]);
  });

  it('waits until the user is active before and after the change', async () => {
    const account = new Account();
    const run = rotationOf(account);
    await run('createSecret');
    account.states = ['modifying', 'modifying', 'active'];
    await run('setSecret');
    expect([account.modifications, account.states]).toEqual([1, ['active']]);
  });

  it('tries again where somebody else changes the user at that moment', async () => {
    const account = new Account();
    const run = rotationOf(account);
    await run('createSecret');
    account.refusals = 2;
    await run('setSecret');
    expect(account.modifications).toBe(1);
  });
});

describe('a rotation stops with a code and without the secret in its message', () => {
  const stopped: [string, string, (account: Account) => void][] = [
    ['ROTATION_DISABLED', 'createSecret', (account) => (account.enabled = false)],
    ['VERSION_NOT_PENDING', 'createSecret', (account) => account.versions.delete('v2')],
    ['STEP_UNKNOWN', 'dance', () => undefined],
    [
      'SECRET_UNUSABLE',
      'createSecret',
      (account) => account.versions.set('v1', { stages: ['AWSCURRENT'], value: 'hunter2-x' }),
    ],
    ['SECRET_UNUSABLE', 'setSecret', () => undefined],
    [
      'USER_CHANGED',
      'setSecret',
      (account) =>
        account.versions.set('v2', {
          stages: ['AWSPENDING'],
          value: JSON.stringify({ ...OLD, username: 'somebody-else' }),
        }),
    ],
    ['USER_NOT_ACTIVE', 'testSecret', (account) => (account.states = ['modifying'])],
    ['USER_WITHOUT_PASSWORD', 'testSecret', (account) => (account.authentication = 'iam')],
  ];

  it.each(stopped)('%s in %s', async (code, step, spoil) => {
    const account = new Account();
    spoil(account);
    const run = rotationOf(account)(step);
    expect(await codeOf(run)).toBe(code);
    await run.catch((error: Error) => expect(error.message).not.toMatch(/hunter2|the-old-password/));
  });

  it('in time to say so, before Lambda cuts it off', async () => {
    const account = new Account();
    account.states = ['modifying'];
    let remaining = 60_000;
    const rotation = new Rotation(account, account, {
      remainingMs: () => remaining,
      sleep: (ms) => Promise.resolve(void (remaining -= ms)),
    });
    await expect(rotation.run({ step: 'testSecret', secretArn: SECRET, versionId: 'v2' })).rejects.toMatchObject({
      code: 'USER_NOT_ACTIVE',
    });
    expect(remaining).toBeGreaterThan(10_000);
  });
});

it('a version that is already current is left alone', async () => {
  const account = new Account();
  await rotationOf(account)('finishSecret', 'v1');
  expect([account.modifications, account.current()]).toEqual([0, OLD]);
});
