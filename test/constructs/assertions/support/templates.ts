import { assertions } from '@elasticache-kit/constructs';

export const GROUP = 'AWS::ElastiCache::ReplicationGroup';
export const SERVERLESS = 'AWS::ElastiCache::ServerlessCache';
export const CLUSTER = 'AWS::ElastiCache::CacheCluster';

interface ResourceJson {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly [attribute: string]: unknown;
}

/** A template with these resources, as somebody writes it by hand. */
export function templateWith(resources: Readonly<Record<string, ResourceJson>>): assertions.CacheTemplate {
  return assertions.CacheTemplate.fromJSON({ Resources: resources });
}

/** A cache of a type with these properties, alone in its template. */
export function cacheWith(type: string, properties: Readonly<Record<string, unknown>>): assertions.CacheAssertion {
  return templateWith({ Cache: { Type: type, Properties: properties } }).cache();
}

/** A cache whose one user has these rights. */
export function userWith(accessString: string): assertions.UserAssertion {
  return templateWith({
    Reader: {
      Type: 'AWS::ElastiCache::User',
      Properties: { UserId: 'reader', UserName: 'reader', AccessString: accessString },
    },
    Users: { Type: 'AWS::ElastiCache::UserGroup', Properties: { UserGroupId: 'users', UserIds: ['reader'] } },
    Cache: { Type: GROUP, Properties: { UserGroupIds: [{ Ref: 'Users' }] } },
  })
    .cache()
    .hasUser('reader');
}
