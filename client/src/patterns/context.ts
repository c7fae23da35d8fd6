import type { Driver } from '../driver/port';
import type { Clock } from '../resilience/clock';

/** What a pattern gets from the cache that it belongs to. */
export interface PatternContext {
  readonly driver: Driver;
  /** Hears of everything that went wrong without reaching a caller. */
  onError(error: unknown, info: ErrorInfo): void;
  /** @default the system's clock */
  readonly clock?: Clock;
  /** Numbers from 0 up to 1, for jitter. @default Math.random */
  readonly random?: () => number;
}

export interface ErrorInfo {
  readonly namespace: string;
  /** What was being done, for example `get` or `store`. Never contains a key. */
  readonly operation: string;
}
