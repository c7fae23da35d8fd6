import { isRecord, itemsOf, textOf } from './records';
import { isCalled, nameOf, type Resource, type Resources } from './resources';

/** What a template says about a user. */
export interface UserFacts {
  readonly consumer: string;
  readonly userName: string;
  readonly userId: string;
  readonly authentication: string;
  readonly accessString: string;
}

/** A user of a cache, and the names by which a test may ask for it. */
export interface FoundUser {
  readonly facts: UserFacts;
  readonly isCalled: (name: string) => boolean;
}

/** The members of a cache's user group, in the order of the group. */
export interface FoundUsers {
  readonly users: readonly FoundUser[];
  /** Members, or a group, that the template only refers to. */
  readonly foreign: readonly string[];
}

/**
 * @param groupReference the cache's reference to its user group; absent where it has none
 * @param consumers for whom a user was made, by user name
 */
export function usersOf(
  resources: Resources,
  groupReference: unknown,
  consumers: ReadonlyMap<string, string>,
): FoundUsers {
  if (groupReference === undefined) return { users: [], foreign: [] };
  const group = resources.meant(groupReference, 'AWS::ElastiCache::UserGroup', 'UserGroupId');
  if (group === undefined) return { users: [], foreign: [JSON.stringify(groupReference)] };
  const members = itemsOf(group.properties.UserIds).map((id) => ({
    id,
    user: resources.meant(id, 'AWS::ElastiCache::User', 'UserId'),
  }));
  return {
    users: members.flatMap(({ user }) => (user === undefined ? [] : [foundUser(user, consumers)])),
    foreign: members.flatMap(({ id, user }) => (user === undefined ? [JSON.stringify(id)] : [])),
  };
}

function foundUser(user: Resource, consumers: ReadonlyMap<string, string>): FoundUser {
  const { AccessString, AuthenticationMode, NoPasswordRequired, UserId, UserName } = user.properties;
  const userName = textOf(UserName) ?? nameOf(user);
  const consumer = consumers.get(userName) ?? userName;
  const userId = textOf(UserId) ?? nameOf(user);
  const type = isRecord(AuthenticationMode) ? textOf(AuthenticationMode.Type) : undefined;
  return {
    facts: {
      consumer,
      userName,
      userId,
      authentication: type ?? (NoPasswordRequired === true ? 'no-password-required' : 'password'),
      accessString: textOf(AccessString) ?? '',
    },
    isCalled: (name) => [consumer, userName, userId].includes(name) || isCalled(user, name),
  };
}
