import { CacheError } from '../../errors';

/** What an entry may be identified by. */
export type LoadId = string | number | bigint;

/** ElastiCache Serverless takes keys of up to 4 KiB: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/quota-limits.html */
const KEY_LIMIT_BYTES = 4096;
/** The most that UTF-8 needs for one UTF-16 unit. In bytes. */
const BYTES_PER_UNIT = 3;

/**
 * The id as text, so `7`, `7n` and `'7'` are the same entry.
 *
 * @throws CacheError `KEY_INVALID` for an empty id, NaN or infinity, and broken surrogate pairs (two of them would become one key)
 */
export function textOf(id: LoadId): string {
  const text = typeof id === 'string' ? id : textOfNumber(id);
  if (text === '') throw invalid('the empty string', 'a non-empty string');
  if (!isWellFormed(text)) throw invalid('a string with half a surrogate pair', 'well-formed Unicode');
  return text;
}

/** @throws CacheError `KEY_INVALID` for a key above 4 KiB */
export function keyOf(keyPrefix: string, text: string): string {
  const key = keyPrefix + text;
  if (key.length * BYTES_PER_UNIT > KEY_LIMIT_BYTES) {
    const bytes = Buffer.byteLength(key);
    if (bytes > KEY_LIMIT_BYTES) {
      throw invalid(
        `a key of ${bytes} bytes`,
        `at most ${KEY_LIMIT_BYTES} bytes with the namespace's prefix; hash longer ids`,
      );
    }
  }
  return key;
}

function textOfNumber(id: unknown): string {
  if (typeof id === 'bigint' || (typeof id === 'number' && Number.isFinite(id))) return String(id);
  throw invalid(typeof id === 'number' ? String(id) : typeof id, 'a non-empty string, a finite number or a bigint');
}

function isWellFormed(text: string): boolean {
  // Part of ES2024 and of every Node that this package supports; the compiler's library is ES2023.
  return (text as string & { isWellFormed(): boolean }).isWellFormed();
}

function invalid(got: string, allowed: string): CacheError {
  return new CacheError('KEY_INVALID', `an id must be ${allowed}; got ${got}`);
}
