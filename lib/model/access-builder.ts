import type { AccessTarget } from './access-target';
import { CHANNELS_SINCE } from './access-string';
import { isAtLeast } from './access-target';
import { renderKey } from './access-renderer';
import { isUsablePattern } from './access-syntax-rules';
import { accessFindings } from './access-rules';
import { type Finding, findingsOf, type Rule, unless } from './finding';
import type { KeyRule } from './access-parser';

/** Rights that somebody wrote out, by kind. */
export interface CustomRights {
  readonly commands: readonly string[];
  readonly categories: readonly string[];
  readonly except: readonly string[];
  readonly keys: readonly string[];
  readonly readKeys: readonly string[];
  readonly writeKeys: readonly string[];
  readonly channels: readonly string[];
}

/** The access string, in a stable order: first nothing, then categories, then commands, then what is taken from them. */
export function renderCustom(rights: CustomRights, target: AccessTarget): string {
  const knowsChannels = isAtLeast(target, CHANNELS_SINCE) || rights.channels.length > 0;
  return [
    'on',
    ...(knowsChannels ? ['resetchannels'] : []),
    '-@all',
    ...sorted(rights.categories.map(categoryName)).map((name) => `+@${name}`),
    ...sorted(rights.commands.map(commandName)).map((name) => `+${name}`),
    ...sorted(rights.except.map(commandName)).map((name) => `-${name}`),
    ...keyRules(rights).map(renderKey),
    ...sorted(rights.channels).map((pattern) => `&${pattern}`),
  ].join(' ');
}

/** `CLIENT SETNAME` and `client|setname` are one command. */
function commandName(written: string): string {
  return written.trim().toLowerCase().replace(/\s+/g, '|');
}

/** With or without the `@`. */
function categoryName(written: string): string {
  return written.trim().toLowerCase().replace(/^@/, '');
}

function keyRules({ keys, readKeys, writeKeys }: CustomRights): readonly KeyRule[] {
  const named = (patterns: readonly string[], read: boolean, write: boolean): KeyRule[] =>
    sorted(patterns).map((pattern) => ({ pattern, read, write }));
  return [...named(keys, true, true), ...named(readKeys, true, false), ...named(writeKeys, false, true)];
}

function sorted(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}

const names: Rule<CustomRights> = {
  id: 'ACL_NAME_INVALID',
  check: ({ commands, categories, except }) => [
    ...[...commands, ...except].flatMap((written) =>
      unless(/^[a-z0-9][a-z0-9._-]*(\|[a-z0-9._-]+)?$/.test(commandName(written)), {
        given: `the command '${written}'`,
        allowed: 'names of commands, without `+` or `-`',
        fix: "Write it as 'get' or 'client|setname'",
      }),
    ),
    ...categories.flatMap((written) =>
      unless(/^[a-z0-9][a-z0-9_-]*$/.test(categoryName(written)), {
        given: `the category '${written}'`,
        allowed: 'names of categories, without `+` or `-`',
        fix: "Write it as 'read'",
      }),
    ),
  ],
};

/** Patterns are looked at before there is a text: a space in one of them would become a rule of its own. */
const patterns: Rule<CustomRights> = {
  id: 'ACL_PATTERN_INVALID',
  check: ({ keys, readKeys, writeKeys, channels }) =>
    [...keys, ...readKeys, ...writeKeys, ...channels].flatMap((pattern) =>
      unless(isUsablePattern(pattern), {
        given: `the pattern '${pattern}'`,
        allowed: 'at least one character, none of them white space or a control character',
        fix: "Say which: 'app:*' are all keys that begin with app:",
      }),
    ),
};

/** Everything that is wrong with rights that somebody wrote out. */
export function customFindings(rights: CustomRights, target: AccessTarget): Finding[] {
  const own = findingsOf([names, patterns], rights);
  // A name or pattern that is none would be read as something else.
  return own.length > 0 ? own : accessFindings(renderCustom(rights, target), target);
}
