import type * as kms from 'aws-cdk-lib/aws-kms';
import type { IUserGroup } from '../access/user-group';
import { known } from '../cache/known';
import { UserAccounts } from '../cache/user-accounts';
import { Engine } from '../vocabulary/engine';
import type { ServerlessPlan } from './plan';
import type { ServerlessCacheBase } from './serverless-cache-base';

/** The consumers of a serverless cache, made here or elsewhere, as users of a group. */
export function serverlessUsers(
  cache: ServerlessCacheBase,
  engine: ServerlessPlan['engine'],
  group: IUserGroup,
  key: kms.IKey | undefined,
): UserAccounts {
  return new UserAccounts({
    cache,
    kind: 'serverless',
    engine: engineOfUsers(engine),
    group,
    key,
    cacheArn: () => cache.cacheArn,
    cacheName: () => cache.serverlessCacheName,
  });
}

/**
 * The oldest version that a major version stands for: rights must not depend on what later ones add. ElastiCache has no Valkey before 7.2:
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/engine-versions.html
 */
export function engineOfUsers({ name, version }: ServerlessPlan['engine']): Engine {
  if (name === 'redis') return Engine.redis(known(version) === '7' ? '7.0' : version);
  return Engine.valkey(known(version) === '7' ? '7.2' : version);
}
