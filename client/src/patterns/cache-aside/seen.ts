import { type Decoded, decodeEntry } from '../../envelope';
import { CacheError } from '../../errors';
import type { Held } from './entry-store';
import type { Report } from './parts';

/** What a key was seen to hold. */
export type Seen =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'nothing' }
  /** Somebody is loading. */
  | { readonly kind: 'lease' }
  /** Another format, another type or damage: nobody's value, so it may be replaced. */
  | { readonly kind: 'unreadable'; readonly held: Held };

export const NOTHING: Seen = { kind: 'nothing' };
export const LEASE: Seen = { kind: 'lease' };

/** An entry that cannot be read is a miss for the caller and a report for the application. */
export function seenIn(decoded: Decoded, text: string, report: Report, digest?: string): Seen {
  switch (decoded.kind) {
    case 'value':
      return decoded;
    case 'lease':
      return LEASE;
    case 'corrupt':
      report(
        new CacheError('ENTRY_UNREADABLE', `an entry cannot be read and is replaced: ${decoded.reason}`),
        'decode',
      );
      return { kind: 'unreadable', held: digest === undefined ? { text } : { text, digest } };
  }
}

export function seenAs(held: Held | null, report: Report): Seen {
  return held === null ? NOTHING : seenIn(decodeEntry(held.text), held.text, report, held.digest);
}
