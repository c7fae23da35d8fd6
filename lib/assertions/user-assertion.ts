import { AccessRights } from './access-rights';
import { fail, listed } from './failure';
import type { UserFacts } from './user-facts';

/** A user of a cache and its rights. Made by {@link CacheAssertion.hasUser} and {@link CacheAssertion.users}. */
export class UserAssertion {
  /** For whom the user was made, where the cache's manifest says so, else the user's name. */
  public readonly consumer: string;
  /** The name to authenticate with. */
  public readonly userName: string;
  /** Identity of the user in ElastiCache. */
  public readonly userId: string;
  /** `password`, `iam` or `no-password-required`. */
  public readonly authentication: string;
  /** The rights as ElastiCache reads them. */
  public readonly accessString: string;
  private readonly rights: AccessRights;

  /** @internal */
  public static _of(facts: UserFacts): UserAssertion {
    return new UserAssertion(facts);
  }

  private constructor(facts: UserFacts) {
    this.consumer = facts.consumer;
    this.userName = facts.userName;
    this.userId = facts.userId;
    this.authentication = facts.authentication;
    this.accessString = facts.accessString;
    this.rights = new AccessRights(`user '${facts.consumer}'`, facts.accessString);
  }

  /** Commands, subcommands and categories that are given: `get`, `cluster|slots`, `@read`. */
  public get commands(): string[] {
    return [...this.rights.commands];
  }

  /** Key patterns that are reached, for reading or writing. */
  public get keys(): string[] {
    return [...this.rights.keys];
  }

  /** Patterns of the pub/sub channels that are reached. `*` where the access string says nothing about channels. */
  public get channels(): string[] {
    return [...this.rights.channels];
  }

  /**
   * Whether the user may run a command. Categories are resolved as the engine does.
   *
   * @param command for example `get`, `cluster|slots` or `CLUSTER SLOTS`; an error where no engine knows it
   */
  public allows(command: string): boolean {
    return this.rights.allows(command);
  }

  /**
   * Whether the user reaches a key, for reading or writing.
   *
   * @param key a whole key, for example `products:42`
   */
  public reaches(key: string): boolean {
    return this.rights.reaches(key);
  }

  /** Whether the user may publish to a pub/sub channel or subscribe to it. */
  public hears(channel: string): boolean {
    return this.rights.hears(channel);
  }

  /** Asserts that the user may run these commands. */
  public allowing(...commands: string[]): UserAssertion {
    const missing = commands.filter((command) => !this.allows(command));
    return this.unless(missing, 'may not run', 'commands', this.commands);
  }

  /** Asserts that the user may run none of these commands. */
  public notAllowing(...commands: string[]): UserAssertion {
    const present = commands.filter((command) => this.allows(command));
    return this.unless(present, 'may run', 'commands', this.commands);
  }

  /** Asserts that the user reaches these keys. */
  public reaching(...keys: string[]): UserAssertion {
    const missing = keys.filter((key) => !this.reaches(key));
    return this.unless(missing, 'does not reach', 'keys', this.keys);
  }

  /** Asserts that the user reaches none of these keys. */
  public notReaching(...keys: string[]): UserAssertion {
    const present = keys.filter((key) => this.reaches(key));
    return this.unless(present, 'reaches', 'keys', this.keys);
  }

  /**
   * Asserts how the user proves who it is.
   *
   * @param type `password`, `iam` or `no-password-required`
   */
  public authenticatingBy(type: string): UserAssertion {
    return this.unless(this.authentication === type ? [] : [type], 'does not authenticate by', 'authentication', [
      this.authentication,
    ]);
  }

  private unless(wrong: readonly string[], what: string, kind: string, has: readonly string[]): UserAssertion {
    if (wrong.length === 0) return this;
    return fail(`user '${this.consumer}' ${what} ${listed(wrong)}; its ${kind}: ${listed(has)}`);
  }
}
