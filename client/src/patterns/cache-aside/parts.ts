import type { Driver } from '../../driver/port';
import { type Clock, systemClock } from '../../resilience/clock';
import type { PatternContext } from '../context';
import type { CacheAsideSettings } from './options';

/** What the pieces of one namespace share. */
export interface PatternParts {
  readonly driver: Driver;
  readonly settings: CacheAsideSettings;
  readonly clock: Clock;
  readonly random: () => number;
  readonly report: Report;
}

/** Tells the application of something that no caller is told. Never throws. */
export type Report = (error: unknown, operation: Operation) => void;

export type Operation = 'get' | 'decode' | 'lease' | 'wait' | 'store' | 'renew' | 'release';

export function partsOf(context: PatternContext, settings: CacheAsideSettings): PatternParts {
  const report: Report = (error, operation) => {
    try {
      context.onError(error, { namespace: settings.namespace, operation });
    } catch (failure) {
      // An error handler that fails must not turn a cache's trouble into its callers'.
      process.emitWarning(`onError itself threw: ${String(failure)}`, 'ElastiCacheKitWarning');
    }
  };
  return {
    driver: context.driver,
    settings,
    clock: context.clock ?? systemClock,
    random: context.random ?? Math.random,
    report,
  };
}
