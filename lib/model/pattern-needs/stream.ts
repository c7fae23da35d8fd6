import { type AccessTarget, isAtLeast } from '../access-target';
import type { Needs } from '../needs';

/**
 * What work on a stream as a consumer group takes: making the group, reading, acknowledging, taking over from consumers that died,
 * trimming what everybody has acknowledged, and removing such consumers.
 *
 * XAUTOCLAIM came with 6.2; before, XPENDING finds what is abandoned and XCLAIM takes it.
 */
export function consumerGroupCommands(target?: AccessTarget): readonly string[] {
  const takesOverByItself = target === undefined || isAtLeast(target, '6.2');
  return [
    'xadd',
    'xlen',
    'xgroup|create',
    'xgroup|delconsumer',
    'xreadgroup',
    'xack',
    'xpending',
    takesOverByItself ? 'xautoclaim' : 'xclaim',
    'xtrim',
  ];
}

/**
 * What a stream asks of the engine: producing, consumer groups, reading without a group (XREAD, XRANGE), and a script that moves
 * an entry to the dead letters and acknowledges it in one step (EVALSHA, EVAL).
 *
 * A stream has no TTL, so it survives every policy that evicts only keys with one.
 */
export function streamNeeds(keyPrefix: string, target?: AccessTarget): Needs {
  return {
    commands: [...consumerGroupCommands(target), 'xread', 'xrange', 'evalsha', 'eval'],
    reads: ['xlen', 'xpending', 'xread', 'xrange'],
    keys: [`${keyPrefix}*`],
    channels: [],
    eviction: 'only-with-ttl',
  };
}
