import { CacheError } from '../errors';
import { isJsonExact } from './json-exact';
import { structuredFromText, structuredToText } from './structured';
import { findUncloneable } from './uncloneable';

/**
 * What stands under a key, as text so that a driver may read replies as strings:
 *
 *     \x01 kind header \n body \n        a value; kind is j (JSON) or v (V8's structured clone, base64)
 *     \x01 l token                       a lease: somebody is loading this value
 *
 * The first character is the format's version. The header is `;`-separated fields, one letter and a number in base 36: `c` when the
 * value was loaded (milliseconds since 1970), `t` how long that took (milliseconds). Unknown fields are ignored. The closing line feed, which
 * neither body contains, tells a whole entry from a truncated one.
 */
export interface EntryMeta {
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** How long the load took, in milliseconds. */
  readonly loadMs: number;
}

export type Decoded =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'lease' }
  | { readonly kind: 'corrupt'; readonly reason: string };

const VERSION = '\x01';
const [VERSION_CODE, JSON_CODE, STRUCTURED_CODE, LEASE_CODE, LINE_FEED] = [0x01, 0x6a, 0x76, 0x6c, 0x0a];
const LEASE: Decoded = { kind: 'lease' };

/**
 * @throws CacheError `VALUE_NOT_CACHEABLE` for functions, symbols and whatever else cannot be copied; `undefined` as a whole
 * means "no value" and is not written either
 */
export function encodeValue(value: unknown, meta: EntryMeta): string {
  if (value === undefined) {
    throw new CacheError(
      'VALUE_NOT_CACHEABLE',
      'undefined means "no value" and is not kept; use null, or delete the entry',
    );
  }
  const header = `c${Math.round(meta.createdAt).toString(36)};t${Math.round(meta.loadMs).toString(36)}`;
  try {
    return isJsonExact(value)
      ? `${VERSION}j${header}\n${JSON.stringify(value)}\n`
      : `${VERSION}v${header}\n${structuredToText(value)}\n`;
  } catch (cause) {
    const found = findUncloneable(value);
    const what =
      found === undefined ? `it cannot be copied: ${(cause as Error).message}` : `${found.path} is ${found.what}`;
    throw new CacheError(
      'VALUE_NOT_CACHEABLE',
      `${what}; allowed is what structuredClone copies (plain objects, arrays, Date, Map, Set, BigInt, Buffer, typed arrays, ...): ` +
        'return plain data from the loader',
      { cause },
    );
  }
}

/** @param token unique among all loads of all processes */
export function encodeLease(token: string): string {
  return `${VERSION}l${token}`;
}

/** Never throws: what cannot be read is `corrupt`, which callers treat as a miss. */
export function decodeEntry(text: string): Decoded {
  if (text.charCodeAt(0) !== VERSION_CODE) return corrupt('it does not begin with format version 1');
  const kind = text.charCodeAt(1);
  if (kind === LEASE_CODE) return LEASE;
  if (kind !== JSON_CODE && kind !== STRUCTURED_CODE) return corrupt('its kind is unknown');
  const headerEnd = text.indexOf('\n', 2);
  if (headerEnd === -1 || text.charCodeAt(text.length - 1) !== LINE_FEED) return corrupt('it is cut off');
  const body = text.slice(headerEnd + 1);
  try {
    return { kind: 'value', value: kind === JSON_CODE ? (JSON.parse(body) as unknown) : structuredFromText(body) };
  } catch (error) {
    // Not V8's message: it quotes the text, and a value does not belong in an error.
    return corrupt(`its body cannot be read (${(error as Error).name})`);
  }
}

/** The header of a value; undefined where the text is not a value or a field is missing. */
export function readMeta(text: string): EntryMeta | undefined {
  const fields = new Map(
    text
      .slice(2, text.indexOf('\n'))
      .split(';')
      .map((field) => [field.slice(0, 1), parseInt(field.slice(1), 36)] as const),
  );
  const [createdAt, loadMs] = [fields.get('c'), fields.get('t')];
  if (createdAt === undefined || loadMs === undefined || Number.isNaN(createdAt + loadMs)) return undefined;
  return { createdAt, loadMs };
}

function corrupt(reason: string): Decoded {
  return { kind: 'corrupt', reason };
}
