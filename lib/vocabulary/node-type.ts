import { hourlyPrice, type NodeTypeFacts, nodeTypeFacts, parseNodeType } from '../model/node-catalog';
import type { Engine } from './engine';

const GIB = 2 ** 30;

/**
 * The machine that each node of a cache runs on. What is known of a type (memory, network, price, what it is eligible for) is there to
 * be asked; for a type newer than this release every answer is absent.
 *
 * Sources: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.SupportedTypes.html,
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html, https://aws.amazon.com/elasticache/pricing/
 */
export class NodeType {
  /** Burstable, Intel: `cache.t3.micro`. */
  public static readonly T3_MICRO = new NodeType('cache.t3.micro');
  /** Burstable, Intel: `cache.t3.small`. */
  public static readonly T3_SMALL = new NodeType('cache.t3.small');
  /** Burstable, Intel: `cache.t3.medium`. */
  public static readonly T3_MEDIUM = new NodeType('cache.t3.medium');
  /** Burstable, Graviton 2: `cache.t4g.micro`. */
  public static readonly T4G_MICRO = new NodeType('cache.t4g.micro');
  /** Burstable, Graviton 2: `cache.t4g.small`. */
  public static readonly T4G_SMALL = new NodeType('cache.t4g.small');
  /** Burstable, Graviton 2: `cache.t4g.medium`. */
  public static readonly T4G_MEDIUM = new NodeType('cache.t4g.medium');
  /** General purpose, Intel: `cache.m5.large`. */
  public static readonly M5_LARGE = new NodeType('cache.m5.large');
  /** General purpose, Intel: `cache.m5.xlarge`. */
  public static readonly M5_XLARGE = new NodeType('cache.m5.xlarge');
  /** General purpose, Intel: `cache.m5.2xlarge`. */
  public static readonly M5_2XLARGE = new NodeType('cache.m5.2xlarge');
  /** General purpose, Intel: `cache.m5.4xlarge`. */
  public static readonly M5_4XLARGE = new NodeType('cache.m5.4xlarge');
  /** General purpose, Intel: `cache.m5.12xlarge`. */
  public static readonly M5_12XLARGE = new NodeType('cache.m5.12xlarge');
  /** General purpose, Intel: `cache.m5.24xlarge`. */
  public static readonly M5_24XLARGE = new NodeType('cache.m5.24xlarge');
  /** General purpose, Graviton 2: `cache.m6g.large`. */
  public static readonly M6G_LARGE = new NodeType('cache.m6g.large');
  /** General purpose, Graviton 2: `cache.m6g.xlarge`. */
  public static readonly M6G_XLARGE = new NodeType('cache.m6g.xlarge');
  /** General purpose, Graviton 2: `cache.m6g.2xlarge`. */
  public static readonly M6G_2XLARGE = new NodeType('cache.m6g.2xlarge');
  /** General purpose, Graviton 2: `cache.m6g.4xlarge`. */
  public static readonly M6G_4XLARGE = new NodeType('cache.m6g.4xlarge');
  /** General purpose, Graviton 2: `cache.m6g.8xlarge`. */
  public static readonly M6G_8XLARGE = new NodeType('cache.m6g.8xlarge');
  /** General purpose, Graviton 2: `cache.m6g.12xlarge`. */
  public static readonly M6G_12XLARGE = new NodeType('cache.m6g.12xlarge');
  /** General purpose, Graviton 2: `cache.m6g.16xlarge`. */
  public static readonly M6G_16XLARGE = new NodeType('cache.m6g.16xlarge');
  /** General purpose, Graviton 3: `cache.m7g.large`. */
  public static readonly M7G_LARGE = new NodeType('cache.m7g.large');
  /** General purpose, Graviton 3: `cache.m7g.xlarge`. */
  public static readonly M7G_XLARGE = new NodeType('cache.m7g.xlarge');
  /** General purpose, Graviton 3: `cache.m7g.2xlarge`. */
  public static readonly M7G_2XLARGE = new NodeType('cache.m7g.2xlarge');
  /** General purpose, Graviton 3: `cache.m7g.4xlarge`. */
  public static readonly M7G_4XLARGE = new NodeType('cache.m7g.4xlarge');
  /** General purpose, Graviton 3: `cache.m7g.8xlarge`. */
  public static readonly M7G_8XLARGE = new NodeType('cache.m7g.8xlarge');
  /** General purpose, Graviton 3: `cache.m7g.12xlarge`. */
  public static readonly M7G_12XLARGE = new NodeType('cache.m7g.12xlarge');
  /** General purpose, Graviton 3: `cache.m7g.16xlarge`. */
  public static readonly M7G_16XLARGE = new NodeType('cache.m7g.16xlarge');
  /** General purpose, Graviton 4: `cache.m8g.large`. */
  public static readonly M8G_LARGE = new NodeType('cache.m8g.large');
  /** General purpose, Graviton 4: `cache.m8g.xlarge`. */
  public static readonly M8G_XLARGE = new NodeType('cache.m8g.xlarge');
  /** General purpose, Graviton 4: `cache.m8g.2xlarge`. */
  public static readonly M8G_2XLARGE = new NodeType('cache.m8g.2xlarge');
  /** General purpose, Graviton 4: `cache.m8g.4xlarge`. */
  public static readonly M8G_4XLARGE = new NodeType('cache.m8g.4xlarge');
  /** General purpose, Graviton 4: `cache.m8g.8xlarge`. */
  public static readonly M8G_8XLARGE = new NodeType('cache.m8g.8xlarge');
  /** General purpose, Graviton 4: `cache.m8g.12xlarge`. */
  public static readonly M8G_12XLARGE = new NodeType('cache.m8g.12xlarge');
  /** General purpose, Graviton 4: `cache.m8g.16xlarge`. */
  public static readonly M8G_16XLARGE = new NodeType('cache.m8g.16xlarge');
  /** Memory optimized, Intel: `cache.r5.large`. */
  public static readonly R5_LARGE = new NodeType('cache.r5.large');
  /** Memory optimized, Intel: `cache.r5.xlarge`. */
  public static readonly R5_XLARGE = new NodeType('cache.r5.xlarge');
  /** Memory optimized, Intel: `cache.r5.2xlarge`. */
  public static readonly R5_2XLARGE = new NodeType('cache.r5.2xlarge');
  /** Memory optimized, Intel: `cache.r5.4xlarge`. */
  public static readonly R5_4XLARGE = new NodeType('cache.r5.4xlarge');
  /** Memory optimized, Intel: `cache.r5.12xlarge`. */
  public static readonly R5_12XLARGE = new NodeType('cache.r5.12xlarge');
  /** Memory optimized, Intel: `cache.r5.24xlarge`. */
  public static readonly R5_24XLARGE = new NodeType('cache.r5.24xlarge');
  /** Memory optimized, Graviton 2: `cache.r6g.large`. */
  public static readonly R6G_LARGE = new NodeType('cache.r6g.large');
  /** Memory optimized, Graviton 2: `cache.r6g.xlarge`. */
  public static readonly R6G_XLARGE = new NodeType('cache.r6g.xlarge');
  /** Memory optimized, Graviton 2: `cache.r6g.2xlarge`. */
  public static readonly R6G_2XLARGE = new NodeType('cache.r6g.2xlarge');
  /** Memory optimized, Graviton 2: `cache.r6g.4xlarge`. */
  public static readonly R6G_4XLARGE = new NodeType('cache.r6g.4xlarge');
  /** Memory optimized, Graviton 2: `cache.r6g.8xlarge`. */
  public static readonly R6G_8XLARGE = new NodeType('cache.r6g.8xlarge');
  /** Memory optimized, Graviton 2: `cache.r6g.12xlarge`. */
  public static readonly R6G_12XLARGE = new NodeType('cache.r6g.12xlarge');
  /** Memory optimized, Graviton 2: `cache.r6g.16xlarge`. */
  public static readonly R6G_16XLARGE = new NodeType('cache.r6g.16xlarge');
  /** Memory optimized with SSD, Graviton 2: `cache.r6gd.xlarge`. Needs and gives data tiering. */
  public static readonly R6GD_XLARGE = new NodeType('cache.r6gd.xlarge');
  /** Memory optimized with SSD, Graviton 2: `cache.r6gd.2xlarge`. Needs and gives data tiering. */
  public static readonly R6GD_2XLARGE = new NodeType('cache.r6gd.2xlarge');
  /** Memory optimized with SSD, Graviton 2: `cache.r6gd.4xlarge`. Needs and gives data tiering. */
  public static readonly R6GD_4XLARGE = new NodeType('cache.r6gd.4xlarge');
  /** Memory optimized with SSD, Graviton 2: `cache.r6gd.8xlarge`. Needs and gives data tiering. */
  public static readonly R6GD_8XLARGE = new NodeType('cache.r6gd.8xlarge');
  /** Memory optimized with SSD, Graviton 2: `cache.r6gd.12xlarge`. Needs and gives data tiering. */
  public static readonly R6GD_12XLARGE = new NodeType('cache.r6gd.12xlarge');
  /** Memory optimized with SSD, Graviton 2: `cache.r6gd.16xlarge`. Needs and gives data tiering. */
  public static readonly R6GD_16XLARGE = new NodeType('cache.r6gd.16xlarge');
  /** Memory optimized, Graviton 3: `cache.r7g.large`. */
  public static readonly R7G_LARGE = new NodeType('cache.r7g.large');
  /** Memory optimized, Graviton 3: `cache.r7g.xlarge`. */
  public static readonly R7G_XLARGE = new NodeType('cache.r7g.xlarge');
  /** Memory optimized, Graviton 3: `cache.r7g.2xlarge`. */
  public static readonly R7G_2XLARGE = new NodeType('cache.r7g.2xlarge');
  /** Memory optimized, Graviton 3: `cache.r7g.4xlarge`. */
  public static readonly R7G_4XLARGE = new NodeType('cache.r7g.4xlarge');
  /** Memory optimized, Graviton 3: `cache.r7g.8xlarge`. */
  public static readonly R7G_8XLARGE = new NodeType('cache.r7g.8xlarge');
  /** Memory optimized, Graviton 3: `cache.r7g.12xlarge`. */
  public static readonly R7G_12XLARGE = new NodeType('cache.r7g.12xlarge');
  /** Memory optimized, Graviton 3: `cache.r7g.16xlarge`. */
  public static readonly R7G_16XLARGE = new NodeType('cache.r7g.16xlarge');
  /** Memory optimized, Graviton 4: `cache.r8g.large`. */
  public static readonly R8G_LARGE = new NodeType('cache.r8g.large');
  /** Memory optimized, Graviton 4: `cache.r8g.xlarge`. */
  public static readonly R8G_XLARGE = new NodeType('cache.r8g.xlarge');
  /** Memory optimized, Graviton 4: `cache.r8g.2xlarge`. */
  public static readonly R8G_2XLARGE = new NodeType('cache.r8g.2xlarge');
  /** Memory optimized, Graviton 4: `cache.r8g.4xlarge`. */
  public static readonly R8G_4XLARGE = new NodeType('cache.r8g.4xlarge');
  /** Memory optimized, Graviton 4: `cache.r8g.8xlarge`. */
  public static readonly R8G_8XLARGE = new NodeType('cache.r8g.8xlarge');
  /** Memory optimized, Graviton 4: `cache.r8g.12xlarge`. */
  public static readonly R8G_12XLARGE = new NodeType('cache.r8g.12xlarge');
  /** Memory optimized, Graviton 4: `cache.r8g.16xlarge`. */
  public static readonly R8G_16XLARGE = new NodeType('cache.r8g.16xlarge');
  /** Network optimized, Graviton 3: `cache.c7gn.large`. */
  public static readonly C7GN_LARGE = new NodeType('cache.c7gn.large');
  /** Network optimized, Graviton 3: `cache.c7gn.xlarge`. */
  public static readonly C7GN_XLARGE = new NodeType('cache.c7gn.xlarge');
  /** Network optimized, Graviton 3: `cache.c7gn.2xlarge`. */
  public static readonly C7GN_2XLARGE = new NodeType('cache.c7gn.2xlarge');
  /** Network optimized, Graviton 3: `cache.c7gn.4xlarge`. */
  public static readonly C7GN_4XLARGE = new NodeType('cache.c7gn.4xlarge');
  /** Network optimized, Graviton 3: `cache.c7gn.8xlarge`. */
  public static readonly C7GN_8XLARGE = new NodeType('cache.c7gn.8xlarge');
  /** Network optimized, Graviton 3: `cache.c7gn.12xlarge`. */
  public static readonly C7GN_12XLARGE = new NodeType('cache.c7gn.12xlarge');
  /** Network optimized, Graviton 3: `cache.c7gn.16xlarge`. */
  public static readonly C7GN_16XLARGE = new NodeType('cache.c7gn.16xlarge');
  /** Network optimized, Graviton 4: `cache.c8gn.large`. */
  public static readonly C8GN_LARGE = new NodeType('cache.c8gn.large');
  /** Network optimized, Graviton 4: `cache.c8gn.xlarge`. */
  public static readonly C8GN_XLARGE = new NodeType('cache.c8gn.xlarge');
  /** Network optimized, Graviton 4: `cache.c8gn.2xlarge`. */
  public static readonly C8GN_2XLARGE = new NodeType('cache.c8gn.2xlarge');
  /** Network optimized, Graviton 4: `cache.c8gn.4xlarge`. */
  public static readonly C8GN_4XLARGE = new NodeType('cache.c8gn.4xlarge');
  /** Network optimized, Graviton 4: `cache.c8gn.8xlarge`. */
  public static readonly C8GN_8XLARGE = new NodeType('cache.c8gn.8xlarge');
  /** Network optimized, Graviton 4: `cache.c8gn.12xlarge`. */
  public static readonly C8GN_12XLARGE = new NodeType('cache.c8gn.12xlarge');
  /** Network optimized, Graviton 4: `cache.c8gn.16xlarge`. */
  public static readonly C8GN_16XLARGE = new NodeType('cache.c8gn.16xlarge');

  /**
   * A node type by the name that ElastiCache uses: for types newer than this release, and for the previous generations m4 and r4.
   *
   * @param name for example `cache.r7g.large`
   */
  public static of(name: string): NodeType {
    return new NodeType(name);
  }

  private constructor(
    /** As ElastiCache writes it, for example `cache.r7g.large`. */
    public readonly name: string,
  ) {}

  /** `r7g` of `cache.r7g.large`. */
  public get family(): string | undefined {
    return parseNodeType(this.name)?.family;
  }

  /** `large` of `cache.r7g.large`. */
  public get size(): string | undefined {
    return parseNodeType(this.name)?.size;
  }

  /** Virtual processors. */
  public get vCpu(): number | undefined {
    return this.facts?.vCpu;
  }

  /**
   * Memory of Valkey or Redis in GiB (2^30 bytes): the engine's `maxmemory`, before `reserved-memory-percent` (25 unless changed) is
   * taken away from it. Plan with three quarters of it.
   */
  public get memoryGiB(): number | undefined {
    return this.facts && this.facts.memoryBytes / GIB;
  }

  /** Memory of Memcached in GiB, before `memcached_connections_overhead` (100 MiB unless changed) is taken away from it. */
  public get memcachedMemoryGiB(): number | undefined {
    return this.facts?.memcachedMemoryMiB && this.facts.memcachedMemoryMiB / 1024;
  }

  /** SSD in GiB of nodes with data tiering; absent on others. */
  public get ssdGiB(): number | undefined {
    return this.facts?.ssdGiB;
  }

  /** Network that the node always has, in Gbit/s. */
  public get networkBaselineGbps(): number | undefined {
    return this.facts?.networkBaselineGbps;
  }

  /** Network that the node has for a while, in Gbit/s; absent where it is never more than the baseline. */
  public get networkBurstGbps(): number | undefined {
    return this.facts?.networkBurstGbps;
  }

  /** Whether full speed lasts only as long as CPU credits do. */
  public get isBurstable(): boolean | undefined {
    return this.facts?.burstable;
  }

  /** Whether the processor is ARM of AWS's own. */
  public get isGraviton(): boolean | undefined {
    return this.facts?.graviton;
  }

  /** Whether the type is of a previous generation, which AWS may withdraw. */
  public get isPreviousGeneration(): boolean | undefined {
    return this.facts?.previousGeneration;
  }

  /** Whether caches on this type have data tiering: r6gd always, others never. */
  public get supportsDataTiering(): boolean | undefined {
    return this.facts?.dataTiering;
  }

  /** Whether caches on this type can scale by Application Auto Scaling: sizes large, xlarge and 2xlarge of most families. */
  public get supportsAutoScaling(): boolean | undefined {
    return this.facts?.autoScaling;
  }

  /** Whether caches on this type can be members of a global datastore. */
  public get supportsGlobalDatastore(): boolean | undefined {
    return this.facts?.globalDatastore;
  }

  /** Whether caches on this type can have Valkey's durability (Valkey 9.0 and newer). */
  public get supportsDurability(): boolean | undefined {
    return this.facts?.durability;
  }

  /** Whether caches on this type can be encrypted at rest. */
  public get supportsAtRestEncryption(): boolean | undefined {
    return this.facts?.atRestEncryption;
  }

  /** Whether caches on this type can speak IPv6. */
  public get supportsIpv6(): boolean | undefined {
    return this.facts?.ipv6;
  }

  /**
   * Price of one node for an hour in USD, on demand in us-east-1, as listed on 2026-10-02. Indicative: other Regions differ, prices
   * change. Absent where the engine is not offered on this type or no price is known.
   */
  public hourlyPriceUsd(engine: Engine): number | undefined {
    return hourlyPrice(this.name, engine.name);
  }

  private get facts(): NodeTypeFacts | undefined {
    return nodeTypeFacts(this.name);
  }
}
