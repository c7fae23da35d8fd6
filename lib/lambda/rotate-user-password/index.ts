import { setTimeout as sleep } from 'node:timers/promises';
import { ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Context, SecretsManagerRotationEvent } from 'aws-lambda';
import { cacheUsers, secretVersions } from './aws';
import { Rotation, RotationError } from './rotation';

const secrets = secretVersions(new SecretsManagerClient());
const users = cacheUsers(new ElastiCacheClient());

/** Called by Secrets Manager once for each step of a rotation. */
export async function handler(event: SecretsManagerRotationEvent, context: Context): Promise<void> {
  const rotation = new Rotation(secrets, users, {
    remainingMs: () => context.getRemainingTimeInMillis(),
    sleep: (ms) => sleep(ms),
  });
  const request = { step: event.Step, secretArn: event.SecretId, versionId: event.ClientRequestToken };
  try {
    await rotation.run(request);
    // eslint-disable-next-line no-console -- standard output is a function's log
    console.info(JSON.stringify({ ...request, outcome: 'done' }));
  } catch (error) {
    // Only the name of a foreign error is kept: services quote parameters in their messages, and a password is one.
    throw error instanceof RotationError
      ? error
      : new RotationError('STEP_FAILED', `${request.step} of ${request.secretArn}: ${nameOf(error)}`);
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
