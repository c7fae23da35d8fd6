import type * as iam from 'aws-cdk-lib/aws-iam';
import type { IUser } from '../access/user';
import type { Namespace } from '../vocabulary/namespace';

/** How a consumer proves who it is. */
export enum ConsumerAuthentication {
  /** A generated password in Secrets Manager, rotated every 30 days. */
  PASSWORD = 'password',
  /**
   * Tokens of 15 minutes, signed with the consumer's own AWS credentials. Needs Valkey 7.2 or Redis OSS 7.0 and a client that signs,
   * which the client of this release does not do yet: an application that uses it connects by password.
   * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html
   */
  IAM = 'iam',
}

/** How a consumer is connected to a cache. */
export interface ConnectOptions {
  /** What the consumer may use: nothing outside these namespaces. At least one. */
  readonly namespaces: Namespace[];

  /**
   * Name of the consumer: lower-case letters, digits and hyphens. Its user is named after it, and another name means another user.
   *
   * @default - the consumer's construct id
   */
  readonly consumer?: string;

  /**
   * Who reads the password or signs the token.
   *
   * @default - the consumer itself, where it has a role
   */
  readonly grantee?: iam.IGrantable;

  /**
   * How the consumer proves who it is, where the cache has users.
   *
   * @default ConsumerAuthentication.PASSWORD
   */
  readonly authentication?: ConsumerAuthentication;

  /**
   * Whether the variables by which the client finds the cache are set in the consumer's environment. A consumer finds one cache that way: of
   * a second one the variables are handed over under names of their own, from `ConsumerAccess.environment`, and the client is given them
   * with its `environment` option.
   *
   * @default true
   */
  readonly environment?: boolean;

  /**
   * An existing user to connect as, with the rights that it has. Becomes a member of the cache's user group, unless that was made
   * elsewhere.
   *
   * @default - a new user with just the rights that the namespaces need
   */
  readonly user?: IUser;
}
