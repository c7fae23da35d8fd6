import { type Credentials, newPassword, parseCredentials } from './credentials';
import type { Clock, SecretVersions, Stages } from './ports';
import { RotationError } from './rotation-error';

/** One step of a rotation, as Secrets Manager asks for it. */
export interface RotationRequest {
  readonly step: string;
  readonly secretArn: string;
  /** Id of the version that is to become the current one. */
  readonly versionId: string;
}

export const CURRENT = 'AWSCURRENT';
export const PENDING = 'AWSPENDING';

/** How often a state is asked for while ElastiCache changes something, which takes from seconds to minutes. In milliseconds. */
export const POLL_MS = 5_000;
/** Time kept back for saying what went wrong before the run is cut off. In milliseconds. */
const RESERVE_MS = 15_000;

/**
 * The four steps in which Secrets Manager has a secret replaced. Each may be repeated.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html
 */
export abstract class RotationInSteps {
  protected constructor(
    protected readonly secrets: SecretVersions,
    protected readonly clock: Clock,
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
        return this.set(request, stages);
      case 'testSecret':
        return this.test(request);
      case 'finishSecret':
        return this.secrets.moveStage(request.secretArn, CURRENT, request.versionId, versionAt(CURRENT, stages));
      default:
        throw new RotationError('STEP_UNKNOWN', `Secrets Manager has no step '${request.step}'`);
    }
  }

  /** Makes ElastiCache take the pending password beside the current one. */
  protected abstract set(request: RotationRequest, stages: Stages): Promise<void>;

  /** Throws unless ElastiCache has taken it. */
  protected abstract test(request: RotationRequest): Promise<void>;

  /** The current and the pending credentials, which are of the same user. */
  protected async bothCredentials({
    secretArn,
    versionId,
  }: RotationRequest): Promise<{ readonly current: Credentials; readonly pending: Credentials }> {
    const current = await this.credentials(secretArn, CURRENT);
    const pending = await this.credentials(secretArn, PENDING, versionId);
    if (pending.username !== current.username) {
      throw new RotationError(
        'USER_CHANGED',
        `the pending version of ${secretArn} is for another user than the current one`,
      );
    }
    return { current, pending };
  }

  protected async credentials(secretArn: string, stage: string, versionId?: string): Promise<Credentials> {
    const text = await this.secrets.read(secretArn, stage, versionId);
    const value = text === undefined ? undefined : parseCredentials(text);
    if (value === undefined) {
      throw new RotationError(
        'SECRET_UNUSABLE',
        `the ${stage} version of ${secretArn} is not of the form { "username", "password" }`,
      );
    }
    return value;
  }

  /** Waits a moment, or gives up while there is still time to say so. */
  protected async pause(code: string, state: string): Promise<void> {
    if (this.clock.remainingMs() < RESERVE_MS + POLL_MS) {
      throw new RotationError(code, `${state}; Secrets Manager will try again`);
    }
    await this.clock.sleep(POLL_MS);
  }

  private async create({ secretArn, versionId }: RotationRequest): Promise<void> {
    if ((await this.secrets.read(secretArn, PENDING, versionId)) !== undefined) return;
    const { username } = await this.credentials(secretArn, CURRENT);
    await this.secrets.writePending(secretArn, versionId, JSON.stringify({ username, password: newPassword() }));
  }
}

/** The version that has a stage; absent where none has it. */
export function versionAt(stage: string, stages: Stages): string | undefined {
  return Object.keys(stages).find((id) => stages[id]?.includes(stage));
}
