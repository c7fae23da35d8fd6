import type { ParameterType } from './parameter-types';
import { RESTRICTED_COMMANDS } from './restricted-commands';

/** Longest new name of a command, in characters. */
const MAX_NAME = 20;

/**
 * Value of `rename-commands`: `flushall blocked keys allkeys` takes FLUSHALL away and calls KEYS by another name.
 * Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html
 */
export const RENAMED_COMMANDS: ParameterType = {
  kind: 'text',
  fits: (value) => value === '' || renamesOf(value) !== undefined,
  allowed:
    `pairs of a command and its new name (at most ${MAX_NAME} letters and digits, or \`blocked\`), each command and each name ` +
    'once, without the commands that ElastiCache keeps for itself',
};

/** Commands and their new names; nothing where the text is something else. */
export function renamesOf(value: string): ReadonlyMap<string, string> | undefined {
  const words = value.split(' ');
  const renames = new Map<string, string>();
  if (words.length % 2 !== 0) return undefined;
  for (let i = 0; i < words.length; i += 2) {
    const [command = '', name = ''] = [words[i]?.toLowerCase(), words[i + 1]];
    if (!/^[a-z]+$/.test(command) || RESTRICTED_COMMANDS.includes(command) || renames.has(command)) return undefined;
    if (!new RegExp(`^[a-zA-Z0-9]{1,${MAX_NAME}}$`).test(name)) return undefined;
    if (name !== 'blocked' && [...renames.values()].includes(name)) return undefined;
    renames.set(command, name);
  }
  return renames;
}
