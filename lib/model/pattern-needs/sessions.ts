import type { EvictionNeed, Needs } from '../needs';

/**
 * What a session store asks of the engine: one hash for each session.
 *
 * Loading is HGETALL, one field HGET. Creating and saving are scripts that look first (EXISTS) and write fields and life in one step
 * (HSET, HDEL, PEXPIRE), so that a session that was destroyed meanwhile does not come back. A touch moves the TTL alone and
 * never past the session's absolute age, which it measures by the engine's own clock (TIME, HGET, PEXPIRE). Destroying is DEL.
 *
 * Every session has a TTL, so only `noeviction` keeps them all; `eviction` says whether one may be lost.
 */
export function sessionNeeds(keyPrefix: string, eviction: EvictionNeed = 'never'): Needs {
  return {
    commands: ['hgetall', 'hget', 'hset', 'hdel', 'exists', 'pexpire', 'time', 'del', 'evalsha', 'eval'],
    reads: ['hgetall', 'hget', 'exists'],
    keys: [`${keyPrefix}*`],
    channels: [],
    eviction,
  };
}
