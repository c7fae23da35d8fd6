import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { ManifestAuth } from '../contract';
import type { Finding } from '../model/finding';
import type { Namespace } from '../vocabulary/namespace';
import type { ConnectOptions } from './connect-options';

/** A consumer that wants to prove who it is. */
export interface AdmissionRequest {
  readonly consumer: string;
  readonly namespaces: readonly Namespace[];
  readonly options: ConnectOptions;
  readonly grantee: iam.IGrantable | undefined;
}

/** What a consumer got. */
export interface Admission {
  /** How this consumer proves who it is, and nobody else's account. */
  readonly auth: ManifestAuth;
  readonly userName?: string;
  readonly secret?: secretsmanager.ISecret;
  /** Where further resources of this consumer belong; absent where it has none of its own yet. */
  readonly scope?: Construct;
}

/** How the consumers of a cache prove who they are: by users of their own, by one shared token, or not at all. */
export interface Accounts {
  /** Whether a consumer needs a role: to read a password or to sign a token. */
  readonly needsPrincipal: boolean;
  /** How everybody who was admitted proves who they are. */
  describe(): ManifestAuth;
  /** What forbids to admit this consumer. */
  findings(request: AdmissionRequest): readonly Finding[];
  admit(request: AdmissionRequest): Admission;
}
