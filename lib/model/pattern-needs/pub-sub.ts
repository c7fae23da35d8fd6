import { type AccessTarget, isAtLeast } from '../access-target';
import type { Needs } from '../needs';

/**
 * What publishing and subscribing asks of the engine: channels whose names start like the namespace's keys, and no key.
 *
 * Sharded where the engine has that (7.0): a message goes to the shard of its channel instead of to every node. Redis before 6.2
 * cannot limit channels: there the commands alone are granted, and they reach every channel.
 */
export function pubSubNeeds(keyPrefix: string, target?: AccessTarget): Needs {
  const sharded = target === undefined || isAtLeast(target, '7.0');
  const listening = sharded ? ['ssubscribe', 'sunsubscribe'] : ['subscribe', 'unsubscribe'];
  return {
    commands: [...listening, sharded ? 'spublish' : 'publish'],
    reads: listening,
    keys: [],
    channels: [`${keyPrefix}*`],
    eviction: 'any',
  };
}
