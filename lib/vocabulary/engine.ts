import { engineFamily, type EngineName } from '../model/engine-catalog';

/** Options for an engine version that this release of the kit does not know. */
export interface EngineOptions {
  /**
   * Parameter group family of the version, for example `valkey9`.
   *
   * @default - the family of the version, where this release knows it
   */
  readonly parameterFamily?: string;
}

/**
 * The engine of a cache and its version. The constants are what ElastiCache offers for new caches:
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/engine-versions.html
 */
export class Engine {
  /** Valkey 7.2. */
  public static readonly VALKEY_7_2 = Engine.valkey('7.2');

  /** Valkey 8.0. */
  public static readonly VALKEY_8_0 = Engine.valkey('8.0');

  /** Valkey 8.1. */
  public static readonly VALKEY_8_1 = Engine.valkey('8.1');

  /** Valkey 8.2. */
  public static readonly VALKEY_8_2 = Engine.valkey('8.2');

  /** Valkey 9.0. */
  public static readonly VALKEY_9_0 = Engine.valkey('9.0');

  /** Valkey 9.1. */
  public static readonly VALKEY_9_1 = Engine.valkey('9.1');

  /** Redis 6.0. Standard support ends on 2027-01-31. */
  public static readonly REDIS_6_0 = Engine.redis('6.0');

  /** Redis 6.2. Standard support ends on 2027-01-31. */
  public static readonly REDIS_6_2 = Engine.redis('6.2');

  /** Redis 7.0. */
  public static readonly REDIS_7_0 = Engine.redis('7.0');

  /** Redis 7.1. */
  public static readonly REDIS_7_1 = Engine.redis('7.1');

  /** Memcached 1.5.10. */
  public static readonly MEMCACHED_1_5_10 = Engine.memcached('1.5.10');

  /** Memcached 1.5.16. */
  public static readonly MEMCACHED_1_5_16 = Engine.memcached('1.5.16');

  /** Memcached 1.6.6. */
  public static readonly MEMCACHED_1_6_6 = Engine.memcached('1.6.6');

  /** Memcached 1.6.12. The first with encryption in transit. */
  public static readonly MEMCACHED_1_6_12 = Engine.memcached('1.6.12');

  /** Memcached 1.6.17. */
  public static readonly MEMCACHED_1_6_17 = Engine.memcached('1.6.17');

  /** Memcached 1.6.22. */
  public static readonly MEMCACHED_1_6_22 = Engine.memcached('1.6.22');

  /**
   * Valkey.
   *
   * @param version as ElastiCache writes it: `major.minor`, for example `8.1`; AWS manages the patch
   */
  public static valkey(version: string, options: EngineOptions = {}): Engine {
    return Engine.of('valkey', version, options);
  }

  /**
   * Redis OSS, whose last version in ElastiCache is 7.1. The same cache costs a fifth less with Valkey.
   *
   * @param version as ElastiCache writes it: `major.minor`, for example `7.1`; AWS manages the patch
   */
  public static redis(version: string, options: EngineOptions = {}): Engine {
    return Engine.of('redis', version, options);
  }

  /**
   * Memcached.
   *
   * @param version as ElastiCache writes it: `major.minor.patch`, for example `1.6.22`
   */
  public static memcached(version: string, options: EngineOptions = {}): Engine {
    return Engine.of('memcached', version, options);
  }

  private static of(name: EngineName, version: string, options: EngineOptions): Engine {
    return new Engine(name, version, options.parameterFamily ?? engineFamily(name, version));
  }

  private constructor(
    /** Name that ElastiCache uses: `valkey`, `redis` or `memcached`. */
    public readonly name: string,
    /** `major.minor`; of Memcached `major.minor.patch`. */
    public readonly version: string,
    /** Parameter group family; absent where the version is unknown to this release and no family was given. */
    public readonly parameterFamily: string | undefined,
  ) {}
}
