import { parseAccessString } from './access-parser';
import type { AccessTarget } from './access-target';
import { COMMAND_RULES } from './access-command-rules';
import { SYNTAX_RULES } from './access-syntax-rules';
import { type AccessWord, type AccessWords, readWords } from './access-words';
import { type Finding, findingsOf, type Objection, type Rule, unless } from './finding';

/** An access string that somebody wrote, and the cache that it is for. */
export interface WrittenAccess extends AccessWords {
  readonly text: string;
  readonly target: AccessTarget;
}

const stateMissing: Rule<WrittenAccess> = {
  id: 'ACL_STATE_MISSING',
  check: ({ text, root }) =>
    unless(
      root.some(({ kind }) => kind === 'state'),
      {
        given: text.trim() === '' ? 'an empty access string' : 'an access string without `on` or `off`',
        allowed: 'one that begins with `on` or `off`; without either the user is off and cannot log in',
        fix: "Begin it with `on`, for example 'on ~app:* -@all +@read'",
      },
    ),
};

const password: Rule<WrittenAccess> = {
  id: 'ACL_PASSWORD_FORBIDDEN',
  check: (access) =>
    everyWord(access).flatMap((word) =>
      word.kind === 'secret'
        ? [
            {
              given: `'${word.shown}' in an access string`,
              allowed: 'rights only; ElastiCache keeps passwords apart from them',
              fix: 'Leave it out: the user construct gives the user its password',
            },
          ]
        : [],
    ),
};

/** What is taken back by a later word: the whole text then grants less than it seems to. */
const takenBack: Rule<WrittenAccess> = {
  id: 'ACL_GRANTS_TAKEN_BACK',
  check: (access) => [access.root, ...access.selectors].flatMap(objectionsToOrder),
};

interface Trap {
  readonly written: string;
  readonly undoes: (word: AccessWord) => boolean;
  readonly grants: (word: AccessWord) => boolean;
}

const TRAPS: readonly Trap[] = [
  {
    written: '-@all',
    undoes: (word) => word.kind === 'category' && word.name === 'all' && !word.allowed,
    grants: (word) => (word.kind === 'command' || word.kind === 'category') && word.allowed,
  },
  { written: 'resetkeys', undoes: ({ kind }) => kind === 'no-keys', grants: ({ kind }) => kind === 'key' },
  { written: 'resetchannels', undoes: ({ kind }) => kind === 'no-channels', grants: ({ kind }) => kind === 'channel' },
];

function objectionsToOrder(words: readonly AccessWord[]): readonly Objection[] {
  return TRAPS.flatMap(({ written, undoes, grants }) => {
    const last = words.findLastIndex(undoes);
    return unless(!words.slice(0, Math.max(last, 0)).some(grants), {
      given: `\`${written}\` after what it takes back`,
      allowed: 'taking away first and giving afterwards: rules are read from left to right',
      fix: `Move \`${written}\` to the front, for example 'on resetchannels -@all ~app:* +@read'`,
    });
  });
}

const nothing: Rule<WrittenAccess> = {
  id: 'ACL_GRANTS_NOTHING',
  check: (access) => {
    if (takenBack.check(access).length > 0 || stateMissing.check(access).length > 0) return [];
    const { enabled, rules, selectors } = parseAccessString(access.text);
    const grants = [rules, ...selectors.map((rights) => rights.rules)].flat().some(({ allowed }) => allowed);
    return unless(!enabled || grants, {
      given: 'a user that may log in and run no command',
      allowed: 'at least one command or category, or `off`',
      fix: 'Grant what the user needs, for example `+@read`, or use Access.none()',
    });
  },
};

export function everyWord({ root, selectors }: AccessWords): readonly AccessWord[] {
  return [root, ...selectors].flat();
}

const RULES: readonly Rule<WrittenAccess>[] = [
  stateMissing,
  password,
  takenBack,
  nothing,
  ...COMMAND_RULES,
  ...SYNTAX_RULES,
];

/** Everything that is wrong with an access string, for a cache of this kind and engine. */
export function accessFindings(text: string, target: AccessTarget): Finding[] {
  return findingsOf(RULES, { text, target, ...readWords(text) });
}
