import { known } from '../cache/known';
import { type Rule, unless } from '../model/finding';
import type { LimitPlan, ServerlessPlan } from './plan';

/** Zero is how a limit is taken away. */
function isBounded({ maximum }: LimitPlan): boolean {
  return maximum !== undefined && known(maximum) !== 0;
}

const unbounded: Rule<ServerlessPlan> = {
  id: 'SC_USAGE_UNBOUNDED',
  check: ({ dataStorageGiB, ecpuPerSecond }) => {
    const limits = { dataStorage: dataStorageGiB, ecpuPerSecond };
    const names = Object.entries(limits).flatMap(([name, limit]) => (isBounded(limit) ? [] : [name]));
    return unless(names.length === 0, {
      given: `no maximum for ${names.join(' and ')}`,
      allowed: 'a cache that grows with its traffic up to a limit: its bill grows with it, whatever the reason',
      fix: 'Set `usageLimits`, and an alarm at three quarters of each maximum',
    });
  },
};

const snapshotsOff: Rule<ServerlessPlan> = {
  id: 'SC_SNAPSHOTS_OFF',
  check: ({ snapshotRetentionDays }) =>
    unless(known(snapshotRetentionDays) !== 0, {
      given: 'a snapshot retention of 0 days',
      allowed: 'daily snapshots: without one there is nothing to restore what was deleted by mistake',
      fix: 'Set `snapshotRetention`, or acknowledge this where everything can be loaded again',
    }),
};

const noAuthentication: Rule<ServerlessPlan> = {
  id: 'SC_NO_AUTHENTICATION',
  check: ({ authentication, engine }) =>
    unless(authentication !== 'none' || engine.name === 'memcached', {
      given: 'a cache without access control',
      allowed: 'users: whoever reaches this cache may read and delete everything in it',
      fix: 'Leave `authentication` out',
    }),
};

const publicEndpoint: Rule<ServerlessPlan> = {
  id: 'SC_PUBLIC',
  check: ({ isPublic }) =>
    unless(!isPublic, {
      given: 'a public endpoint, where only IAM stands between the internet and the data',
      allowed: 'a cache in a VPC',
      fix: 'Let as few principals as possible have `elasticache:Connect`, and acknowledge this',
    }),
};

const fixedName: Rule<ServerlessPlan> = {
  id: 'SC_NAME_FIXED',
  check: ({ givenName }) =>
    unless(givenName === undefined, {
      given: `the fixed name '${givenName}'`,
      allowed: 'a generated name: with a fixed one, an update that has to replace the cache fails',
      fix: 'Leave `serverlessCacheName` out, or acknowledge this and change the name together with whatever replaces the cache',
    }),
};

const restoreStays: Rule<ServerlessPlan> = {
  id: 'SC_RESTORE_MUST_STAY',
  check: ({ restoreFrom }) =>
    unless(restoreFrom === undefined, {
      given: 'a cache that is restored',
      allowed:
        'the same `restoreFrom` for the life of the cache: changing or removing it replaces the cache and loses its data',
      fix: 'Keep it in the code, and acknowledge this',
    }),
};

/** What is legal and dangerous about a serverless cache. */
export const SERVERLESS_WARNINGS: readonly Rule<ServerlessPlan>[] = [
  unbounded,
  snapshotsOff,
  noAuthentication,
  publicEndpoint,
  fixedName,
  restoreStays,
];
