import { CacheEncryption } from '../../cache/encryption';
import { titleOf, versionsWith } from '../../model/engine-features';
import { type Rule, unless } from '../../model/finding';
import { TransitEncryption } from '../../vocabulary/transit-encryption';
import type { GroupPlan } from '../plan';
import { supports } from './supports';

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html and …/auth.html */
const authenticationNeedsTls: Rule<GroupPlan> = {
  id: 'RG_AUTHENTICATION_NEEDS_TLS',
  check: ({ authentication, transitEncryption }) =>
    unless(authentication === 'none' || transitEncryption === TransitEncryption.REQUIRED, {
      given: `${authentication === 'users' ? 'users' : 'an AUTH token'} with transit encryption '${transitEncryption}'`,
      allowed: 'users and AUTH tokens only with TransitEncryption.REQUIRED',
      fix: 'Leave `transitEncryption` out; a cache on its way to encryption has `Authentication.none()` until the last step is deployed',
    }),
};

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption-enable.html */
const tlsInPlace: Rule<GroupPlan> = {
  id: 'RG_TLS_STEP_UNSUPPORTED',
  check: ({ engine, transitEncryption }) =>
    unless(transitEncryption !== TransitEncryption.PREFERRED || supports(engine, 'tlsInPlace'), {
      given: `TransitEncryption.PREFERRED with ${titleOf(engine.name)} ${engine.version}`,
      allowed: versionsWith('tlsInPlace'),
      fix: 'Upgrade the engine first; older versions choose encryption when the cache is made',
    }),
};

const usersSupported: Rule<GroupPlan> = {
  id: 'RG_USERS_UNSUPPORTED',
  check: ({ engine, authentication }) =>
    unless(authentication !== 'users' || supports(engine, 'users'), {
      given: `users with ${titleOf(engine.name)} ${engine.version}`,
      allowed: versionsWith('users'),
      fix: 'Use a newer engine version, or Authentication.authToken()',
    }),
};

const keyUnused: Rule<GroupPlan> = {
  id: 'RG_KEY_UNUSED',
  check: ({ encryption, hasOwnKey }) =>
    unless(encryption === CacheEncryption.CUSTOMER_MANAGED || !hasOwnKey, {
      given: 'an `encryptionKey` with CacheEncryption.AWS_OWNED',
      allowed: 'a key only with CacheEncryption.CUSTOMER_MANAGED',
      fix: 'Leave `encryption` out to use the key, or leave the key out',
    }),
};

/** Who gets in, and who can read what is on the wire and on disk. */
export const SECURITY_RULES: readonly Rule<GroupPlan>[] = [
  usersSupported,
  authenticationNeedsTls,
  tlsInPlace,
  keyUnused,
];
