import { type AccessTarget, isAtLeast, isKnownVersion } from './access-target';
import { COMMANDS_ADDED_IN, COMMANDS_OF_CATEGORY } from './command-table';
import {
  RESTRICTED_COMMANDS,
  RESTRICTED_SUBCOMMANDS,
  SERVERLESS_RESTRICTED_COMMANDS,
  SERVERLESS_RESTRICTED_SUBCOMMANDS,
} from './restricted-commands';

const CATEGORIES: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(COMMANDS_OF_CATEGORY).map(([category, names]) => [category, new Set(words(names))]),
);

const FIRST_VERSION: ReadonlyMap<string, string> = new Map(
  Object.entries(COMMANDS_ADDED_IN).flatMap(([version, names]) =>
    words(names).map((name): [string, string] => [name, version]),
  ),
);

/** Every command and subcommand that any supported engine has, lower case. */
export const COMMANDS: ReadonlySet<string> = new Set([...CATEGORIES.values()].flatMap((names) => [...names]));

/** Commands that have subcommands, and therefore take no argument's name after `|`. */
const CONTAINERS: ReadonlySet<string> = new Set(
  [...COMMANDS].filter((name) => name.includes('|')).map((name) => containerOf(name)),
);

/** Names of the command categories, without the `@`. */
export const CATEGORY_NAMES: readonly string[] = [...CATEGORIES.keys()];

/** The commands of a category, or nothing where there is no such category. */
export function commandsOf(category: string): ReadonlySet<string> | undefined {
  return category === 'all' ? COMMANDS : CATEGORIES.get(category);
}

/** `cluster` of `cluster|slots`; a command without subcommands is its own. */
export function containerOf(name: string): string {
  return name.split('|')[0] ?? name;
}

/** Whether any engine knows a command. What follows the `|` of a command without subcommands is its first argument: anything goes. */
export function isCommand(name: string): boolean {
  return COMMANDS.has(name) || isFirstArgument(name);
}

/** `select|0`: a command by its first argument, which can be granted and not be denied. */
export function isFirstArgument(name: string): boolean {
  const [container = '', argument = '', ...more] = name.split('|');
  return COMMANDS.has(container) && !CONTAINERS.has(container) && argument !== '' && more.length === 0;
}

/** The first version that has a command, where Redis 6.0 has it not. */
export function firstVersionOf(name: string): string | undefined {
  return FIRST_VERSION.get(name) ?? FIRST_VERSION.get(containerOf(name));
}

/** Whether ElastiCache keeps a command for itself, on every cache or on a serverless one. */
export function isRestricted(name: string, kind?: AccessTarget['kind']): boolean {
  if (listed(name, RESTRICTED_COMMANDS, RESTRICTED_SUBCOMMANDS)) return true;
  return kind === 'serverless' && listed(name, SERVERLESS_RESTRICTED_COMMANDS, SERVERLESS_RESTRICTED_SUBCOMMANDS);
}

function listed(
  name: string,
  commands: readonly string[],
  subcommands: Readonly<Record<string, readonly string[]>>,
): boolean {
  const [container = '', subcommand] = name.split('|');
  if (commands.includes(container)) return true;
  return subcommand !== undefined && Object.hasOwn(subcommands, container)
    ? (subcommands[container] ?? []).includes(subcommand)
    : false;
}

/** Whether a cache has a command: its engine is new enough, and ElastiCache does not keep it for itself. */
export function isAvailable(name: string, target: AccessTarget): boolean {
  if (isRestricted(name, target.kind)) return false;
  if (!isCommand(name)) return !isKnownVersion(target);
  const first = firstVersionOf(name);
  return first === undefined || isAtLeast(target, first);
}

function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
