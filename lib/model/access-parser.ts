import { type AccessWord, readWords } from './access-words';

/** One `+` or `-` of an access string. */
export interface CommandRule {
  /** A command in lower case, `get`; a subcommand, `cluster|slots`; a category, `@read`. */
  readonly name: string;
  readonly allowed: boolean;
}

/** Keys that are reached, as the engine matches them. */
export interface KeyRule {
  readonly pattern: string;
  readonly read: boolean;
  readonly write: boolean;
}

/** What a set of rules comes to, read from left to right. */
export interface Rights {
  /**
   * Commands, subcommands and categories in the order in which they take effect; a later rule has the last word. Begins with
   * nothing allowed, so there is no `-@all`; `+@all`, where present, is the first.
   */
  readonly rules: readonly CommandRule[];
  readonly keys: readonly KeyRule[];
  /** Patterns of pub/sub channels. `*` alone where the text says nothing: ElastiCache's parameter `acl-pubsub-default` is `allchannels`. */
  readonly channels: readonly string[];
  /** Databases, where the text limits them. */
  readonly databases?: readonly number[];
}

/** An access string, understood. */
export interface ParsedAccess extends Rights {
  /** Whether the user may log in. A text that says neither `on` nor `off` means off. */
  readonly enabled: boolean;
  /** Those of `rules` that name a command or subcommand. */
  readonly commands: readonly CommandRule[];
  /** Those of `rules` that name a category, without the `@`. */
  readonly categories: readonly CommandRule[];
  /** Further sets of rights, each of which allows by itself what it allows. */
  readonly selectors: readonly Rights[];
  /** Words that are no rule, and passwords (shown without their text), which an access string must not have. */
  readonly unreadable: readonly string[];
}

/**
 * Reads an access string the way the engine does: from left to right, letters of commands and keywords in either case. It reads
 * everything and refuses nothing; what is wrong with a text is for the rules to say.
 * Syntax: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html
 */
export function parseAccessString(text: string): ParsedAccess {
  const { root, selectors } = readWords(text);
  const rights = rightsOf(root);
  const state = root.findLast((word) => word.kind === 'state');
  const isCategory = ({ name }: CommandRule): boolean => name.startsWith('@');
  return {
    enabled: state?.enabled ?? false,
    ...rights,
    commands: rights.rules.filter((rule) => !isCategory(rule)),
    categories: rights.rules.filter(isCategory).map(({ name, allowed }) => ({ name: name.slice(1), allowed })),
    selectors: selectors.map(rightsOf),
    unreadable: [root, ...selectors].flat().flatMap(unreadableText),
  };
}

function unreadableText(word: AccessWord): readonly string[] {
  if (word.kind === 'unreadable') return [word.text];
  return word.kind === 'secret' ? [word.shown] : [];
}

function rightsOf(words: readonly AccessWord[]): Rights {
  let rules: readonly CommandRule[] = [];
  let keys: readonly KeyRule[] = [];
  let channels: readonly string[] = ['*'];
  let databases: readonly number[] | undefined;
  for (const word of words) {
    if (word.kind === 'command') rules = applied(rules, word);
    if (word.kind === 'category') rules = applied(rules, { ...word, name: `@${word.name}` });
    if (word.kind === 'key') keys = reached(keys, word);
    if (word.kind === 'no-keys') keys = [];
    if (word.kind === 'channel') channels = heard(channels, word.pattern);
    if (word.kind === 'no-channels') channels = [];
    if (word.kind === 'databases') databases = word.numbers;
  }
  return { rules, keys, channels, ...(databases && { databases }) };
}

/** A rule replaces an earlier one of the same name, and one about all commands every earlier one. */
function applied(rules: readonly CommandRule[], { name, allowed }: CommandRule): readonly CommandRule[] {
  if (name === '@all') return allowed ? [{ name, allowed }] : [];
  return [...rules.filter((rule) => rule.name !== name), { name, allowed }];
}

function reached(keys: readonly KeyRule[], { pattern, read, write }: KeyRule): readonly KeyRule[] {
  if (isAllKeys({ pattern, read, write })) return [{ pattern, read, write }];
  if (keys.some(isAllKeys)) return keys;
  const known = keys.some((key) => key.pattern === pattern);
  if (!known) return [...keys, { pattern, read, write }];
  return keys.map((key) =>
    key.pattern === pattern ? { pattern, read: key.read || read, write: key.write || write } : key,
  );
}

/** Only `~*` stands for every key for good; `%R~*` is a pattern among others. */
function isAllKeys({ pattern, read, write }: KeyRule): boolean {
  return pattern === '*' && read && write;
}

function heard(channels: readonly string[], pattern: string): readonly string[] {
  if (pattern === '*') return ['*'];
  return channels.includes('*') || channels.includes(pattern) ? channels : [...channels, pattern];
}
