import type { Finding } from '../model/finding';
import type { AdmissionRequest } from './accounts';

/** A consumer that asks for a user of its own where there are no users. */
export function authenticationObjections({ consumer, options }: AdmissionRequest, cacheFact: string): Finding[] {
  if (options.authentication === undefined && options.user === undefined) return [];
  return [
    {
      id: 'CON_AUTHENTICATION_UNSUITED',
      given: `${options.user === undefined ? `authentication '${options.authentication}'` : 'a user'} for '${consumer}', on a cache that ${cacheFact}`,
      allowed: 'consumers with users of their own only on a cache with users',
      fix: 'Leave `authentication` and `user` out, or give the cache users with Authentication.users()',
    },
  ];
}
