import type { Clock, SecretVersions } from '../rotation-steps/ports';
import { RotationError } from '../rotation-steps/rotation-error';
import { CURRENT, RotationInSteps, type RotationRequest } from '../rotation-steps/rotation-in-steps';
import type { CacheUsers } from './ports';

/**
 * Gives a cache user a new password.
 *
 * From `setSecret` on the user has two valid passwords, the new one and the one before, and keeps both until the next rotation: a
 * consumer that has not read the secret again is not locked out.
 */
export class Rotation extends RotationInSteps {
  public constructor(
    secrets: SecretVersions,
    private readonly users: CacheUsers,
    clock: Clock,
  ) {
    super(secrets, clock);
  }

  protected async set(request: RotationRequest): Promise<void> {
    const { current, pending } = await this.bothCredentials(request);
    const passwords = [...new Set([pending.password, current.password])];
    await this.untilActive(current.username);
    while (!(await this.users.setPasswords(current.username, passwords))) {
      await this.pauseFor(current.username, 'being changed by somebody else');
      await this.untilActive(current.username);
    }
    await this.untilActive(current.username);
  }

  /**
   * Logging in is not tried: the function is outside the VPC on purpose, with no way to the cache. ElastiCache reports a user as
   * active only once every node of its caches has the new passwords.
   */
  protected async test({ secretArn }: RotationRequest): Promise<void> {
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

  private async untilActive(userId: string): Promise<void> {
    for (;;) {
      const { status } = await this.users.describe(userId);
      if (status === 'active') return;
      await this.pauseFor(userId, `'${status}'`);
    }
  }

  private pauseFor(userId: string, state: string): Promise<void> {
    return this.pause('USER_NOT_ACTIVE', `user ${userId} is still ${state}`);
  }
}
