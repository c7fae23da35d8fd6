import type { AccessTarget } from './access-target';
import type { AccessRole, Needs } from './needs';

type Kind = AccessTarget['kind'];

/**
 * What the kit's driver asks for itself on every connection: PING to tell an idle node from a hung one, and in a sharded cache
 * CLUSTER SLOTS to learn which node owns which slot and ASKING to follow a slot that is just moving. A serverless cache is
 * sharded to its clients.
 *
 * HELLO and AUTH are not listed because they need no grant: the engine runs them before there is a user to check (flag
 * `no_auth` of https://valkey.io/commands/hello/ and https://valkey.io/commands/auth/).
 */
const SHARDED_DRIVER = ['ping', 'cluster|slots', 'asking'];
const DRIVER: Readonly<Record<Kind, readonly string[]>> = {
  replicated: ['ping'],
  sharded: SHARDED_DRIVER,
  serverless: SHARDED_DRIVER,
};

/**
 * What other clients and operators' tools ask when they connect: ioredis waits for INFO and CLUSTER INFO before it is ready, node-redis
 * and GLIDE introduce themselves by CLIENT SETINFO and SETNAME, valkey-cli shows CLUSTER NODES and SHARDS. All of it is about the
 * cache's health and shape, none of it shows or changes data. Refusing it would lock out whoever has to find out why something
 * is slow, and every refusal counts in the metric `CommandAuthorizationFailures`, on which people put alarms.
 */
const SHARDED_STANDARD = [
  'info',
  'client|setinfo',
  'client|setname',
  'cluster|info',
  'cluster|nodes',
  'cluster|shards',
];
const STANDARD: Readonly<Record<Kind, readonly string[]>> = {
  replicated: ['info', 'client|setinfo', 'client|setname'],
  sharded: SHARDED_STANDARD,
  serverless: SHARDED_STANDARD,
};

/**
 * READONLY lets a replica answer in a cache with slots. Whoever only reads goes there; at a serverless cache everybody can, by the
 * port of the reader endpoint: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ReadReplicas.html
 */
function replicaReads(kind: Kind, role: AccessRole): readonly string[] {
  return kind === 'serverless' || (kind === 'sharded' && role === 'reader') ? ['readonly'] : [];
}

/** What every user may do, whatever its namespaces. None of it changes anything, so a reader may do it too. */
export function connectionNeeds(kind: Kind, role: AccessRole = 'writer'): Needs {
  const commands = [...DRIVER[kind], ...STANDARD[kind], ...replicaReads(kind, role)];
  return { commands, reads: commands, keys: [], channels: [], eviction: 'any' };
}
