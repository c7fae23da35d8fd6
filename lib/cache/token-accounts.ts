import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { ManifestAuth } from '../contract';
import type { Finding } from '../model/finding';
import type { Accounts, Admission, AdmissionRequest } from './accounts';
import { authenticationObjections } from './account-findings';
import { grantSecret, READ } from './secret-access';

/** Everybody shares one AUTH token and may do everything: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html */
export class TokenAccounts implements Accounts {
  public readonly needsPrincipal = true;

  public constructor(
    /** Holds `{ "username": "default", "password" }`. */
    private readonly secret: secretsmanager.ISecret,
  ) {}

  public describe(): ManifestAuth {
    return { kind: 'token', secretArn: this.secret.secretArn };
  }

  public findings(request: AdmissionRequest): readonly Finding[] {
    return authenticationObjections(request, 'authenticates by one AUTH token');
  }

  public admit({ grantee }: AdmissionRequest): Admission {
    if (grantee) grantSecret(this.secret, grantee, READ);
    return {
      auth: this.describe(),
      userName: 'default',
      secret: this.secret,
    };
  }
}
