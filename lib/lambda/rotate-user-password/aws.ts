import {
  DescribeUsersCommand,
  type ElastiCacheClient,
  InvalidUserStateFault,
  ModifyUserCommand,
} from '@aws-sdk/client-elasticache';
import { RotationError } from '../rotation-steps/rotation-error';
import type { CacheUsers } from './ports';

/** ElastiCache. */
export function cacheUsers(client: ElastiCacheClient): CacheUsers {
  return {
    async describe(UserId) {
      const { Users = [] } = await client.send(new DescribeUsersCommand({ UserId }));
      const user = Users[0];
      if (user === undefined) throw new RotationError('USER_UNKNOWN', `ElastiCache has no user ${UserId}`);
      return { status: user.Status ?? 'unknown', authentication: user.Authentication?.Type ?? 'unknown' };
    },
    async setPasswords(UserId, passwords) {
      try {
        await client.send(
          new ModifyUserCommand({ UserId, AuthenticationMode: { Type: 'password', Passwords: [...passwords] } }),
        );
        return true;
      } catch (error) {
        if (error instanceof InvalidUserStateFault) return false;
        throw error;
      }
    },
  };
}
