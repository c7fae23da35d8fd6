import { renderKey } from './access-renderer';
import { type AccessTarget, isAtLeast } from './access-target';
import { isAvailable } from './commands';
import { allowedTo, type Needs, type RoleNeeds, unionOfAllowed } from './needs';

/**
 * A user's rights in the engine's ACL syntax, from what its patterns need and nothing else.
 *
 * The order is fixed: rules are read from left to right, so everything is taken away before anything is given, and an unchanged
 * set of needs gives an unchanged template. `resetchannels` is said because ElastiCache's parameter `acl-pubsub-default` grants
 * all channels. Syntax: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html
 *
 * @param target the cache; without it everything is said that the newest engines understand
 */
export function renderAccessString(parts: readonly Needs[], target?: AccessTarget): string {
  return renderRoleAccess(
    parts.map((needs) => ({ needs, role: 'writer' })),
    target,
  );
}

/**
 * As above, with a role for each part.
 *
 * What the cache does not understand is left out: an engine refuses a user whose rights name a command that it does not know, or
 * channels before 6.2. Before 7.0 it has no keys that can only be read, so there a reader is told by its commands alone; see
 * `mixedRolesObjection` for when that is not enough.
 */
export function renderRoleAccess(parts: readonly RoleNeeds[], target?: AccessTarget): string {
  const { commands, keys, channels } = unionOfAllowed(parts.map(({ needs, role }) => allowedTo(role, needs)));
  const understands = (version: string): boolean => target === undefined || isAtLeast(target, version);
  return [
    'on',
    ...(understands(CHANNELS_SINCE) ? ['resetchannels'] : []),
    '-@all',
    ...commands.filter((name) => target === undefined || isAvailable(name, target)).map((name) => `+${name}`),
    ...keys.map((key) => renderKey(understands(KEY_PERMISSIONS_SINCE) ? key : { ...key, read: true, write: true })),
    ...(understands(CHANNELS_SINCE) ? channels.map((pattern) => `&${pattern}`) : []),
  ].join(' ');
}

/** First version with rules about channels. */
export const CHANNELS_SINCE = '6.2';

/** First version with keys that can only be read or only be written, with selectors, and with subcommands that can be taken away. */
export const KEY_PERMISSIONS_SINCE = '7.0';

/** First version of Valkey whose rights can name databases. */
export const DATABASES_SINCE = '9.1';

/**
 * Why one user cannot both write some namespaces and only read others; nothing where it can. Before 7.0 what it may do with one key
 * it may do with all its keys, and with channels that is so in every version.
 */
export function mixedRolesObjection(parts: readonly RoleNeeds[], target: AccessTarget): string | undefined {
  const areMixed = (of: 'keys' | 'channels'): boolean =>
    new Set(parts.filter(({ needs }) => needs[of].length > 0).map(({ role }) => role)).size > 1;
  if (areMixed('keys') && !isAtLeast(target, KEY_PERMISSIONS_SINCE)) {
    return `${target.engine} ${target.version} has no keys that can only be read (since ${KEY_PERMISSIONS_SINCE})`;
  }
  return areMixed('channels') ? 'no engine has channels that can only be listened to' : undefined;
}

/** Rights of a user that nobody can be: it may not log in and may do nothing. */
export const NO_ACCESS = 'off resetchannels -@all';

/** The same for a target: Redis before 6.2 refuses `resetchannels`. */
export function noAccess(target?: AccessTarget): string {
  return target === undefined || isAtLeast(target, CHANNELS_SINCE) ? NO_ACCESS : 'off -@all';
}
