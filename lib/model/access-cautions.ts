import { rightsAllow } from './access-evaluation';
import { parseAccessString, type Rights } from './access-parser';
import type { Caution } from './caution';
import { commandsOf } from './commands';

interface Danger {
  readonly id: string;
  readonly text: string;
  readonly isIn: (rights: Rights) => boolean;
}

const grants =
  (...names: readonly string[]) =>
  ({ rules }: Rights): boolean =>
    rules.some(({ name, allowed }) => allowed && names.includes(name));

const DANGERS: readonly Danger[] = [
  {
    id: 'ACL_ALL_COMMANDS',
    text: 'the user may run every command (`+@all`), FLUSHALL among them. Grant the categories or commands that it uses',
    isIn: grants('@all'),
  },
  {
    id: 'ACL_DANGEROUS_COMMANDS',
    text: 'the user may run commands that can empty or stall the whole cache (`+@dangerous` or `+@admin`). Grant single commands instead',
    isIn: grants('@dangerous', '@admin'),
  },
  {
    id: 'ACL_ALL_KEYS',
    text: 'the user reaches every key (`~*`), those of other applications too. Name the prefix that it works under, for example `~app:*`',
    isIn: ({ keys }) => keys.some(({ pattern }) => pattern === '*'),
  },
  {
    id: 'ACL_ALL_CHANNELS',
    text: 'the user reaches every pub/sub channel, which is also what a text without `resetchannels` means. Name the channels, for example `resetchannels &app:*`',
    isIn: (rights) => rights.channels.includes('*') && mayUseChannels(rights),
  },
];

/** Rights on channels matter only to whoever may run a command that uses them. */
function mayUseChannels(rights: Rights): boolean {
  return [...(commandsOf('pubsub') ?? [])].some(
    (command) => !command.startsWith('pubsub') && rightsAllow(rights, command) === true,
  );
}

/** What is legal in an access string, and dangerous. */
export function accessCautions(text: string): readonly Caution[] {
  const access = parseAccessString(text);
  if (!access.enabled) return [];
  return DANGERS.filter(({ isIn }) => [access, ...access.selectors].some(isIn)).map(({ id, text: said }) => ({
    id,
    text: said,
  }));
}
