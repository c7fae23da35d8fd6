import { describeTarget } from './access-command-rules';
import { CHANNELS_SINCE, DATABASES_SINCE, KEY_PERMISSIONS_SINCE } from './access-string';
import { type AccessTarget, isAtLeast } from './access-target';
import type { AccessWord, AccessWords } from './access-words';
import { type Objection, type Rule, unless } from './finding';

type Subject = AccessWords & { readonly target: AccessTarget };

const unreadable: Rule<Subject> = {
  id: 'ACL_WORD_UNKNOWN',
  check: ({ root, selectors, balanced }) => [
    ...[root, ...selectors].flat().flatMap((word) =>
      word.kind === 'unreadable'
        ? [
            {
              given: `the word '${word.text}'`,
              allowed: 'on, off, ~keys, %R~keys, %W~keys, &channels, +command, -command, +@category, -@category',
              fix: 'Correct it: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html',
            },
          ]
        : [],
    ),
    ...unless(balanced, {
      given: 'a parenthesis without its partner',
      allowed: 'selectors as `(+@read ~app:*)`, not one inside another',
      fix: 'Close it',
    }),
  ],
};

const emptyPattern: Rule<Subject> = {
  id: 'ACL_PATTERN_INVALID',
  check: ({ root, selectors }) =>
    [root, ...selectors].flat().flatMap((word) =>
      unless(!isPattern(word) || isUsablePattern(word.pattern), {
        given: isPattern(word) ? `the ${word.kind} pattern '${word.pattern}'` : '',
        allowed: 'at least one character, none of them white space or a control character',
        fix: 'Say which: `~app:*` are all keys that begin with app:',
      }),
    ),
};

type Pattern = AccessWord & { readonly kind: 'key' | 'channel' };

function isPattern(word: AccessWord): word is Pattern {
  return word.kind === 'key' || word.kind === 'channel';
}

/** A space would begin another rule; a control character cannot be seen. */
export function isUsablePattern(pattern: string): boolean {
  // eslint-disable-next-line no-control-regex
  return pattern !== '' && !/[\s\u0000-\u001f\u007f]/.test(pattern);
}

/** The engine refuses a pattern beside "all", since it would have no effect. */
const patternAfterAll: Rule<Subject> = {
  id: 'ACL_PATTERN_AFTER_ALL',
  check: ({ root, selectors }) => [root, ...selectors].flatMap(objectionsToRedundance),
};

function objectionsToRedundance(words: readonly AccessWord[]): readonly Objection[] {
  // ElastiCache's parameter `acl-pubsub-default` grants every channel to a user that says nothing else.
  let [allKeys, allChannels] = [false, true];
  return words.flatMap((word) => {
    if (word.kind === 'no-keys') allKeys = false;
    if (word.kind === 'no-channels') allChannels = false;
    if (!isPattern(word)) return [];
    const isEverything = word.pattern === '*' && (word.kind === 'channel' || (word.read && word.write));
    const isRedundant = !isEverything && (word.kind === 'key' ? allKeys : allChannels);
    if (isEverything && word.kind === 'key') allKeys = true;
    if (isEverything && word.kind === 'channel') allChannels = true;
    return unless(!isRedundant, {
      given: `the ${word.kind} pattern '${word.pattern}' beside all ${word.kind}s`,
      allowed:
        word.kind === 'key' ? 'patterns, or `~*`' : 'channel patterns after `resetchannels`: without it a user has all',
      fix: word.kind === 'key' ? 'Leave out `~*`' : 'Write `resetchannels` in front',
    });
  });
}

/** What came to access strings later than the engine at hand. */
const tooNew: Rule<Subject> = {
  id: 'ACL_SYNTAX_TOO_NEW',
  check: (access) =>
    SYNTAX.flatMap(({ what, since, valkeyOnly, isUsed }) => {
      const understood = isAtLeast(access.target, since) && (!valkeyOnly || access.target.engine === 'valkey');
      return unless(understood || !isUsed(access), {
        given: `${what} for ${describeTarget(access.target)}`,
        allowed: `what its access strings can say; this came with ${valkeyOnly ? 'Valkey ' : ''}${since}`,
        fix: 'Leave it out, or use a later engine',
      });
    }),
};

interface Syntax {
  readonly what: string;
  readonly since: string;
  readonly valkeyOnly: boolean;
  readonly isUsed: (access: Subject) => boolean;
}

const SYNTAX: readonly Syntax[] = [
  {
    what: 'rules about channels',
    since: CHANNELS_SINCE,
    valkeyOnly: false,
    isUsed: uses(({ kind }) => kind === 'channel' || kind === 'no-channels'),
  },
  {
    what: 'keys that can only be read or only be written (%R~, %W~)',
    since: KEY_PERMISSIONS_SINCE,
    valkeyOnly: false,
    isUsed: uses((word) => word.kind === 'key' && !(word.read && word.write)),
  },
  {
    what: 'a subcommand taken away',
    since: KEY_PERMISSIONS_SINCE,
    valkeyOnly: false,
    isUsed: uses((word) => word.kind === 'command' && !word.allowed && word.name.includes('|')),
  },
  {
    what: 'selectors',
    since: KEY_PERMISSIONS_SINCE,
    valkeyOnly: false,
    isUsed: (access) => access.selectors.length > 0 || uses(({ kind }) => kind === 'no-selectors')(access),
  },
  {
    what: 'databases (db=)',
    since: DATABASES_SINCE,
    valkeyOnly: true,
    isUsed: uses(({ kind }) => kind === 'databases'),
  },
];

function uses(matches: (word: AccessWord) => boolean): (access: Subject) => boolean {
  return ({ root, selectors }) => [root, ...selectors].flat().some(matches);
}

export const SYNTAX_RULES: readonly Rule<Subject>[] = [unreadable, emptyPattern, patternAfterAll, tooNew];
