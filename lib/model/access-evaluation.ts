import type { ParsedAccess, Rights } from './access-parser';
import { commandsOf, containerOf } from './commands';

/**
 * Whether an access string lets its user run a command, by any of its sets of rights; on which keys is another question. Nothing where
 * that hangs on a category that this release does not know.
 *
 * @param command lower case; a subcommand as `cluster|slots`
 */
export function accessAllows(access: ParsedAccess, command: string): boolean | undefined {
  if (!access.enabled) return false;
  const answers = [access, ...access.selectors].map((rights) => rightsAllow(rights, command));
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}

/** The same for one set of rights, whether or not its user is enabled. */
export function rightsAllow({ rules }: Rights, command: string): boolean | undefined {
  let answer: boolean | undefined = false;
  for (const { name, allowed } of rules) {
    const concerns = ruleConcerns(name, command);
    if (concerns === undefined) answer = answer === allowed ? answer : undefined;
    else if (concerns) answer = allowed;
  }
  return answer;
}

/** A rule about a container is one about all its subcommands; a category holds each subcommand by itself. */
function ruleConcerns(rule: string, command: string): boolean | undefined {
  if (!rule.startsWith('@')) return rule === command || rule === containerOf(command);
  return commandsOf(rule.slice(1))?.has(command);
}
