import type { Needs } from '../needs';

/**
 * What an activity feed asks of the engine: a list for each feed, newest first, of at most so many items.
 *
 * Publishing is one script: it puts the item in front, cuts the end and moves the TTL (LPUSH, LTRIM, PEXPIRE). A page is LRANGE, the
 * size LLEN; taking an item back is LREM, the whole feed DEL.
 *
 * A feed is gathered from somewhere else, so an evicted one is empty until it is filled again.
 */
export function feedNeeds(keyPrefix: string): Needs {
  return {
    commands: ['lrange', 'llen', 'lpush', 'ltrim', 'lrem', 'pexpire', 'del', 'evalsha', 'eval'],
    reads: ['lrange', 'llen'],
    keys: [`${keyPrefix}*`],
    channels: [],
    eviction: 'any',
  };
}
