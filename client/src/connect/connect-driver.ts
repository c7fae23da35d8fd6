import { setTimeout as pause } from 'node:timers/promises';
import { NodeRedisDriver } from '../driver';
import type { DriverOptions } from '../driver';
import { endpointName } from '../driver/endpoint';
import { DEFAULT_SETTINGS, redialPause } from '../driver/settings';
import { CacheError } from '../errors';
import { explain, isFinal } from './explain';

/** Who connects to what, for the error messages. */
export interface ConnectSubject {
  readonly cacheId: string;
  /** Where the manifest was found. */
  readonly where: string;
  readonly userName?: string;
  readonly secretArn?: string;
}

/**
 * Connects a driver, trying again until `timeoutMs` is over unless the reason cannot pass.
 *
 * @throws CacheError `AUTH_FAILED`, `SECRET_UNREADABLE`, or `CONNECT_FAILED` with what was tried and why it failed
 */
export async function connectDriver(
  options: DriverOptions,
  subject: ConnectSubject,
  timeoutMs: number,
): Promise<NodeRedisDriver> {
  // Half the time for one attempt at most, so that at least one comes to an end and tells its reason.
  const dialMs = Math.min(DEFAULT_SETTINGS.dialMs, timeoutMs / 2);
  const driver = new NodeRedisDriver({ ...options, settings: { dialMs, ...options.settings } });
  const deadline = AbortSignal.timeout(timeoutMs);
  let reason: unknown = new Error(`no answer within ${timeoutMs} ms`);
  let attempts = 0;
  while (!deadline.aborted) {
    try {
      attempts++;
      await untilAborted(driver.connect(deadline), deadline);
      return driver;
    } catch (error) {
      // Giving up is not a reason: the attempt before it says more.
      if (!deadline.aborted || attempts === 1) reason = error;
      if (isFinal(error) || causedBySecret(error) !== undefined) break;
    }
    const wait = redialPause(attempts, DEFAULT_SETTINGS.redial);
    await pause(wait, undefined, { signal: deadline }).catch(() => undefined); // aborted: the loop's condition sees it
  }
  await driver.close(0);
  throw failure(reason, options, subject, attempts, timeoutMs);
}

function failure(
  reason: unknown,
  options: DriverOptions,
  subject: ConnectSubject,
  attempts: number,
  timeoutMs: number,
): CacheError {
  const secret = causedBySecret(reason);
  if (secret !== undefined) return secret;
  const { cacheId, where, userName, secretArn } = subject;
  const cache = `cache ${cacheId} (manifest: ${where})`;
  if ((reason as { kind?: unknown }).kind === 'auth') {
    const who =
      userName === undefined ? 'without a user' : `as user ${userName} with the password of secret ${secretArn}`;
    const fix =
      userName === undefined
        ? 'the manifest says that it has no access control, but it has: deploy again and use the new manifest'
        : 'the user may have been removed, or its password changed without the secret';
    return new CacheError('AUTH_FAILED', `${cache} refused the connection ${who}: ${explain(reason)}; ${fix}`, {
      cause: reason,
    });
  }
  const tried = `${attempts} ${attempts === 1 ? 'attempt' : 'attempts'} within ${timeoutMs} ms at ${endpointName(options.endpoint)}`;
  const tls = options.tls ? 'with TLS' : 'without TLS';
  return new CacheError('CONNECT_FAILED', `${cache}: ${tried} ${tls}; ${explain(reason)}`, { cause: reason });
}

function causedBySecret(error: unknown): CacheError | undefined {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof CacheError ? cause : undefined;
}

/** Bounds a wait. What comes after the abort is of no interest, but must not count as unhandled. */
async function untilAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(new Error('given up'));
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    await Promise.race([work, aborted]);
  } finally {
    if (stop !== undefined) signal.removeEventListener('abort', stop);
  }
}
