import type { Needs } from '../needs';

/**
 * What a rate limiter asks of the engine: one key for each caller that is limited.
 *
 * A decision is one script by the engine's own clock (TIME), so that the callers' clocks do not matter: it reads the state, decides
 * and stores the new state with the TTL after which it would be as good as new (GET, SET PX). All algorithms keep their state in
 * one string. Looking without asking is GET, forgiving is DEL.
 *
 * An evicted state forgives its caller, which is what happens to it anyway a window later.
 */
export function rateLimiterNeeds(keyPrefix: string): Needs {
  return {
    commands: ['get', 'set', 'del', 'time', 'evalsha', 'eval'],
    reads: ['get'],
    keys: [`${keyPrefix}*`],
    channels: [],
    eviction: 'any',
  };
}
