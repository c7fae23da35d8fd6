/**
 * One word of an access string, read. Nothing is judged here: a word that no engine knows is `unreadable`, a password is `secret` and
 * its text is not kept.
 */
export type AccessWord =
  | { readonly kind: 'state'; readonly enabled: boolean }
  | { readonly kind: 'command'; readonly name: string; readonly allowed: boolean }
  | { readonly kind: 'category'; readonly name: string; readonly allowed: boolean }
  | { readonly kind: 'key'; readonly pattern: string; readonly read: boolean; readonly write: boolean }
  | { readonly kind: 'no-keys' }
  | { readonly kind: 'channel'; readonly pattern: string }
  | { readonly kind: 'no-channels' }
  | { readonly kind: 'databases'; readonly numbers: readonly number[] }
  | { readonly kind: 'no-selectors' }
  | { readonly kind: 'secret'; readonly shown: string }
  | { readonly kind: 'unreadable'; readonly text: string };

/** Words that are rules by themselves, and what they are short for. */
const NAMED: Readonly<Record<string, AccessWord>> = {
  on: { kind: 'state', enabled: true },
  off: { kind: 'state', enabled: false },
  allcommands: { kind: 'category', name: 'all', allowed: true },
  nocommands: { kind: 'category', name: 'all', allowed: false },
  allkeys: { kind: 'key', pattern: '*', read: true, write: true },
  resetkeys: { kind: 'no-keys' },
  allchannels: { kind: 'channel', pattern: '*' },
  resetchannels: { kind: 'no-channels' },
  clearselectors: { kind: 'no-selectors' },
  nopass: { kind: 'secret', shown: 'nopass' },
  resetpass: { kind: 'secret', shown: 'resetpass' },
  reset: { kind: 'secret', shown: 'reset' },
};

/** Reads one word as `ACL SETUSER` does: https://valkey.io/commands/acl-setuser/ */
export function readWord(word: string): AccessWord {
  const lower = word.toLowerCase();
  const named = Object.hasOwn(NAMED, lower) ? NAMED[lower] : undefined;
  if (named !== undefined) return named;
  const [sign, rest] = [word.charAt(0), word.slice(1)];
  if (sign === '~') return { kind: 'key', pattern: rest, read: true, write: true };
  if (sign === '&') return { kind: 'channel', pattern: rest };
  if (sign === '%') return readKeyWithPermissions(word);
  if (sign === '+' || sign === '-') {
    const allowed = sign === '+';
    const name = lower.slice(1);
    return name.startsWith('@')
      ? { kind: 'category', name: name.slice(1), allowed }
      : { kind: 'command', name, allowed };
  }
  if (/^[><#!]$/.test(sign)) return { kind: 'secret', shown: `${sign}...` };
  const databases = /^db=(\d+(?:,\d+)*)$/.exec(lower)?.[1];
  if (databases !== undefined) return { kind: 'databases', numbers: databases.split(',').map(Number) };
  return { kind: 'unreadable', text: word };
}

function readKeyWithPermissions(word: string): AccessWord {
  const match = /^%(R|W|RW|WR)~(.*)$/is.exec(word);
  const permissions = (match?.[1] ?? '').toUpperCase();
  return match === null
    ? { kind: 'unreadable', text: word }
    : { kind: 'key', pattern: match[2] ?? '', read: permissions.includes('R'), write: permissions.includes('W') };
}

/** The words of an access string: those of the user itself, and those of each selector, `( … )`. */
export interface AccessWords {
  readonly root: readonly AccessWord[];
  readonly selectors: readonly (readonly AccessWord[])[];
  /** Whether every parenthesis has its partner. */
  readonly balanced: boolean;
}

/** Splits an access string. `clearselectors` has taken effect: selectors before it are gone. */
export function readWords(text: string): AccessWords {
  const root: AccessWord[] = [];
  const selectors: AccessWord[][] = [];
  let open: AccessWord[] | undefined;
  let balanced = true;
  for (const written of text.split(/\s+/).filter((word) => word !== '')) {
    let word = written;
    if (word.startsWith('(')) {
      balanced &&= open === undefined;
      open = [];
      word = word.slice(1);
    }
    const closes = open !== undefined && word.endsWith(')');
    if (closes) word = word.slice(0, -1);
    if (word !== '') {
      const read = readWord(word);
      if (read.kind === 'no-selectors' && open === undefined) selectors.length = 0;
      (open ?? root).push(read);
    }
    if (closes && open !== undefined) {
      selectors.push(open);
      open = undefined;
    }
  }
  return { root, selectors, balanced: balanced && open === undefined };
}
