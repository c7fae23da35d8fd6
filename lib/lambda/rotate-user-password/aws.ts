import {
  DescribeUsersCommand,
  type ElastiCacheClient,
  InvalidUserStateFault,
  ModifyUserCommand,
} from '@aws-sdk/client-elasticache';
import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import type { CacheUsers, SecretVersions } from './ports';
import { RotationError } from './rotation';

/** Secrets Manager. */
export function secretVersions(client: SecretsManagerClient): SecretVersions {
  return {
    async describe(SecretId) {
      const { RotationEnabled, VersionIdsToStages } = await client.send(new DescribeSecretCommand({ SecretId }));
      return { enabled: RotationEnabled === true, stages: VersionIdsToStages ?? {} };
    },
    async read(SecretId, VersionStage, VersionId) {
      try {
        const found = await client.send(new GetSecretValueCommand({ SecretId, VersionStage, VersionId }));
        return found.SecretString;
      } catch (error) {
        if (error instanceof ResourceNotFoundException) return undefined;
        throw error;
      }
    },
    async writePending(SecretId, ClientRequestToken, SecretString) {
      await client.send(
        new PutSecretValueCommand({ SecretId, ClientRequestToken, SecretString, VersionStages: ['AWSPENDING'] }),
      );
    },
    async promote(SecretId, MoveToVersionId, RemoveFromVersionId) {
      await client.send(
        new UpdateSecretVersionStageCommand({
          SecretId,
          VersionStage: 'AWSCURRENT',
          MoveToVersionId,
          RemoveFromVersionId,
        }),
      );
    },
  };
}

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
