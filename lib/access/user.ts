import type { IResource } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Engine } from '../vocabulary/engine';
import type { Access } from './access';

/** How a user proves who it is. */
export enum UserAuthentication {
  /** One or two passwords. */
  PASSWORD = 'password',
  /** Tokens signed with AWS credentials. */
  IAM = 'iam',
  /** Not at all. Only users of engine Redis. */
  NO_PASSWORD = 'no-password-required',
}

/** Somebody who can log in to caches, made here or elsewhere. */
export interface IUser extends IResource {
  /** Id that ElastiCache knows the user by. */
  readonly userId: string;

  /** Name that a client logs in with. */
  readonly userName: string;

  /** ARN of the user. */
  readonly userArn: string;

  /** `valkey` or `redis`; absent where it is not known. */
  readonly engineName?: string;

  /** How the user proves who it is; absent where it is not known. */
  readonly authentication?: UserAuthentication;

  /** Holds `{ "username", "password" }`; absent where there is no password or it is not known. */
  readonly secret?: secretsmanager.ISecret;
}

/**
 * What a group has to know of a user, also of one that is not made yet.
 *
 * @internal
 */
export type GroupMember = Pick<IUser, 'userId' | 'userName' | 'engineName' | 'authentication'>;

/** A user that logs in with AWS credentials. */
export interface IIamUser extends IUser {
  /**
   * Lets somebody log in to a cache as this user: `elasticache:Connect` on the cache and on the user.
   *
   * @param grantee whose credentials sign the token
   * @param cacheArn ARN of the replication group or serverless cache
   */
  grantConnect(grantee: iam.IGrantable, cacheArn: string): iam.Grant;
}

/** What every user is made from. */
export interface UserProps {
  /**
   * Engine of the caches that the user is for. A user of engine Redis can be in groups of Valkey too. Another engine (not another
   * version) means another user, which is made before this one goes.
   */
  readonly engine: Engine;

  /** What the user may do. */
  readonly access: Access;

  /**
   * Whether the user is for serverless caches, which lack some commands.
   *
   * @default false
   */
  readonly serverless?: boolean;

  /**
   * Id of the user: a lower-case letter, then lower-case letters, digits and hyphens, at most 40. A user with an id of your own
   * can get another engine or name only together with another id.
   *
   * @default - made from the construct's id, the stack and everything that replaces the user
   */
  readonly userId?: string;
}
