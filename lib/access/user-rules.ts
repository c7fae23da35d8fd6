import { Token } from 'aws-cdk-lib';
import { engineSupports, versionsWith } from '../model/engine-features';
import { type Rule, unless } from '../model/finding';
import { MAX_NAME_LENGTH, NAME_PATTERN } from '../model/names';
import type { Access } from './access';
import { UserAuthentication } from './user';

/** A user about to be made. */
export interface UserPlan {
  readonly engineName: string;
  readonly engineVersion: string;
  readonly authentication: UserAuthentication;
  readonly serverless: boolean;
  readonly access: Access;
  readonly userId: string;
  readonly userName: string;
}

export function isUserEngine(name: string): name is 'valkey' | 'redis' {
  return name === 'valkey' || name === 'redis';
}

const engine: Rule<UserPlan> = {
  id: 'USR_ENGINE_UNSUITED',
  check: ({ engineName, engineVersion }) =>
    unless(Token.isUnresolved(engineVersion) || engineSupports(engineName, engineVersion, 'users'), {
      given: `a user of ${engineName} ${engineVersion}`,
      allowed: versionsWith('users'),
      fix: 'Use such an engine; Memcached has no users',
    }),
};

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html */
const iamVersion: Rule<UserPlan> = {
  id: 'USR_IAM_UNSUPPORTED',
  check: (plan) => {
    const { engineName, engineVersion, authentication } = plan;
    if (authentication !== UserAuthentication.IAM || engine.check(plan).length > 0) return [];
    return unless(Token.isUnresolved(engineVersion) || engineSupports(engineName, engineVersion, 'iam'), {
      given: `an IAM user of ${engineName} ${engineVersion}`,
      allowed: versionsWith('iam'),
      fix: 'Use a later engine, or a PasswordUser',
    });
  },
};

/** The id is stored in lower case; one with capitals would differ from what is asked for ever after. */
const id: Rule<UserPlan> = {
  id: 'USR_ID_INVALID',
  check: ({ userId }) =>
    unless(isIdentifier(userId) && userId !== 'default', {
      given: `the user id '${userId}'`,
      allowed: `a lower-case letter, then lower-case letters, digits and hyphens; at most ${MAX_NAME_LENGTH} characters; not 'default', which AWS owns`,
      fix: 'Leave `userId` out, or change it',
    }),
};

const name: Rule<UserPlan> = {
  id: 'USR_NAME_INVALID',
  check: ({ userName, userId }) =>
    // A name that is the id is reported with the id.
    unless(userName === userId || Token.isUnresolved(userName) || /^[\x21-\x7e]{1,120}$/.test(userName), {
      given: `the user name '${userName}'`,
      allowed: '1 to 120 printable characters without spaces',
      fix: 'Leave `userName` out, or change it',
    }),
};

/** Whether a text can be an id of a user or group, or is known only at deployment. */
export function isIdentifier(text: string): boolean {
  return Token.isUnresolved(text) || (NAME_PATTERN.test(text) && text.length <= MAX_NAME_LENGTH);
}

/** What a user can get wrong besides its rights. */
export const USER_RULES: readonly Rule<UserPlan>[] = [engine, iamVersion, id, name];
