/** Number of hash slots over which a sharded cache spreads its keys. */
export const HASH_SLOTS = 16384;

/** Slots from `first` to `last`, both included. */
export interface SlotRange {
  readonly first: number;
  readonly last: number;
}

/** Ranges of all slots, as equal as they can be, one for each shard in order. */
export function evenSlots(shards: number): readonly SlotRange[] {
  return Array.from({ length: shards }, (_, shard) => ({
    first: Math.ceil((shard * HASH_SLOTS) / shards),
    last: Math.ceil(((shard + 1) * HASH_SLOTS) / shards) - 1,
  }));
}

/**
 * Slots as `NodeGroupConfiguration` writes them, `0-999,2000-2999`; `undefined` where the text is something else.
 * Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_NodeGroupConfiguration.html
 */
export function parseSlots(text: string): readonly SlotRange[] | undefined {
  const ranges = text.split(',').map((part): SlotRange | undefined => {
    const match = /^\s*(\d+)(?:\s*-\s*(\d+))?\s*$/.exec(part);
    if (match === null) return undefined;
    const [first, last] = [Number(match[1]), Number(match[2] ?? match[1])];
    return first <= last && last < HASH_SLOTS ? { first, last } : undefined;
  });
  return ranges.every((range) => range !== undefined) ? ranges : undefined;
}

/** Id of the `position`-th shard, from 1: four digits. */
export const shardId = (position: number): string => String(position).padStart(4, '0');

/**
 * Name of one node (its CacheClusterId): `<group>-0001-001` where the cache is sharded, `<group>-001` where it is not.
 * Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Endpoints.html
 */
export function nodeName(groupId: string, shard: string | undefined, position: number): string {
  const node = String(position).padStart(3, '0');
  return shard === undefined ? `${groupId}-${node}` : `${groupId}-${shard}-${node}`;
}

/** What a cache's host names are made of. */
export interface HostNaming {
  readonly groupId: string;
  /** The six characters that ElastiCache draws for a cache. */
  readonly hash: string;
  /** Whether the cache speaks TLS: the names differ. */
  readonly tls: boolean;
  /** What follows: `use1.cache.amazonaws.com`, or the twin's own domain. */
  readonly domain: string;
}

/** Name of the endpoint that leads to a sharded cache. */
export function configurationHost({ groupId, hash, tls, domain }: HostNaming): string {
  return tls ? `clustercfg.${groupId}.${hash}.${domain}` : `${groupId}.${hash}.clustercfg.${domain}`;
}

/** Name of the endpoint that leads to the primary of a replicated cache. */
export function primaryHost({ groupId, hash, tls, domain }: HostNaming): string {
  return tls ? `master.${groupId}.${hash}.${domain}` : `${groupId}.${hash}.ng.0001.${domain}`;
}

/** Name of the endpoint that leads to the replicas of a replicated cache. */
export function readerHost({ groupId, hash, tls, domain }: HostNaming): string {
  return tls ? `replica.${groupId}.${hash}.${domain}` : `${groupId}-ro.${hash}.ng.0001.${domain}`;
}

/** Name of one node. */
export function nodeHost({ groupId, hash, tls, domain }: HostNaming, name: string): string {
  return tls ? `${name}.${groupId}.${hash}.${domain}` : `${name}.${hash}.0001.${domain}`;
}

/** The one name that a certificate must carry to be good for every host name of a cache that speaks TLS. */
export const certificateHost = ({ groupId, hash, domain }: HostNaming): string => `*.${groupId}.${hash}.${domain}`;

/**
 * Name of a serverless cache: one for both of its ports.
 * Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Endpoints.html
 */
export const serverlessHost = ({ groupId, hash, domain }: HostNaming): string =>
  `${groupId}-${hash}.serverless.${domain}`;

/** The name that a certificate must carry to be good for serverless caches of a domain. */
export const serverlessCertificateHost = ({ domain }: HostNaming): string => `*.serverless.${domain}`;

/** Name of the endpoint of a Memcached cluster that tells where its nodes are. Source as above. */
export const discoveryHost = ({ groupId, hash, domain }: HostNaming): string => `${groupId}.${hash}.cfg.${domain}`;

/** Name of one node of a cluster that is not a replication group: of Memcached, or the only one of Redis OSS. Source as above. */
export const clusterNodeHost = ({ groupId, hash, domain }: HostNaming, node: string): string =>
  `${groupId}.${hash}.${node}.${domain}`;
