import { CacheEncryption } from '../../cache/encryption';
import { groupCacheObjection } from '../../model/access-groups';
import { type Rule, unless } from '../../model/finding';
import type { ServerlessPlan } from '../plan';

const token: Rule<ServerlessPlan> = {
  id: 'SC_AUTH_TOKEN_UNSUPPORTED',
  check: ({ authentication }) =>
    unless(authentication !== 'token', {
      given: 'Authentication.authToken()',
      allowed: 'users, or no authentication: serverless caches have no AUTH token',
      fix: 'Use Authentication.users(), which is the default',
    }),
};

const memcachedUsers: Rule<ServerlessPlan> = {
  id: 'SC_USERS_UNSUPPORTED',
  check: ({ authentication, engine }) =>
    unless(engine.name !== 'memcached' || authentication !== 'users', {
      given: 'Authentication.users() with Memcached',
      allowed: 'users with Valkey and Redis only; Memcached is guarded by its security group alone',
      fix: 'Leave `authentication` out, or use ServerlessEngine.VALKEY_8',
    }),
};

const group: Rule<ServerlessPlan> = {
  id: 'SC_USER_GROUP_UNSUITED',
  check: ({ groupEngine, engine }) => {
    // Users of Memcached are refused above, whatever their group.
    const objection = engine.name === 'memcached' ? undefined : groupCacheObjection(groupEngine, engine.name);
    return unless(objection === undefined, {
      given: `a user group of engine ${groupEngine} for ${engine.name} (${objection})`,
      allowed: 'groups of engine redis for Redis; of either engine for Valkey',
      fix: 'Make the group with an Engine.redis version, or use ServerlessEngine.VALKEY_8',
    });
  },
};

const key: Rule<ServerlessPlan> = {
  id: 'SC_KEY_CONTRADICTS_ENCRYPTION',
  check: ({ encryption, hasGivenKey }) =>
    unless(!hasGivenKey || encryption === CacheEncryption.CUSTOMER_MANAGED, {
      given: 'an encryptionKey with CacheEncryption.AWS_OWNED',
      allowed: 'a key of the account, or the key that AWS owns',
      fix: 'Leave one of the two out',
    }),
};

export const SECURITY_RULES: readonly Rule<ServerlessPlan>[] = [token, memcachedUsers, group, key];
