import { Token } from 'aws-cdk-lib';
import { type Rule, unless } from '../model/finding';
import { MAX_NAME_LENGTH } from '../model/names';
import { type GroupMember, UserAuthentication } from './user';
import { isIdentifier, isUserEngine } from './user-rules';

/** A group with the users that it would have. */
export interface GroupPlan {
  readonly engineName: string;
  readonly userGroupId: string;
  /** Those that were given, without stand-ins. */
  readonly users: readonly GroupMember[];
  /** How many the group would have, stand-ins included. */
  readonly size: number;
}

/** Fixed by the service: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/quota-limits.html */
export const MAX_USERS_IN_GROUP = 100;

const engine: Rule<GroupPlan> = {
  id: 'GRP_ENGINE_UNSUITED',
  check: ({ engineName }) =>
    unless(isUserEngine(engineName), {
      given: `a user group of engine ${engineName}`,
      allowed: 'valkey, redis',
      fix: 'Use an Engine of either; Memcached has no users',
    }),
};

const id: Rule<GroupPlan> = {
  id: 'GRP_ID_INVALID',
  check: ({ userGroupId }) =>
    unless(isIdentifier(userGroupId), {
      given: `the user group id '${userGroupId}'`,
      allowed: `a lower-case letter, then lower-case letters, digits and hyphens; at most ${MAX_NAME_LENGTH} characters`,
      fix: 'Leave `userGroupId` out, or change it',
    }),
};

const userEngine: Rule<GroupPlan> = {
  id: 'GRP_USER_ENGINE_UNSUITED',
  check: ({ engineName, users }) =>
    users.flatMap((user) =>
      unless(engineName !== 'redis' || user.engineName === undefined || user.engineName === 'redis', {
        given: `user '${user.userId}' of engine ${user.engineName} in a group of engine redis`,
        allowed: 'users of engine redis; a group of engine valkey takes both',
        fix: 'Make the user with an Engine.redis version, or the group with an Engine.valkey version',
      }),
    ),
};

const passwordless: Rule<GroupPlan> = {
  id: 'GRP_USER_WITHOUT_PASSWORD',
  check: ({ engineName, users }) =>
    users.flatMap((user) =>
      unless(engineName !== 'valkey' || user.authentication !== UserAuthentication.NO_PASSWORD, {
        given: `user '${user.userId}' without a password in a group of engine valkey`,
        allowed: 'users with a password or IAM; such a group needs no default user',
        fix: 'Leave the user out of the group',
      }),
    ),
};

/** A name can be known only at deployment; then nobody can tell. */
const repeatedName: Rule<GroupPlan> = {
  id: 'GRP_USER_NAME_REPEATED',
  check: ({ users }) =>
    repeated(users.map(({ userName }) => userName)).map((name) => ({
      given: `several users named '${name}'`,
      allowed: 'users with different names in one group',
      fix: name === 'default' ? 'Keep one default user' : 'Name them differently, or leave one out',
    })),
};

const size: Rule<GroupPlan> = {
  id: 'GRP_TOO_MANY_USERS',
  check: (plan) =>
    unless(plan.size <= MAX_USERS_IN_GROUP, {
      given: `${plan.size} users`,
      allowed: `${MAX_USERS_IN_GROUP} users in one group, the default user of engine redis included`,
      fix: 'Let consumers with the same rights share a user',
    }),
};

function repeated(texts: readonly string[]): string[] {
  const known = texts.filter((text) => !Token.isUnresolved(text));
  return [...new Set(known.filter((text, at) => known.indexOf(text) !== at))];
}

/** What a group can get wrong. */
export const GROUP_RULES: readonly Rule<GroupPlan>[] = [engine, id, userEngine, passwordless, repeatedName, size];
