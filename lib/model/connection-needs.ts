import type { Needs } from './needs';

/**
 * What the kit's driver asks for itself on every connection: PING to tell an idle node from a hung one, and in a sharded cache
 * CLUSTER SLOTS to learn which node owns which slot and ASKING to follow a slot that is just moving.
 *
 * HELLO and AUTH are not listed because they need no grant: the engine runs them before there is a user to check (flag
 * `no_auth` of https://valkey.io/commands/hello/ and https://valkey.io/commands/auth/).
 */
export function connectionNeeds(kind: 'replicated' | 'sharded'): Needs {
  return {
    commands: kind === 'sharded' ? ['ping', 'cluster|slots', 'asking'] : ['ping'],
    keys: [],
    channels: [],
    eviction: 'any',
  };
}
