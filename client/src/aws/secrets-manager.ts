import { CacheError } from '../errors';
import type { SecretReader } from '../secrets';
import { awsReason, loadSdk } from './sdk';

/** Reads secrets from Secrets Manager, in the Region that the secret's ARN names. */
export function secretsManager(fallbackRegion: string | undefined): SecretReader {
  return async (arn) => {
    const { SecretsManagerClient, GetSecretValueCommand } = await loadSdk(
      '@aws-sdk/client-secrets-manager',
      () => import('@aws-sdk/client-secrets-manager'),
      `reading the secret ${arn}`,
    );
    const region = regionOf(arn) ?? fallbackRegion;
    const client = new SecretsManagerClient(region === undefined ? {} : { region });
    try {
      const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
      if (SecretString !== undefined) return SecretString;
    } catch (cause) {
      throw new CacheError(
        'SECRET_UNREADABLE',
        `secret ${arn}: ${awsReason(cause)}; the application needs secretsmanager:GetSecretValue on it, which ` +
          'cache.connect(consumer, …) grants in the CDK app',
        { cause },
      );
    } finally {
      client.destroy();
    }
    throw new CacheError(
      'SECRET_UNREADABLE',
      `secret ${arn} is binary; allowed is text: { "username": "…", "password": "…" }`,
    );
  };
}

/** `arn:aws:secretsmanager:eu-west-1:…` */
function regionOf(arn: string): string | undefined {
  const [prefix, , service, region] = arn.split(':');
  return prefix === 'arn' && service === 'secretsmanager' && region ? region : undefined;
}
