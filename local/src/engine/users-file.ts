import { RESTRICTED_SUBCOMMANDS, SERVERLESS_RESTRICTED_SUBCOMMANDS } from '../../../lib/model/restricted-commands';
import { TwinError } from '../errors';
import type { AccessPlan, UserPlan } from '../template/plan';
import { show } from '../template/template';

/** A user that the twin makes for itself. */
export interface InternalUser {
  readonly name: string;
  readonly passwordHash: string;
}

const subcommands = (of: Readonly<Record<string, readonly string[]>>): string[] =>
  Object.entries(of).flatMap(([command, names]) => names.map((name) => `-${command}|${name}`));

/** Commands that exist in the twin's engines but that no user of an ElastiCache cache may run. */
const DENIED = ['-psync', '-replicaof', '-slaveof', '-sync', ...subcommands(RESTRICTED_SUBCOMMANDS)];
const DENIED_SERVERLESS = [...DENIED, ...subcommands(SERVERLESS_RESTRICTED_SUBCOMMANDS)];

/** The text of an engine's ACL file: the template's users, and those that replicate and administer the twin. */
export function renderUsers(
  access: AccessPlan,
  replication: InternalUser,
  administrator: InternalUser,
  serverless = false,
): string {
  const lines = [
    ...everybody(access, serverless ? DENIED_SERVERLESS : DENIED),
    `user ${replication.name} on #${replication.passwordHash} resetchannels -@all +psync +replconf +ping`,
    `user ${administrator.name} on #${administrator.passwordHash} ~* &* +@all`,
  ];
  return `${lines.join('\n')}\n`;
}

function everybody(access: AccessPlan, denied: readonly string[]): string[] {
  if (access.kind === 'open') return [`user default on nopass ~* &* +@all ${denied.join(' ')}`];
  if (access.kind === 'token') return [`user default on #${access.tokenHash} ~* &* +@all ${denied.join(' ')}`];
  const named = access.users.map((user) => `user ${user.userName} ${rules(user, denied)}`);
  // ElastiCache disables the default user of a group that does not hold one.
  return access.users.some((user) => user.userName === 'default')
    ? named
    : ['user default off resetchannels -@all', ...named];
}

function rules(user: UserPlan, denied: readonly string[]): string {
  const written = user.accessString.split(/\s+/).filter((rule) => rule !== '');
  const forbidden = written.find((rule) => /^[><#!]|^(nopass|resetpass|reset)$/i.test(rule));
  if (forbidden !== undefined || /\s/.test(user.userName)) {
    throw new TwinError(
      'USER_INVALID',
      `Resources.${user.logicalId}: ` +
        (forbidden === undefined
          ? `a UserName has no spaces, got ${show(user.userName)}`
          : `an AccessString holds no passwords and no ${forbidden.replace(/(?<=^[><#!]).*/, '...')}; use AuthenticationMode`),
    );
  }
  const passwords = user.noPassword ? ['nopass'] : user.passwordHashes.map((hash) => `#${hash}`);
  return [...passwords, ...denyRestricted(written, denied)].join(' ');
}

/** Adds the denials at the end of the rules, and of every selector: a selector grants on its own account. */
export function denyRestricted(rules: readonly string[], denied: readonly string[] = DENIED): string[] {
  const root: string[] = [];
  const selectors: string[] = [];
  let inside = false;
  for (const rule of rules) {
    if (rule.toLowerCase() === 'clearselectors') selectors.length = 0;
    if (rule.startsWith('(')) inside = true;
    const closes = inside && rule.endsWith(')');
    (inside ? selectors : root).push(closes ? `${rule.slice(0, -1)} ${denied.join(' ')})` : rule);
    if (closes) inside = false;
  }
  return [...root, ...denied, ...selectors];
}
