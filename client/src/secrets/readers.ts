import { readFile } from 'node:fs/promises';
import { CacheError } from '../errors';

/** Reads the text of a secret by its ARN: Secrets Manager on AWS, a file for a local twin. */
export type SecretReader = (arn: string) => Promise<string>;

/** The secrets of a local twin: a JSON file from ARN to secret text, readable by its owner only. */
export function twinSecrets(file: string): SecretReader {
  return async (arn) => {
    const secrets = await readJson(file);
    const text = Object.hasOwn(secrets, arn) ? secrets[arn] : undefined;
    if (typeof text === 'string') return text;
    throw new CacheError(
      'SECRET_UNREADABLE',
      `${file} has no secret ${arn}; it has ${Object.keys(secrets).join(', ') || 'none'}. Was the twin started from another template? Start it again`,
    );
  };
}

async function readJson(file: string): Promise<Record<string, unknown>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new CacheError(
      'SECRET_UNREADABLE',
      `the twin's secrets file ${file} cannot be read (${code ?? 'unknown error'}); is the twin still up?`,
      { cause },
    );
  }
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // The parser's message quotes the text, which holds passwords; so it goes no further.
  }
  throw new CacheError(
    'SECRET_UNREADABLE',
    `the twin's secrets file ${file} is not a JSON object; start the twin again`,
  );
}
