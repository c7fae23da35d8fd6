import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { IUserGroup } from '../access/user-group';

/** How the consumers of a cache prove who they are. */
export class Authentication {
  /** Each consumer has a user of its own with just the rights it needs, in a group that the cache makes. */
  public static users(): Authentication {
    return new Authentication('users', undefined, undefined);
  }

  /**
   * The users of a group that other caches may share. Each consumer gets a user in it, where the group is made in this app; as an existing
   * member it can connect in any case.
   *
   * @param group for Valkey a group of engine Valkey or Redis, for Redis OSS one of engine Redis
   */
  public static userGroup(group: IUserGroup): Authentication {
    return new Authentication('users', undefined, group);
  }

  /**
   * Everybody shares one token and may do everything. For clients that know no users; adding a token to a cache without one, or
   * removing it, replaces the cache. https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html
   *
   * @param secret holds `{ "username": "default", "password": "<token>" }`; generated and rotated every 30 days unless given
   */
  public static authToken(secret?: secretsmanager.ISecret): Authentication {
    return new Authentication('token', secret, undefined);
  }

  /** Everybody who reaches the cache may do everything. For a cache on its way to encryption in transit, which both others need. */
  public static none(): Authentication {
    return new Authentication('none', undefined, undefined);
  }

  private constructor(
    /** @internal */
    public readonly _kind: 'users' | 'token' | 'none',
    /** @internal */
    public readonly _secret: secretsmanager.ISecret | undefined,
    /** @internal */
    public readonly _group: IUserGroup | undefined,
  ) {}
}
