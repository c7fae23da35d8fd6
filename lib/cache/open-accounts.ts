import type { ManifestAuth } from '../contract';
import type { Finding } from '../model/finding';
import type { Accounts, Admission, AdmissionRequest } from './accounts';
import { authenticationObjections } from './account-findings';

/** Nobody proves who they are: the network alone says who may use the cache. */
export class OpenAccounts implements Accounts {
  public readonly needsPrincipal = false;

  public describe(): ManifestAuth {
    return { kind: 'none' };
  }

  public findings(request: AdmissionRequest): readonly Finding[] {
    return authenticationObjections(request, 'has no access control');
  }

  public admit(): Admission {
    return { auth: this.describe() };
  }
}
