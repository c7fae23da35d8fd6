import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';

/** How the consumers of a cache prove who they are. */
export class Authentication {
  /** Each consumer has a user of its own with just the rights it needs, in a group that the cache makes. */
  public static users(): Authentication {
    return new Authentication('users', undefined);
  }

  /**
   * Everybody shares one token and may do everything. For clients that know no users; adding a token to a cache without one, or
   * removing it, replaces the cache. https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html
   *
   * @param secret holds `{ "username": "default", "password": "<token>" }`; generated and rotated every 30 days unless given
   */
  public static authToken(secret?: secretsmanager.ISecret): Authentication {
    return new Authentication('token', secret);
  }

  /** Everybody who reaches the cache may do everything. For a cache on its way to encryption in transit, which both others need. */
  public static none(): Authentication {
    return new Authentication('none', undefined);
  }

  private constructor(
    /** @internal */
    public readonly _kind: 'users' | 'token' | 'none',
    /** @internal */
    public readonly _secret: secretsmanager.ISecret | undefined,
  ) {}
}
