import { randomInt } from 'node:crypto';
import type { CacheUsers, Clock, SecretVersions } from './ports';

/** One step of a rotation, as Secrets Manager asks for it. */
export interface RotationRequest {
  readonly step: string;
  readonly secretArn: string;
  /** Id of the version that is to become the current one. */
  readonly versionId: string;
}

/** Why a rotation stopped. `code` is stable; no message carries a secret. */
export class RotationError extends Error {
  public constructor(
    public readonly code: string,
    message: string,
  ) {
    super(`${code}: ${message}`);
    this.name = 'RotationError';
  }
}

interface Credentials {
  readonly username: string;
  readonly password: string;
}

const CURRENT = 'AWSCURRENT';
const PENDING = 'AWSPENDING';

/** Alphanumeric, because ElastiCache refuses some punctuation; 64 of them are beyond guessing. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const PASSWORD_LENGTH = 64;

/** How often a user's state is asked for while it changes, which takes from seconds to minutes. In milliseconds. */
const POLL_MS = 5_000;
/** Time kept back for saying what went wrong before the run is cut off. In milliseconds. */
const RESERVE_MS = 15_000;

/**
 * Gives a cache user a new password in the four steps of Secrets Manager. Each may be repeated.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html
 *
 * From `setSecret` on the user has two valid passwords, the new one and the one before, and keeps both until the next rotation: a
 * consumer that has not read the secret again is not locked out.
 */
export class Rotation {
  public constructor(
    private readonly secrets: SecretVersions,
    private readonly users: CacheUsers,
    private readonly clock: Clock,
  ) {}

  public async run(request: RotationRequest): Promise<void> {
    const { enabled, stages } = await this.secrets.describe(request.secretArn);
    if (!enabled) throw new RotationError('ROTATION_DISABLED', `rotation of ${request.secretArn} is not enabled`);
    const own = stages[request.versionId];
    if (own?.includes(CURRENT)) return;
    if (!own?.includes(PENDING)) {
      throw new RotationError(
        'VERSION_NOT_PENDING',
        `version ${request.versionId} of ${request.secretArn} is not pending`,
      );
    }
    switch (request.step) {
      case 'createSecret':
        return this.create(request);
      case 'setSecret':
        return this.set(request);
      case 'testSecret':
        return this.test(request);
      case 'finishSecret':
        return this.finish(request, stages);
      default:
        throw new RotationError('STEP_UNKNOWN', `Secrets Manager has no step '${request.step}'`);
    }
  }

  private async create({ secretArn, versionId }: RotationRequest): Promise<void> {
    if ((await this.secrets.read(secretArn, PENDING, versionId)) !== undefined) return;
    const { username } = await this.credentials(secretArn, CURRENT);
    await this.secrets.writePending(secretArn, versionId, JSON.stringify({ username, password: newPassword() }));
  }

  private async set({ secretArn, versionId }: RotationRequest): Promise<void> {
    const current = await this.credentials(secretArn, CURRENT);
    const pending = await this.credentials(secretArn, PENDING, versionId);
    if (pending.username !== current.username) {
      throw new RotationError(
        'USER_CHANGED',
        `the pending version of ${secretArn} is for another user than the current one`,
      );
    }
    const passwords = [...new Set([pending.password, current.password])];
    await this.untilActive(current.username);
    while (!(await this.users.setPasswords(current.username, passwords))) {
      await this.pause(current.username, 'being changed by somebody else');
      await this.untilActive(current.username);
    }
    await this.untilActive(current.username);
  }

  /**
   * Logging in is not tried: the function is outside the VPC on purpose, with no way to the cache. ElastiCache reports a user as
   * active only once every node of its caches has the new passwords.
   */
  private async test({ secretArn }: RotationRequest): Promise<void> {
    const { username } = await this.credentials(secretArn, CURRENT);
    await this.untilActive(username);
    const { authentication } = await this.users.describe(username);
    if (authentication !== 'password') {
      throw new RotationError(
        'USER_WITHOUT_PASSWORD',
        `user ${username} authenticates by ${authentication}, not by password`,
      );
    }
  }

  private async finish(request: RotationRequest, stages: Readonly<Record<string, readonly string[]>>): Promise<void> {
    const former = Object.keys(stages).find((id) => stages[id]?.includes(CURRENT));
    await this.secrets.promote(request.secretArn, request.versionId, former);
  }

  private async untilActive(userId: string): Promise<void> {
    for (;;) {
      const { status } = await this.users.describe(userId);
      if (status === 'active') return;
      await this.pause(userId, `'${status}'`);
    }
  }

  private async pause(userId: string, state: string): Promise<void> {
    if (this.clock.remainingMs() < RESERVE_MS + POLL_MS) {
      throw new RotationError('USER_NOT_ACTIVE', `user ${userId} is still ${state}; Secrets Manager will try again`);
    }
    await this.clock.sleep(POLL_MS);
  }

  private async credentials(secretArn: string, stage: string, versionId?: string): Promise<Credentials> {
    const text = await this.secrets.read(secretArn, stage, versionId);
    const value = text === undefined ? undefined : parse(text);
    if (value === undefined) {
      throw new RotationError(
        'SECRET_UNUSABLE',
        `the ${stage} version of ${secretArn} is not of the form { "username", "password" }`,
      );
    }
    return value;
  }
}

/** The parser's own error is not passed on: it quotes the text, which is the secret. */
function parse(text: string): Credentials | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return undefined;
    const { username, password } = value as Partial<Record<string, unknown>>;
    return typeof username === 'string' && typeof password === 'string' ? { username, password } : undefined;
  } catch {
    return undefined;
  }
}

function newPassword(): string {
  return Array.from({ length: PASSWORD_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}
