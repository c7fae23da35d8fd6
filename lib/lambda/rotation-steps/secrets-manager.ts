import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import type { SecretVersions } from './ports';

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
    async moveStage(SecretId, VersionStage, MoveToVersionId, RemoveFromVersionId) {
      await client.send(
        new UpdateSecretVersionStageCommand({ SecretId, VersionStage, MoveToVersionId, RemoveFromVersionId }),
      );
    },
  };
}
