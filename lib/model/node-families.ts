import type { EngineName } from './engine-catalog';

/** What all sizes of one family have in common. */
export interface NodeFamilyFacts {
  /** What the family is for and what it is built of, in words. */
  readonly title: string;
  /** An earlier generation, still taken or not: see {@link refusedFamily}. */
  readonly previousGeneration: boolean;
  /** CPU credits: full speed for a while, a tenth or a fifth of it in the long run. */
  readonly burstable: boolean;
  /** ARM processors of AWS. */
  readonly graviton: boolean;
  /** Values on SSD. A cache on such nodes has data tiering, and no other cache has it. */
  readonly dataTiering: boolean;
  /** First version of each engine; an engine without an entry is not offered. */
  readonly minimumVersions: Partial<Readonly<Record<EngineName, string>>>;
  /** Valkey's durability, from 9.0 on. */
  readonly durability: boolean;
  /** Global datastore. */
  readonly globalDatastore: boolean;
  /** Application Auto Scaling, in sizes large to 2xlarge. */
  readonly autoScaling: boolean;
  /** Encryption at rest. */
  readonly atRestEncryption: boolean;
  /** IPv6 and dual stack. */
  readonly ipv6: boolean;
  /** Encryption in transit with Memcached; every family has it with Valkey and Redis. */
  readonly memcachedTls: boolean;
}

const CURRENT: NodeFamilyFacts = {
  title: '',
  previousGeneration: false,
  burstable: false,
  graviton: true,
  dataTiering: false,
  minimumVersions: {},
  durability: true,
  globalDatastore: true,
  autoScaling: true,
  atRestEncryption: true,
  ipv6: true,
  memcachedTls: true,
};

const SMALL = { burstable: true, durability: false, globalDatastore: false, autoScaling: false } as const;
const OLD = {
  previousGeneration: true,
  graviton: false,
  durability: false,
  globalDatastore: false,
  autoScaling: false,
  ipv6: false,
} as const;

/** AWS states no first Memcached version for some families: whatever is offered today runs there. */
const NOT_STATED = '1.4.5';

const INTEL_ENGINES = { valkey: '7.2', redis: '3.2.4', memcached: '1.5.16' };
const GRAVITON_2_ENGINES = { valkey: '7.2', redis: '5.0.6', memcached: '1.5.16' };
const GRAVITON_3_ENGINES = { valkey: '7.2', redis: '6.2', memcached: NOT_STATED };
/** The newest generation does not run Redis. */
const GRAVITON_4_ENGINES = { valkey: '7.2', memcached: '1.6.6' };

/**
 * Families of ElastiCache and what each is eligible for. Sources:
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.SupportedTypes.html (engines, generations),
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/AutoScaling.html,
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Redis-Global-Datastores-Getting-Started.html,
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/data-tiering.html,
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html,
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption-mc.html,
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/network-type.html
 */
export const NODE_FAMILIES: Readonly<Record<string, NodeFamilyFacts>> = {
  t2: {
    ...CURRENT,
    ...SMALL,
    ...OLD,
    title: 'burstable, Intel',
    minimumVersions: INTEL_ENGINES,
    atRestEncryption: false,
    memcachedTls: false,
  },
  t3: { ...CURRENT, ...SMALL, title: 'burstable, Intel', graviton: false, minimumVersions: INTEL_ENGINES },
  t4g: { ...CURRENT, ...SMALL, title: 'burstable, Graviton 2', minimumVersions: GRAVITON_2_ENGINES },
  m4: { ...CURRENT, ...OLD, title: 'general purpose, Intel', minimumVersions: INTEL_ENGINES },
  m5: {
    ...CURRENT,
    title: 'general purpose, Intel',
    graviton: false,
    durability: false,
    minimumVersions: INTEL_ENGINES,
  },
  m6g: { ...CURRENT, title: 'general purpose, Graviton 2', minimumVersions: GRAVITON_2_ENGINES },
  m7g: { ...CURRENT, title: 'general purpose, Graviton 3', minimumVersions: GRAVITON_3_ENGINES },
  m8g: { ...CURRENT, title: 'general purpose, Graviton 4', minimumVersions: GRAVITON_4_ENGINES },
  r4: { ...CURRENT, ...OLD, title: 'memory optimized, Intel', minimumVersions: INTEL_ENGINES },
  r5: {
    ...CURRENT,
    title: 'memory optimized, Intel',
    graviton: false,
    durability: false,
    minimumVersions: INTEL_ENGINES,
  },
  r6g: { ...CURRENT, title: 'memory optimized, Graviton 2', minimumVersions: GRAVITON_2_ENGINES },
  r6gd: {
    ...CURRENT,
    title: 'memory optimized with SSD, Graviton 2',
    dataTiering: true,
    durability: false,
    minimumVersions: { valkey: '7.2', redis: '6.2' },
    memcachedTls: false,
  },
  r7g: { ...CURRENT, title: 'memory optimized, Graviton 3', minimumVersions: GRAVITON_3_ENGINES },
  r8g: { ...CURRENT, title: 'memory optimized, Graviton 4', minimumVersions: GRAVITON_4_ENGINES },
  c7gn: {
    ...CURRENT,
    title: 'network optimized, Graviton 3',
    minimumVersions: { valkey: '7.2', redis: '6.2', memcached: '1.6.6' },
  },
  c8gn: { ...CURRENT, title: 'network optimized, Graviton 4', minimumVersions: GRAVITON_4_ENGINES },
};

/** Why a family that exists, or that people believe to exist, is not taken for a cache. */
const REFUSED: Readonly<Record<string, string>> = {
  r7gd: 'ElastiCache has no r7gd nodes; data tiering is on r6gd only',
  r8gd: 'ElastiCache has no r8gd nodes; data tiering is on r6gd only',
  m7gd: 'ElastiCache has no m7gd nodes; data tiering is on r6gd only',
  m6gd: 'ElastiCache has no m6gd nodes; data tiering is on r6gd only',
  x2g: 'ElastiCache has no x2g nodes',
  x2gd: 'ElastiCache has no x2gd nodes',
  z1d: 'ElastiCache has no z1d nodes',
  t1: 't1 nodes cannot encrypt and cannot fail over',
  t2: 't2 nodes cannot be chosen for new caches and cannot encrypt at rest',
  m1: 'm1 nodes have neither TLS nor encryption at rest',
  m2: 'm2 nodes have neither TLS nor encryption at rest',
  m3: 'm3 nodes do not encrypt at rest',
  r3: 'r3 nodes do not encrypt at rest',
  c1: 'c1 nodes do not encrypt at rest',
};

/** Why a family is refused for every engine; nothing where it is not. */
export function refusedFamily(family: string): string | undefined {
  return Object.hasOwn(REFUSED, family) ? REFUSED[family] : undefined;
}
