/** Something that can be asked for a sign of life. */
export interface Beating {
  /** Asks, unless there was traffic since the last call. Must not reject. */
  beat(): Promise<void>;
}

/**
 * Asks idle connections for a sign of life, so that one that died silently is replaced before a command meets it.
 *
 * The question is an ordinary command: when it is not answered, the watchdog sees a stall like any other. Nothing here keeps the
 * process alive.
 */
export class Heartbeat {
  readonly #timer: NodeJS.Timeout;

  public constructor(beating: () => Iterable<Beating>, everyMs: number) {
    this.#timer = setInterval(() => {
      for (const each of beating()) void each.beat();
    }, everyMs).unref();
  }

  public stop(): void {
    clearInterval(this.#timer);
  }
}
