import { type Needs, unionOfNeeds } from './needs';

/**
 * A user's rights in the engine's ACL syntax, from what its patterns need and nothing else.
 *
 * The order is fixed: rules are read from left to right, so everything is taken away before anything is given, and an unchanged
 * set of needs gives an unchanged template. `resetchannels` is said because ElastiCache's parameter `acl-pubsub-default` grants
 * all channels. Syntax: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html
 */
export function renderAccessString(parts: readonly Needs[]): string {
  const { commands, keys, channels } = unionOfNeeds(parts);
  return [
    'on',
    'resetchannels',
    '-@all',
    ...commands.map((command) => `+${command}`),
    ...keys.map((pattern) => `~${pattern}`),
    ...channels.map((pattern) => `&${pattern}`),
  ].join(' ');
}

/** Rights of a user that nobody can be: it may not log in and may do nothing. */
export const NO_ACCESS = 'off resetchannels -@all';
