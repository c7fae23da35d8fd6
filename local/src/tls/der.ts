/**
 * The few ASN.1 types that a certificate is made of, in the Distinguished Encoding Rules (ITU-T X.690).
 *
 * The twin writes its throw-away certificates itself: the certificate libraries for Node take a quarter of a second to load,
 * which is a tenth of the time in which nine nodes are ready.
 */
export const sequence = (...items: readonly Buffer[]): Buffer => encode(0x30, Buffer.concat(items));

export const set = (...items: readonly Buffer[]): Buffer => encode(0x31, Buffer.concat(items));

export const utf8 = (text: string): Buffer => encode(0x0c, Buffer.from(text, 'utf8'));

export const octets = (content: Buffer): Buffer => encode(0x04, content);

export const boolean = (value: boolean): Buffer => encode(0x01, Buffer.from([value ? 0xff : 0]));

/** A bit string; `unused` bits at its end do not count. */
export const bits = (content: Buffer, unused = 0): Buffer =>
  encode(0x03, Buffer.concat([Buffer.from([unused]), content]));

/** A non-negative integer from its big-endian bytes: without leading zeros, but with one where the sign bit would be set. */
export function integer(bytes: Buffer): Buffer {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start++;
  const digits = bytes.subarray(start);
  return encode(0x02, (digits[0] ?? 0) < 0x80 ? digits : Buffer.concat([Buffer.from([0]), digits]));
}

/** A point in time; UTCTime serves the years up to 2049 (RFC 5280, section 4.1.2.5). */
export function time(date: Date): Buffer {
  const digits = date.toISOString().replace(/[-:T]|\.\d+/g, '');
  return date.getUTCFullYear() < 2050
    ? encode(0x17, Buffer.from(digits.slice(2), 'ascii'))
    : encode(0x18, Buffer.from(digits, 'ascii'));
}

export function objectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return encode(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

/** A value under a context-specific tag: `constructed` where it holds other values. */
export const tagged = (tag: number, content: Buffer, constructed: boolean): Buffer =>
  encode((constructed ? 0xa0 : 0x80) | tag, content);

function base128(value: number): number[] {
  const groups = [value & 0x7f];
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) groups.unshift((rest & 0x7f) | 0x80);
  return groups;
}

function encode(tag: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([tag, ...length(content.length)]), content]);
}

function length(size: number): number[] {
  if (size < 0x80) return [size];
  const bytes: number[] = [];
  for (let rest = size; rest > 0; rest >>>= 8) bytes.unshift(rest & 0xff);
  return [0x80 | bytes.length, ...bytes];
}
