import { TwinError } from '../errors';
import type { AccessPlan, NotHonoured } from './plan';
import type { PropertyReader } from './property-reader';
import { show } from './template';
import { type ReadUser, readUser } from './users';

/** The users and user groups of a template, unread. */
export interface Accounts {
  readonly groups: readonly PropertyReader[];
  readonly users: readonly PropertyReader[];
  resolve(text: string, at: string): string;
}

/** Who asks for the users: a cache, and the property with which it does. */
export interface AccessRequest {
  readonly cache: PropertyReader;
  readonly property: string;
  readonly groupId: string;
  readonly engine: 'valkey' | 'redis';
}

/** Exists in every account, has no password, and may do everything. Source: the page that {@link readUsers} names. */
const ACCOUNT_DEFAULT = 'default';

/**
 * The users of one user group, and what the twin cannot do of them.
 * Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html
 *
 * @throws TwinError CACHE_INVALID, USER_INVALID
 */
export function readUsers(
  { cache, property, groupId, engine }: AccessRequest,
  accounts: Accounts,
): { readonly access: AccessPlan; readonly notHonoured: readonly NotHonoured[] } {
  const group = accounts.groups.find(
    (candidate) => candidate.text('UserGroupId')?.toLowerCase() === groupId.toLowerCase(),
  );
  if (group === undefined) throw cache.invalid(property, 'user groups of this template', groupId);
  const groupEngine = group.text('Engine')?.toLowerCase();
  if (groupEngine === 'valkey' && engine === 'redis') {
    throw cache.invalid(
      property,
      'a user group of engine redis, as a redis cache needs',
      `${groupId} of engine valkey`,
    );
  }
  const users = (group.texts('UserIds') ?? []).map((userId) => findUser(userId, group, accounts));
  checkNames(group, users, groupEngine);
  return {
    access: { kind: 'users', users: users.map((user) => user.plan) },
    notHonoured: users.flatMap((user) => user.notHonoured),
  };
}

function findUser(userId: string, group: PropertyReader, accounts: Accounts): ReadUser {
  const user = accounts.users.find((candidate) => candidate.text('UserId')?.toLowerCase() === userId.toLowerCase());
  if (user !== undefined) return readUser(user, (text, at) => accounts.resolve(text, at));
  if (userId === ACCOUNT_DEFAULT) return accountDefault(group);
  throw group.invalid('UserIds', 'users of this template', userId);
}

function accountDefault({ logicalId }: PropertyReader): ReadUser {
  return {
    userId: ACCOUNT_DEFAULT,
    plan: { logicalId, userName: 'default', accessString: 'on ~* &* +@all', passwordHashes: [], noPassword: true },
    notHonoured: [],
  };
}

function checkNames(group: PropertyReader, users: readonly ReadUser[], engine: string | undefined): void {
  const names = users.map(({ plan }) => plan.userName);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw group.invalid('UserIds', 'users with different names', `two with the name ${show(twice)}`);
  }
  if (engine === 'redis' && !names.includes('default')) {
    throw new TwinError(
      'USER_INVALID',
      `${group.at('UserIds')} must hold a user with the name default, because the group is of engine redis, got ${show(names)}; ` +
        'add one that is disabled (AccessString off -@all)',
    );
  }
}
