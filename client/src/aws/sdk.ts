import { CacheError } from '../errors';

/**
 * Loads an AWS SDK client when it is used for the first time. They are optional peers: an application whose manifest comes from its
 * environment and whose cache is a local twin needs none of them.
 *
 * @throws CacheError `AWS_SDK_MISSING` naming the package to install
 */
export async function loadSdk<Sdk>(name: string, load: () => Promise<Sdk>, need: string): Promise<Sdk> {
  try {
    return await load();
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const missing = code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND';
    if (!missing || !message.includes(name)) throw cause;
    throw new CacheError('AWS_SDK_MISSING', `${need} needs the package ${name}; install it: npm install ${name}`, {
      cause,
    });
  }
}

/** Name and message of what an AWS service said. Neither carries the value that was asked for. */
export function awsReason(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
