import { CacheError } from '../errors';
import type { SecretReader } from './readers';

/** What the engine asks for. Never logged, never part of an error. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** How long one reading serves new connections, in milliseconds. A refused password is read again at once. */
const FRESH_MS = 60_000;
/** While the engine keeps refusing what the secret says, it is read again after this long, doubling; in milliseconds. */
const REREAD_MS = { first: 1_000, longest: 30_000 };

/**
 * The credentials of one user. Several connections that open together share one reading; after the engine refused a password the next
 * connection reads the secret again, so a rotated password needs no restart.
 */
export class SecretSource {
  #reading: Promise<Credentials> | undefined;
  #readAt = 0;
  #last: Credentials | undefined;
  /** Readings in a row that brought a refused password again. */
  #inVain = 0;
  #mistrusted = false;

  public constructor(
    private readonly read: SecretReader,
    public readonly arn: string,
    public readonly userName: string,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** @throws CacheError `SECRET_UNREADABLE` */
  public get(): Promise<Credentials> {
    if (this.#reading === undefined || this.now() - this.#readAt > FRESH_MS) {
      this.#readAt = this.now();
      const reading = this.#readNow();
      this.#reading = reading;
      reading.catch(() => {
        if (this.#reading === reading) this.#reading = undefined; // a failed reading serves nobody else
      });
    }
    return this.#reading;
  }

  /** The engine refused these credentials: read the secret again, at once unless reading it again has not helped before. */
  public refused(credentials: Credentials): void {
    if (this.#last !== credentials) return; // another connection has had it read again already
    const pause = this.#inVain === 0 ? 0 : Math.min(REREAD_MS.longest, REREAD_MS.first * 2 ** (this.#inVain - 1));
    if (this.now() - this.#readAt < pause) return;
    this.#reading = undefined;
    this.#mistrusted = true;
  }

  async #readNow(): Promise<Credentials> {
    const credentials = parseSecret(await this.read(this.arn), this.arn, this.userName);
    const inVain = this.#mistrusted && this.#last?.password === credentials.password;
    this.#inVain = inVain ? this.#inVain + 1 : 0;
    this.#mistrusted = false;
    this.#last = credentials;
    return credentials;
  }
}

function parseSecret(text: string, arn: string, userName: string): Credentials {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's message quotes the text it could not read, which is a secret.
    throw new CacheError(
      'SECRET_UNREADABLE',
      `secret ${arn} is not JSON; allowed is { "username": "…", "password": "…" }`,
    );
  }
  const { username = userName, password } = (value ?? {}) as { username?: unknown; password?: unknown };
  if (typeof username === 'string' && typeof password === 'string' && password !== '') return { username, password };
  const has = typeof value === 'object' && value !== null ? Object.keys(value).join(', ') : typeof value;
  throw new CacheError(
    'SECRET_UNREADABLE',
    `secret ${arn} has ${has || 'no fields'}; allowed is { "username": "…", "password": "…" } with a password that is not empty`,
  );
}
