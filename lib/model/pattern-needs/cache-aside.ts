import type { Needs } from '../needs';

/**
 * What cache-aside asks of the engine.
 *
 * A hit is one GET. A miss plants its lease with SET NX GET PX. Storing, renewing and giving up the lease are scripts that compare
 * before they write (GET, SET, DEL, PEXPIRE), run by EVALSHA and, on a node that has not seen the script yet, by EVAL; the
 * engine checks the commands inside a script against the same user. Invalidation is DEL.
 *
 * Read-through with refresh-ahead and write-through are the same operations in another order, so they need the same.
 *
 * @param keyPrefix what every key of the namespace starts with
 */
export function cacheAsideNeeds(keyPrefix: string): Needs {
  return {
    commands: ['get', 'set', 'del', 'pexpire', 'evalsha', 'eval'],
    reads: ['get'],
    keys: [`${keyPrefix}*`],
    channels: [],
    eviction: 'any',
  };
}

/**
 * What cache-aside with tags asks besides: MGET reads an entry together with the versions of its tags where they share a slot. A
 * tag is a key like any other: its version is planted by SET NX, prolonged by PEXPIRE and invalidated by DEL. An evicted tag
 * invalidates its entries, so tags may be evicted too.
 */
export function taggedCacheAsideNeeds(keyPrefix: string): Needs {
  const plain = cacheAsideNeeds(keyPrefix);
  return { ...plain, commands: [...plain.commands, 'mget'], reads: [...plain.reads, 'mget'] };
}
