import type { Clock, SecretVersions, Stages } from '../rotation-steps/ports';
import { RotationError } from '../rotation-steps/rotation-error';
import { CURRENT, RotationInSteps, type RotationRequest, versionAt } from '../rotation-steps/rotation-in-steps';
import type { CacheTokens } from './ports';

/** Stage of the version whose token was sent to ElastiCache last, hence is the newest one there. Moved before each sending. */
export const SENT = 'SENT_TO_ELASTICACHE';

/**
 * Gives a replication group a new AUTH token, with which everybody who uses the cache logs in.
 *
 * ElastiCache takes the two most recent tokens. `ROTATE` adds one and drops the one before last; `SET` would leave only the newest.
 * `SET` is never used: whoever has not read the secret again since would be locked out, and nobody can know when the last one has. So
 * the former token stays valid until the next rotation drops it, as a user's former password does. To be rid of a token that became
 * known, rotate twice. AUTH itself is required from the group's creation on, which is the other thing that `SET` is for.
 *
 * Sending a token twice would drop the current one, too: the newest two would be the same. After an interruption it is unknown whether the
 * pending token was sent, so the current one is sent first and is the newest but one in either case.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html#auth-modifyng-token
 */
export class TokenRotation extends RotationInSteps {
  public constructor(
    secrets: SecretVersions,
    private readonly tokens: CacheTokens,
    clock: Clock,
    private readonly groupId: string,
  ) {
    super(secrets, clock);
  }

  protected async set(request: RotationRequest, stages: Stages): Promise<void> {
    const { current, pending } = await this.bothCredentials(request);
    const sent = versionAt(SENT, stages);
    await this.untilAvailable();
    // Never sent at all: the group was created with the current token.
    if (sent !== undefined && sent !== versionAt(CURRENT, stages)) await this.send(current.password);
    // Before the sending: a label too many costs one sending more, a label too few could cost the current token.
    if (sent !== request.versionId) await this.secrets.moveStage(request.secretArn, SENT, request.versionId, sent);
    await this.send(pending.password);
  }

  /**
   * Logging in is not tried: the function is outside the VPC on purpose, with no way to the cache. ElastiCache reports a change of token as
   * pending until every node has it.
   */
  protected async test(): Promise<void> {
    const { enabled } = await this.untilAvailable();
    if (!enabled) {
      throw new RotationError(
        'GROUP_WITHOUT_TOKEN',
        `replication group ${this.groupId} does not authenticate by token`,
      );
    }
  }

  private async send(token: string): Promise<void> {
    while (!(await this.tokens.rotate(this.groupId, token))) {
      await this.pauseFor('being changed by somebody else');
      await this.untilAvailable();
    }
    // A description read at once could still be the one from before.
    await this.pauseFor("'modifying'");
    await this.untilAvailable();
  }

  private async untilAvailable(): Promise<{ readonly enabled: boolean }> {
    for (;;) {
      const { status, changing, enabled } = await this.tokens.describe(this.groupId);
      if (status === 'available' && !changing) return { enabled };
      await this.pauseFor(changing ? 'changing its token' : `'${status}'`);
    }
  }

  private pauseFor(state: string): Promise<void> {
    return this.pause('GROUP_NOT_AVAILABLE', `replication group ${this.groupId} is still ${state}`);
  }
}
