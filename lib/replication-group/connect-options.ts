import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Namespace } from '../vocabulary/namespace';

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
   * Who reads the password.
   *
   * @default - the consumer itself, where it has a role
   */
  readonly grantee?: iam.IGrantable;
}
