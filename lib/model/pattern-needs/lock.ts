import type { Needs } from '../needs';

/**
 * What a lock asks of the engine: one key for each lock, which holds its owner's random token, and one counter beside it.
 *
 * Acquiring is one script: it looks for an owner (GET), plants the token with a TTL (SET NX PX) and counts the fencing number (INCR). Extending
 * and releasing compare the token before they act (GET, PEXPIRE, DEL).
 *
 * A lock that vanishes has two owners, and a counter that vanishes begins anew, so neither may be evicted.
 */
export function lockNeeds(keyPrefix: string): Needs {
  return {
    commands: ['get', 'set', 'incr', 'pexpire', 'del', 'evalsha', 'eval'],
    reads: ['get'],
    keys: [`${keyPrefix}*`],
    channels: [],
    eviction: 'never',
  };
}
