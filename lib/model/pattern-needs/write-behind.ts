import type { AccessTarget } from '../access-target';
import type { Needs } from '../needs';
import { consumerGroupCommands } from './stream';

/**
 * What write-behind asks of the engine.
 *
 * A write is one script: it looks at the length of the backlog (XLEN), stores the entry without a TTL (SET) and appends the
 * change to the stream of the entry's slot (XADD). Whoever carries changes to the database reads the stream as a consumer group,
 * acknowledges, gives the entry its TTL (PEXPIRE), and moves what cannot be written to a dead-letter stream.
 *
 * Neither the stream nor an entry that has not reached the database has a TTL: they survive every policy that evicts only keys
 * with one. After that an entry may go.
 */
export function writeBehindNeeds(keyPrefix: string, target?: AccessTarget): Needs {
  return {
    commands: ['get', 'set', 'del', 'pexpire', 'evalsha', 'eval', ...consumerGroupCommands(target)],
    reads: ['get', 'xlen', 'xpending'],
    keys: [`${keyPrefix}*`],
    channels: [],
    eviction: 'only-with-ttl',
  };
}
