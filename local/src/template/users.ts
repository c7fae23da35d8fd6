import { createHash } from 'node:crypto';
import { TwinError } from '../errors';
import type { NotHonoured, UserPlan } from './plan';
import type { PropertyReader } from './property-reader';
import { isObject } from './template';

/** A user resource, and the id by which a user group names it. */
export interface ReadUser {
  readonly userId: string;
  readonly plan: UserPlan;
  readonly notHonoured: readonly NotHonoured[];
}

/**
 * Reads an AWS::ElastiCache::User.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-user.html
 */
export function readUser(reader: PropertyReader, resolve: (text: string, at: string) => string): ReadUser {
  const { logicalId } = reader;
  const userId = reader.text('UserId');
  const userName = reader.text('UserName');
  if (userId === undefined) throw reader.invalid('UserId', 'present', undefined);
  if (userName === undefined) throw reader.invalid('UserName', 'present', undefined);
  const mode = reader.record('AuthenticationMode');
  const written = mode === undefined ? reader.value('Passwords') : mode.Passwords;
  const at = reader.at(mode === undefined ? 'Passwords' : 'AuthenticationMode.Passwords');
  const passwords = (Array.isArray(written) ? written : []).map((password) => {
    if (typeof password === 'string') return resolve(password, at);
    throw new TwinError(
      'USER_INVALID',
      `${at} must be a list of texts; give each password as a dynamic reference to a secret`,
    );
  });
  const type = isObject(mode) ? mode.Type : undefined;
  const noPassword = type === 'no-password-required' || reader.flag('NoPasswordRequired') === true;
  const byIam = type === 'iam';
  if (!noPassword && !byIam && passwords.length === 0) {
    throw new TwinError(
      'USER_INVALID',
      `${at} must hold one or two passwords, got none; give the user a password or Type iam`,
    );
  }
  return {
    userId,
    plan: {
      logicalId,
      userName,
      accessString: reader.text('AccessString') ?? 'off',
      passwordHashes: passwords.map(passwordHash),
      noPassword,
    },
    notHonoured: byIam
      ? [
          {
            logicalId,
            property: 'AuthenticationMode',
            detail: 'the engine cannot check IAM signatures: nobody can log in as this user',
          },
        ]
      : [],
  };
}

/** The form in which an engine keeps passwords: SHA-256, hexadecimal. */
export const passwordHash = (password: string): string => createHash('sha256').update(password).digest('hex');
