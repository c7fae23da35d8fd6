import type { Clock, ClockTimer } from '../../resilience/clock';
import type { EntryStore, Lease } from './entry-store';
import type { Report } from './parts';

/** A lease survives two lost renewals. */
const RENEWALS_PER_LEASE = 3;

/** Renews a lease while its holder loads. */
export class Renewal {
  #timer: ClockTimer | undefined;
  #stopped = false;

  public constructor(
    private readonly store: EntryStore,
    private readonly lease: Lease,
    private readonly leaseMs: number,
    private readonly clock: Clock,
    private readonly report: Report,
    /** Somebody invalidated or wrote the key, or it ran out: what is being loaded will not be stored. */
    private readonly onLost: () => void,
  ) {
    this.#schedule();
  }

  public stop(): void {
    this.#stopped = true;
    this.#timer?.cancel();
  }

  #schedule(): void {
    this.#timer = this.clock.after(this.leaseMs / RENEWALS_PER_LEASE, () => void this.#renew());
    // The load that is being waited for keeps the process alive, not its bookkeeping.
    this.#timer.hold(false);
  }

  async #renew(): Promise<void> {
    try {
      const kept = await this.store.renew(this.lease);
      if (this.#stopped) return;
      if (kept) this.#schedule();
      else this.onLost();
    } catch (error) {
      this.report(error, 'renew');
      if (!this.#stopped) this.#schedule();
    }
  }
}
