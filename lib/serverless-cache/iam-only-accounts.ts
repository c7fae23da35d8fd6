import { UserAuthentication } from '../access/user';
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
    const { authentication, user } = options;
    const isByIam =
      user === undefined
        ? authentication !== ConsumerAuthentication.PASSWORD
        : (user.authentication ?? UserAuthentication.IAM) === UserAuthentication.IAM;
    if (isByIam) return this.users.findings(byIam(request));
    return [
      {
        id: 'SC_PUBLIC_NEEDS_IAM',
        given: `${user === undefined ? 'a password' : `user '${user.userName}' without IAM authentication`} for '${consumer}' on a cache with a public endpoint`,
        allowed: 'users who authenticate by IAM',
        fix: 'Leave `authentication` out, because IAM is the default here, or connect as an IamUser',
      },
    ];
  }

  public admit(request: AdmissionRequest): Admission {
    return this.users.admit(byIam(request));
  }
}

/** An existing user proves who it is in its own way. */
function byIam(request: AdmissionRequest): AdmissionRequest {
  if (request.options.user !== undefined) return request;
  return { ...request, options: { ...request.options, authentication: ConsumerAuthentication.IAM } };
}
