import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { differ } from '../access/place';
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

/**
 * A consumer that is deployed to another account. Neither a user nor a secret can be named there, and ElastiCache has no policies that let other
 * accounts in: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html
 *
 * @param account of the cache
 */
export function foreignAccountFindings({ consumer, grantee }: AdmissionRequest, account: string): Finding[] {
  const own = stackOf(grantee)?.account;
  if (own === undefined || !differ(own, account)) return [];
  return [
    {
      id: 'CON_ACCOUNT_FOREIGN',
      given: `consumer '${consumer}' in account ${own}, on a cache of account ${account}`,
      allowed: 'consumers of the cache’s account: the password and the key behind it are for roles of that account',
      fix: 'Make a role in the cache’s account that the consumer assumes, and pass it: connect(…, { grantee: role })',
    },
  ];
}

/** Where a consumer is deployed; absent where it is no construct. */
export function stackOf(grantee: AdmissionRequest['grantee']): Stack | undefined {
  return Construct.isConstruct(grantee) ? Stack.of(grantee) : undefined;
}
