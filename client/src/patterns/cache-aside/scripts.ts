import { createHash } from 'node:crypto';
import type { Script } from '../../driver/port';

/** Stores a value if the caller's lease still stands: an invalidation has removed it otherwise. 1 or 0. */
export const STORE = script(`
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return 1`);

/** Prolongs the caller's lease. 1 or 0. */
export const RENEW = script(`
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])`);

/** Gives the caller's lease up, so that the next one need not wait for it to run out. 1 or 0. */
export const RELEASE = script(`
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])`);

/**
 * Plants a lease in place of something unreadable: of another type, or with the digest that the caller has seen. Anything else
 * that stands there is returned with its digest, which the caller could not compute from text that is not UTF-8.
 */
export const SEIZE = script(`
local held = redis.pcall('GET', KEYS[1])
if type(held) == 'string' then
  local digest = redis.sha1hex(held)
  if digest ~= ARGV[3] then return {held, digest} end
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return false`);

function script(text: string): Script {
  const lua = text.trim();
  return { lua, sha1: createHash('sha1').update(lua).digest('hex') };
}
