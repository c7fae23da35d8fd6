import type { IResource } from 'aws-cdk-lib';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { ManifestAuth } from '../contract';
import type { Finding } from '../model/finding';
import type { Accounts, Admission, AdmissionRequest } from './accounts';
import { authenticationObjections, foreignAccountFindings } from './account-findings';
import { warnOfIneffectiveGrant } from './grant-warning';
import { grantSecret, READ, READ_IN_WORDS } from './secret-access';

/** Everybody shares one AUTH token and may do everything: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html */
export class TokenAccounts implements Accounts {
  public readonly needsPrincipal = true;

  public constructor(
    private readonly cache: IResource,
    /** Holds `{ "username": "default", "password" }`. */
    private readonly secret: secretsmanager.ISecret,
  ) {}

  public describe(): ManifestAuth {
    return { kind: 'token', secretArn: this.secret.secretArn };
  }

  public findings(request: AdmissionRequest): readonly Finding[] {
    return [
      ...authenticationObjections(request, 'authenticates by one AUTH token'),
      ...foreignAccountFindings(request, this.cache.env.account),
    ];
  }

  public admit({ consumer, grantee }: AdmissionRequest): Admission {
    if (grantee) {
      const grant = grantSecret(this.secret, grantee, READ);
      warnOfIneffectiveGrant(this.cache, consumer, grantee, grant, READ_IN_WORDS);
    }
    return {
      auth: this.describe(),
      userName: 'default',
      secret: this.secret,
    };
  }
}
