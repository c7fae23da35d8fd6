import { rightsAllow } from './access-evaluation';
import { parseAccessString, type ParsedAccess, type Rights } from './access-parser';
import { commandsOf } from './commands';
import { type Finding, findingsOf, type Objection, type Rule } from './finding';

/** A rule that objects once, where any set of a user's rights is as it should not be. */
function caution(id: string, isIn: (rights: Rights) => boolean, objection: Objection): Rule<ParsedAccess> {
  return { id, check: (access) => ([access, ...access.selectors].some(isIn) ? [objection] : []) };
}

function grants(...names: readonly string[]): (rights: Rights) => boolean {
  return ({ rules }) => rules.some(({ name, allowed }) => allowed && names.includes(name));
}

/** Rights on channels matter only to whoever may run a command that uses them. */
function usesEveryChannel(rights: Rights): boolean {
  return (
    rights.channels.includes('*') &&
    [...(commandsOf('pubsub') ?? [])].some(
      (command) => !command.startsWith('pubsub') && rightsAllow(rights, command) === true,
    )
  );
}

const CAUTIONS: readonly Rule<ParsedAccess>[] = [
  caution('ACL_ALL_COMMANDS', grants('@all'), {
    given: 'a user that may run every command (`+@all`), FLUSHALL among them',
    allowed: 'the categories or commands that the user runs',
    fix: 'Use Access.forNamespaces, or name what is needed',
  }),
  caution('ACL_DANGEROUS_COMMANDS', grants('@dangerous', '@admin'), {
    given: 'a user that may run commands which empty or stall the whole cache (`+@dangerous` or `+@admin`)',
    allowed: 'the single commands that the user runs',
    fix: 'Name them, for example `+info`',
  }),
  caution('ACL_ALL_KEYS', ({ keys }) => keys.some(({ pattern }) => pattern === '*'), {
    given: 'a user that reaches every key (`~*`), those of other applications too',
    allowed: 'the prefix that the user works under',
    fix: 'Name it, for example `~app:*`',
  }),
  caution('ACL_ALL_CHANNELS', usesEveryChannel, {
    given: 'a user that reaches every pub/sub channel, which is also what a text without `resetchannels` means',
    allowed: 'the channels that the user uses',
    fix: 'Name them, for example `resetchannels &app:*`',
  }),
];

/** What is legal in an access string, and dangerous. */
export function accessCautions(text: string): Finding[] {
  const access = parseAccessString(text);
  return access.enabled ? findingsOf(CAUTIONS, access) : [];
}
