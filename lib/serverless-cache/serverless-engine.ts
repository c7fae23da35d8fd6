import type { EngineName } from '../model/engine-catalog';

/**
 * The engine of a serverless cache and its major version; AWS manages the rest. No more than these are offered:
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/engine-versions.html
 */
export class ServerlessEngine {
  /** Valkey 7.2. */
  public static readonly VALKEY_7 = ServerlessEngine.valkey('7');

  /** Valkey 8. */
  public static readonly VALKEY_8 = ServerlessEngine.valkey('8');

  /** Valkey 9. The first with a public endpoint. */
  public static readonly VALKEY_9 = ServerlessEngine.valkey('9');

  /** Redis OSS 7. Can be changed to Valkey in place, which costs a third less. */
  public static readonly REDIS_7 = ServerlessEngine.redis('7');

  /** Memcached 1.6. Unlike on nodes of one's own, it is encrypted at rest and has snapshots; it has no users. */
  public static readonly MEMCACHED_1_6 = ServerlessEngine.memcached('1.6');

  /**
   * Valkey.
   *
   * @param majorVersion a whole number as text, for example `8`
   */
  public static valkey(majorVersion: string): ServerlessEngine {
    return new ServerlessEngine('valkey', majorVersion);
  }

  /**
   * Redis OSS, whose last version in ElastiCache is 7.
   *
   * @param majorVersion a whole number as text: `7`
   */
  public static redis(majorVersion: string): ServerlessEngine {
    return new ServerlessEngine('redis', majorVersion);
  }

  /**
   * Memcached.
   *
   * @param majorVersion `1.6`
   */
  public static memcached(majorVersion: string): ServerlessEngine {
    return new ServerlessEngine('memcached', majorVersion);
  }

  /** @internal */
  public readonly _name: EngineName;

  private constructor(
    name: EngineName,
    /** Version as ElastiCache writes it: `8`, of Memcached `1.6`. */
    public readonly majorVersion: string,
  ) {
    this._name = name;
  }

  /** Name that ElastiCache uses: `valkey`, `redis` or `memcached`. */
  public get name(): string {
    return this._name;
  }
}
