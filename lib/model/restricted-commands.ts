/**
 * Commands that ElastiCache keeps for itself, lower case.
 * Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ClientConfig.RestrictedCommands.html
 */
export const RESTRICTED_COMMANDS: readonly string[] = [
  'bgrewriteaof',
  'bgsave',
  'config',
  'debug',
  'migrate',
  'psync',
  'replicaof',
  'save',
  'shutdown',
  'slaveof',
  'sync',
];

/** Commands of which ElastiCache keeps some subcommands for itself, lower case. Source as above. */
export const RESTRICTED_SUBCOMMANDS: Readonly<Record<string, readonly string[]>> = {
  acl: ['deluser', 'load', 'save', 'setuser'],
  cluster: [
    'addslots',
    'addslotsrange',
    'bumpepoch',
    'delslots',
    'delslotsrange',
    'failover',
    'flushslots',
    'forget',
    'links',
    'meet',
    'replicate',
    'reset',
    'saveconfig',
    'set-config-epoch',
    'setslot',
  ],
};

/**
 * Commands that a serverless cache does not offer besides those above, lower case.
 * Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/SupportedCommands.html
 */
export const SERVERLESS_RESTRICTED_COMMANDS: readonly string[] = [
  'commandlog',
  'fcall',
  'fcall_ro',
  'function',
  'keys',
  'lastsave',
  'latency',
  'memory',
  'monitor',
  'move',
  'object',
  'psubscribe',
  'punsubscribe',
  'slowlog',
  'swapdb',
  'wait',
];

/** Subcommands that a serverless cache does not offer besides those above, lower case. Source as above. */
export const SERVERLESS_RESTRICTED_SUBCOMMANDS: Readonly<Record<string, readonly string[]>> = {
  acl: ['log'],
  client: [
    'caching',
    'getredir',
    'id',
    'info',
    'kill',
    'list',
    'no-evict',
    'pause',
    'tracking',
    'trackinginfo',
    'unblock',
    'unpause',
  ],
  pubsub: ['numpat'],
  script: ['kill'],
};
