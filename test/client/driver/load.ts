import { DriverError, type NodeRedisDriver } from '../../../client/src/driver';

/** What callers saw of one command. */
interface Seen {
  readonly startedAt: number;
  readonly tookMs: number;
  readonly error?: DriverError;
}

/** Writes from many callers at once, each with a rest of one event loop turn after an error, until stopped. */
export class Load {
  public readonly seen: Seen[] = [];
  #stopped = false;
  readonly #callers: Promise<void>[];

  public constructor(
    private readonly driver: NodeRedisDriver,
    callers = 16,
    private readonly key = (): string => `load:${Math.floor(Math.random() * 10_000)}`,
  ) {
    this.#callers = Array.from({ length: callers }, () => this.#call());
  }

  public get errors(): Seen[] {
    return this.seen.filter(({ error }) => error !== undefined);
  }

  /** Kinds of the errors so far. */
  public get kinds(): Set<string> {
    return new Set(this.errors.map(({ error }) => String(error?.kind)));
  }

  /** Longest time a command took that began at `from` or later, in milliseconds. */
  public longest(from: number): number {
    return Math.max(0, ...this.seen.filter(({ startedAt }) => startedAt >= from).map(({ tookMs }) => tookMs));
  }

  /** Successful commands that began at `from` or later. */
  public served(from: number): number {
    return this.seen.filter(({ startedAt, error }) => startedAt >= from && error === undefined).length;
  }

  public async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#callers);
  }

  async #call(): Promise<void> {
    while (!this.#stopped) {
      const key = this.key();
      const startedAt = performance.now();
      try {
        await this.driver.send(['SET', key, 'x'], key);
        this.seen.push({ startedAt, tookMs: performance.now() - startedAt });
      } catch (error) {
        if (!(error instanceof DriverError)) throw error;
        this.seen.push({ startedAt, tookMs: performance.now() - startedAt, error });
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    }
  }
}
