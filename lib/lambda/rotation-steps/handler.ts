import { setTimeout as sleep } from 'node:timers/promises';
import type { Context, SecretsManagerRotationEvent } from 'aws-lambda';
import type { Clock } from './ports';
import { RotationError } from './rotation-error';
import type { RotationRequest } from './rotation-in-steps';

/** Called by Secrets Manager once for each step of a rotation. */
export type RotationHandler = (event: SecretsManagerRotationEvent, context: Context) => Promise<void>;

/** Runs a step, and says in the log which it was and what became of it: never a value. */
export function rotationHandler(run: (request: RotationRequest, clock: Clock) => Promise<void>): RotationHandler {
  return async (event, context) => {
    const clock = { remainingMs: () => context.getRemainingTimeInMillis(), sleep: (ms: number) => sleep(ms) };
    const request = { step: event.Step, secretArn: event.SecretId, versionId: event.ClientRequestToken };
    try {
      await run(request, clock);
      // eslint-disable-next-line no-console -- standard output is a function's log
      console.info(JSON.stringify({ ...request, outcome: 'done' }));
    } catch (error) {
      // Only the name of a foreign error is kept: services quote parameters in their messages, and a password is one.
      throw error instanceof RotationError
        ? error
        : new RotationError('STEP_FAILED', `${request.step} of ${request.secretArn}: ${nameOf(error)}`);
    }
  };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
