/** After this long, in milliseconds, the looks become rarer: what is wrong then is not a failover under way. */
const PATIENCE_MS = 15_000;
const SLOW_FACTOR = 8;

/**
 * Looks at the topology again and again while something is wrong: one look at a time, a jittered pause between two, and rest when
 * all is well.
 */
export class Refresher {
  #timer: NodeJS.Timeout | undefined;
  #looking = false;
  #again = false;
  #stopped = false;
  #lastLook = Number.NEGATIVE_INFINITY;
  #troubleSince: number | undefined;

  /** @param look resolves to true where all is well; must not reject */
  public constructor(
    private readonly look: () => Promise<boolean>,
    private readonly pace: { readonly minMs: number; readonly maxMs: number },
  ) {}

  /** Asks for a look as soon as the pace allows. */
  public request(): void {
    if (this.#stopped || this.#timer !== undefined) return;
    if (this.#looking) {
      this.#again = true;
      return;
    }
    this.#troubleSince ??= performance.now();
    const due = this.#lastLook + this.#pause();
    this.#timer = setTimeout(() => void this.#run(), Math.max(0, due - performance.now())).unref();
  }

  public stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  async #run(): Promise<void> {
    this.#timer = undefined;
    this.#looking = true;
    this.#again = false;
    this.#lastLook = performance.now();
    const well = await this.look();
    this.#looking = false;
    if (well) this.#troubleSince = undefined;
    if (!well || this.#again) this.request();
  }

  #pause(): number {
    const { minMs, maxMs } = this.pace;
    const patient = performance.now() - (this.#troubleSince ?? 0) < PATIENCE_MS;
    return (minMs + Math.random() * (maxMs - minMs)) * (patient ? 1 : SLOW_FACTOR);
  }
}
