import { parseAccessString, type Rights } from '../model/access-parser';
import { COMMANDS, commandsOf, containerOf, isCommand } from '../model/commands';
import { fail } from './failure';
import { globMatches } from './glob';

/** What a user may do, as questions to its access string. */
export class AccessRights {
  private readonly sets: readonly Rights[];

  public constructor(
    private readonly user: string,
    private readonly text: string,
  ) {
    const parsed = parseAccessString(text);
    if (parsed.unreadable.length > 0) {
      fail(`the access string of ${user} has words that are no rule: ${parsed.unreadable.join(' ')}`);
    }
    // A user that may not log in may do nothing, whatever its rules say.
    this.sets = parsed.enabled ? [parsed, ...parsed.selectors] : [];
  }

  /** Commands and categories that are given, in the order of the text. */
  public get commands(): readonly string[] {
    return unique(this.sets.flatMap(({ rules }) => rules.filter(({ allowed }) => allowed).map(({ name }) => name)));
  }

  public get keys(): readonly string[] {
    return unique(this.sets.flatMap(({ keys }) => keys.map(({ pattern }) => pattern)));
  }

  public get channels(): readonly string[] {
    return unique(this.sets.flatMap(({ channels }) => channels));
  }

  public allows(command: string): boolean {
    const name = command.toLowerCase().replace(' ', '|');
    const names = isCommand(name) ? [name] : [...COMMANDS].filter((known) => containerOf(known) === name);
    if (names.length === 0) fail(`no engine that the kit knows has a command '${command}'`);
    return this.sets.some((rights) => names.every((each) => this.decide(rights, each)));
  }

  public reaches(key: string): boolean {
    return this.sets.some(({ keys }) => keys.some(({ pattern }) => globMatches(pattern, key)));
  }

  public hears(channel: string): boolean {
    return this.channels.some((pattern) => globMatches(pattern, channel));
  }

  /** The last rule that is about a command has the word. */
  private decide({ rules }: Rights, command: string): boolean {
    const last = rules.findLast(({ name }) => name === containerOf(command) || this.covers(name, command));
    return last?.allowed ?? false;
  }

  private covers(rule: string, command: string): boolean {
    if (!rule.startsWith('@')) return rule === command;
    const members = commandsOf(rule.slice(1));
    if (members === undefined) {
      return fail(
        `whether ${this.user} may run '${command}' follows from ${rule} in '${this.text}', a category that the kit does not know`,
      );
    }
    return members.has(command);
  }
}

function unique(items: readonly string[]): readonly string[] {
  return [...new Set(items)];
}
