/**
 * Parameters that ElastiCache for Valkey shows but does not let anybody change, or that are not parameters there at all.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html
 */
const NOT_MODIFIABLE: readonly string[] = [
  'activerehashing',
  'appendfsync',
  'appendonly',
  'bind',
  'client-output-buffer-limit-replica-hard-limit',
  'client-output-buffer-limit-replica-soft-limit',
  'client-output-buffer-limit-replica-soft-seconds',
  'io-threads',
  'loadmodule',
  'lua-time-limit',
  'maxclients',
  'maxmemory',
  'protected-mode',
  'replica-ignore-maxmemory',
  'replica-lazy-flush',
  'requirepass',
  'save',
];

/** Parameters that follow from other properties of a construct, with the property to use instead. */
const DERIVED: Readonly<Record<string, string>> = { 'cluster-enabled': 'topology', 'maxmemory-policy': 'eviction' };

export function isModifiableParameter(name: string): boolean {
  return !NOT_MODIFIABLE.includes(name) && !name.startsWith('tls-');
}

/** The construct property that decides this parameter, if any. */
export function propertyBehindParameter(name: string): string | undefined {
  return Object.hasOwn(DERIVED, name) ? DERIVED[name] : undefined;
}
