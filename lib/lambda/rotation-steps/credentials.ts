import { randomInt } from 'node:crypto';

/** What the secret of a user or of a cache holds. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** Alphanumeric, because ElastiCache refuses some punctuation; 64 of them are beyond guessing. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const PASSWORD_LENGTH = 64;

/**
 * Legal as a user's password and as an AUTH token: 16 to 128 printable characters, of punctuation only `! & # $ ^ < > -`.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html
 */
export function newPassword(): string {
  return Array.from({ length: PASSWORD_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}

/** Absent where the text has another form. The parser's own error is not passed on: it quotes the text, which is the secret. */
export function parseCredentials(text: string): Credentials | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return undefined;
    const { username, password } = value as Partial<Record<string, unknown>>;
    return typeof username === 'string' && typeof password === 'string' ? { username, password } : undefined;
  } catch {
    return undefined;
  }
}
