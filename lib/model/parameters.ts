/** Parameters that follow from other properties of a construct, and which. */
const DERIVED: Readonly<Record<string, string>> = {
  'cluster-enabled': 'Use `topology` of a ReplicationGroup or `clusterMode` of a ParameterGroup instead',
  'maxmemory-policy': 'Use `eviction` or `preset` instead',
};

const NO_APPEND_ONLY_FILE =
  'Leave it out: ElastiCache keeps no append-only file. Use snapshots, or `durability` with Valkey 9';
const SERVICE_DECIDES = 'Leave it out: the service decides it';

/**
 * Directives of the engine that are not parameters of ElastiCache, or were once, and what to use instead.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html
 */
const NOT_PARAMETERS: Readonly<Record<string, string>> = {
  appendonly: NO_APPEND_ONLY_FILE,
  appendfsync: NO_APPEND_ONLY_FILE,
  save: "Leave it out: snapshots follow from the cache's snapshot properties",
  requirepass: "Leave it out: passwords follow from the cache's users or its authentication",
  'io-threads': 'Leave it out: the service sets it by node type',
  'protected-mode': SERVICE_DECIDES,
  bind: SERVICE_DECIDES,
  loadmodule: 'Leave it out: JSON, Bloom filters and search are built in, other modules cannot be loaded',
};

/** What to do about a name that no family takes; nothing for names that may be parameters. */
export function notParameter(name: string): string | undefined {
  if (name.startsWith('tls-')) return "Leave it out: encryption follows from the cache's properties";
  return Object.hasOwn(NOT_PARAMETERS, name) ? NOT_PARAMETERS[name] : undefined;
}

/** What to do about a parameter that follows from another property; nothing for others. */
export function derivedFrom(name: string): string | undefined {
  return Object.hasOwn(DERIVED, name) ? DERIVED[name] : undefined;
}
