/** What a sharded cache calls its nodes by. */
export enum ClusterEndpointType {
  /** By their addresses. */
  IP = 'ip',
  /** By their names where the connection is encrypted, by their addresses where it is not. */
  TLS_DYNAMIC = 'tls-dynamic',
}

/** Channels of users whose access string names none. */
export enum AclPubsubDefault {
  /** Every channel. */
  ALLCHANNELS = 'allchannels',
  /** No channel. */
  RESETCHANNELS = 'resetchannels',
}

/** Which nodes a search is spread over. */
export enum SearchFanoutTargetMode {
  /** Primaries, or replicas for clients that asked to read from replicas. */
  CLIENT = 'client',
  /** Primaries and replicas at random: more searches at a time, and results that may be stale. */
  THROUGHPUT = 'throughput',
}

/** Protocols of Memcached. */
export enum MemcachedBindingProtocol {
  /** Text and binary, as the client begins. */
  AUTO = 'auto',
  /** Text only. */
  ASCII = 'ascii',
}

/** How Memcached hashes keys. */
export enum MemcachedHashAlgorithm {
  /** Jenkins. */
  JENKINS = 'jenkins',
  /** Murmur 3, which is faster. */
  MURMUR3 = 'murmur3',
}
