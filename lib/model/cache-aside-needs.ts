import type { Needs } from './needs';

/**
 * What cache-aside asks of the engine.
 *
 * A hit is one GET. A miss plants its lease with SET NX GET PX. Storing, renewing and giving up the lease are scripts that compare
 * before they write (GET, SET, DEL, PEXPIRE), run by EVALSHA and, on a node that has not seen the script yet, by EVAL; the
 * engine checks the commands inside a script against the same user. Invalidation is DEL.
 *
 * @param keyPrefix what every key of the namespace starts with
 */
export function cacheAsideNeeds(keyPrefix: string): Needs {
  return {
    commands: ['get', 'set', 'del', 'pexpire', 'evalsha', 'eval'],
    keys: [`${keyPrefix}*`],
    channels: [],
    eviction: 'any',
  };
}
