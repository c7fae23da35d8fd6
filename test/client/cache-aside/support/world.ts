import { type CacheAside, type CacheAsideOptions, createCacheAside } from '../../../../client/src/patterns/cache-aside';
import type { ErrorInfo } from '../../../../client/src/patterns/context';
import type { Driver } from '../../../../client/src/driver/port';
import type { Clock } from '../../../../client/src/resilience/clock';

export const NAMESPACE = { name: 'products', keyPrefix: 'products:', pattern: 'cache-aside', ttlMs: 60_000, jitter: 0 };

export interface Reported extends ErrorInfo {
  readonly error: unknown;
}

export interface Namespace<V> {
  readonly cache: CacheAside<V>;
  readonly reported: Reported[];
}

/** A namespace over a driver, with everything that reached `onError`. */
export function namespaceOver<V>(
  driver: Driver,
  options: CacheAsideOptions<V, string>,
  timing: { readonly clock?: Clock; readonly random?: () => number } = {},
): Namespace<V> {
  const reported: Reported[] = [];
  const context = {
    driver,
    onError: (error: unknown, info: ErrorInfo) => reported.push({ error, ...info }),
    ...timing,
  };
  return { cache: createCacheAside<V>(context, NAMESPACE, options), reported };
}

/** A value that settles when the test says so. */
export function deferred<T>(): {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: unknown) => void;
} {
  let settle: { resolve: (value: T) => void; reject: (error: unknown) => void } | undefined;
  const promise = new Promise<T>((resolve, reject) => (settle = { resolve, reject }));
  return { promise, ...(settle as unknown as { resolve: (value: T) => void; reject: (error: unknown) => void }) };
}
