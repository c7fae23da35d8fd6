import type { Needs } from './needs';

/**
 * What the kit's driver asks for itself on every connection: PING to tell an idle node from a hung one, and in a sharded cache
 * CLUSTER SLOTS to learn which node owns which slot and ASKING to follow a slot that is just moving.
 *
 * HELLO and AUTH are not listed because they need no grant: the engine runs them before there is a user to check (flag
 * `no_auth` of https://valkey.io/commands/hello/ and https://valkey.io/commands/auth/).
 */
const DRIVER = { replicated: ['ping'], sharded: ['ping', 'cluster|slots', 'asking'] };

/**
 * What other clients and operators' tools ask when they connect: ioredis waits for INFO and CLUSTER INFO before it is ready, node-redis
 * and GLIDE introduce themselves by CLIENT SETINFO and SETNAME, valkey-cli shows CLUSTER NODES and SHARDS. All of it is about the
 * cache's health and shape, none of it shows or changes data. Refusing it would lock out whoever has to find out why something
 * is slow, and every refusal counts in the metric `CommandAuthorizationFailures`, on which people put alarms.
 */
const STANDARD = {
  replicated: ['info', 'client|setinfo', 'client|setname'],
  sharded: ['info', 'client|setinfo', 'client|setname', 'cluster|info', 'cluster|nodes', 'cluster|shards'],
};

/** What every user may do, whatever its namespaces. */
export function connectionNeeds(kind: 'replicated' | 'sharded'): Needs {
  return { commands: [...DRIVER[kind], ...STANDARD[kind]], keys: [], channels: [], eviction: 'any' };
}
