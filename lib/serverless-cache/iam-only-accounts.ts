import type { ManifestAuth } from '../contract';
import type { Accounts, Admission, AdmissionRequest } from '../cache/accounts';
import { ConsumerAuthentication } from '../cache/connect-options';
import type { Finding } from '../model/finding';

/** The users of a public cache: a password is refused, and nothing else is assumed. */
export class IamOnlyAccounts implements Accounts {
  public readonly needsPrincipal = true;

  public constructor(private readonly users: Accounts) {}

  public describe(): ManifestAuth {
    return this.users.describe();
  }

  public findings(request: AdmissionRequest): readonly Finding[] {
    const { consumer, options } = request;
    if (options.authentication !== ConsumerAuthentication.PASSWORD) return this.users.findings(byIam(request));
    return [
      {
        id: 'SC_PUBLIC_NEEDS_IAM',
        given: `authentication 'password' for '${consumer}' on a cache with a public endpoint`,
        allowed: 'users who authenticate by IAM',
        fix: 'Leave `authentication` out: IAM is the default here',
      },
    ];
  }

  public admit(request: AdmissionRequest): Admission {
    return this.users.admit(byIam(request));
  }
}

function byIam(request: AdmissionRequest): AdmissionRequest {
  return { ...request, options: { ...request.options, authentication: ConsumerAuthentication.IAM } };
}
