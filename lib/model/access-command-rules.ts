import { type AccessTarget, isKnownVersion } from './access-target';
import type { AccessWord, AccessWords } from './access-words';
import {
  CATEGORY_NAMES,
  COMMANDS,
  commandsOf,
  firstVersionOf,
  isAvailable,
  isCommand,
  isFirstArgument,
  isRestricted,
} from './commands';
import type { Objection, Rule } from './finding';
import { nearest } from './nearest';

type Subject = AccessWords & { readonly target: AccessTarget };
type Naming = AccessWord & { readonly kind: 'command' | 'category' };

/** One objection for each different name that is not as it should be. */
function named(
  { root, selectors }: Subject,
  kind: Naming['kind'],
  isFine: (name: string, allowed: boolean) => boolean,
  objection: (name: string) => Objection,
): readonly Objection[] {
  const wrong = [root, ...selectors]
    .flat()
    .flatMap((word) => (word.kind === kind && !isFine(word.name, word.allowed) ? [word.name] : []));
  return [...new Set(wrong)].map(objection);
}

const unknownCommand: Rule<Subject> = {
  id: 'ACL_COMMAND_UNKNOWN',
  check: (access) =>
    named(
      access,
      'command',
      (name, allowed) => (isCommand(name) && (allowed || !isFirstArgument(name))) || !isKnownVersion(access.target),
      (name) => ({
        given: `the command '${name}'`,
        allowed: 'commands of the engine, a subcommand as `cluster|slots`',
        fix: suggestion(name, [...COMMANDS]),
      }),
    ),
};

const unknownCategory: Rule<Subject> = {
  id: 'ACL_CATEGORY_UNKNOWN',
  check: (access) =>
    named(
      access,
      'category',
      (name) => commandsOf(name) !== undefined || !isKnownVersion(access.target),
      (name) => ({
        given: `the category '@${name}'`,
        allowed: ['all', ...CATEGORY_NAMES].map((category) => `@${category}`).join(', '),
        fix: suggestion(name, CATEGORY_NAMES),
      }),
    ),
};

/** "You can't specify forbidden commands": neither to grant nor to deny them. */
const forbiddenCommand: Rule<Subject> = {
  id: 'ACL_COMMAND_FORBIDDEN',
  check: (access) =>
    named(
      access,
      'command',
      (name) => !isRestricted(name),
      (name) => ({
        given: `the command '${name}'`,
        allowed: 'commands that ElastiCache does not keep for itself; it refuses a user whose rights name one of those',
        fix: 'Leave it out: nobody can run it anyway',
      }),
    ),
};

const unavailableCommand: Rule<Subject> = {
  id: 'ACL_COMMAND_UNAVAILABLE',
  check: (access) =>
    named(
      access,
      'command',
      (name) => !isCommand(name) || isRestricted(name) || isAvailable(name, access.target),
      (name) => ({
        given: `the command '${name}' for ${describeTarget(access.target)}`,
        allowed: isRestricted(name, access.target.kind)
          ? 'commands that serverless caches have'
          : `commands that it has; this one came with ${firstVersionOf(name)}`,
        fix: 'Leave it out, or use a cache that has it',
      }),
    ),
};

export const COMMAND_RULES: readonly Rule<Subject>[] = [
  unknownCommand,
  unknownCategory,
  forbiddenCommand,
  unavailableCommand,
];

export function describeTarget({ engine, version, kind }: AccessTarget): string {
  return kind === 'serverless' ? `a serverless cache of ${engine} ${version}` : `${engine} ${version}`;
}

function suggestion(name: string, candidates: readonly string[]): string {
  const near = nearest(name, candidates);
  return near === undefined ? 'See https://valkey.io/commands/' : `Did you mean '${near}'?`;
}
