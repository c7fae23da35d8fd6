import { error, type RuleFamily, warning } from './entry';
import { AWS } from './sources';

export const EVERY_CACHE: RuleFamily = {
  title: 'Every cache',
  introduction: 'Network and endpoints, whatever the kind of cache.',
  rules: [
    error(
      'CACHE_NO_READER_ENDPOINT',
      '`allowReadersFrom` on a cache without a reader endpoint',
      'serverless caches, and replicated ones with a replica',
      '`allowWritersFrom`: a client of a sharded cache reads from replicas through the same port',
    ),
    error(
      'CACHE_DYNAMIC_REFERENCES',
      'more passwords and tokens in a template than CloudFormation looks up',
      '60 dynamic references in a template, those of other resources included',
      'let consumers authenticate by IAM, which takes none; or move caches to another stack',
      AWS.dynamicReferences,
    ),
    warning(
      'CACHE_PUBLIC_SUBNET',
      'nodes in public subnets',
      'isolated or private ones',
      'select others with `vpcSubnets`',
      AWS.vpc,
    ),
    warning(
      'CACHE_FIREWALL_IMMUTABLE',
      'a security group, of the cache or of a consumer, that was imported with `mutable: false`: no rule is written into it',
      'groups whose rules this app writes',
      'import it without `mutable: false`, or write the rule where the group is made and acknowledge this',
      AWS.vpc,
    ),
    warning(
      'CACHE_OPEN_TO_EVERYBODY',
      'a security group that is open to every address',
      'ingress from the consumers’ own security groups',
      '`connect()`, `allowWritersFrom()` or `allowReadersFrom()`',
      AWS.vpc,
    ),
  ],
};

export const NAMESPACES: RuleFamily = {
  title: 'Namespaces',
  introduction: 'What `addNamespace` refuses and warns of.',
  rules: [
    error(
      'NS_NAME_INVALID',
      'a name that cannot be a key prefix',
      'a lower-case letter, then lower-case letters, digits and hyphens',
      "choose a name such as 'products'",
    ),
    error('NS_REPEATED', 'a second namespace of a name', 'each name once in a cache', 'use the first one, or rename'),
    error('NS_TTL_OUT_OF_RANGE', 'a TTL below a millisecond', 'whole milliseconds, at least 1', 'change `ttl`'),
    error(
      'NS_NEGATIVE_TTL_OUT_OF_RANGE',
      'a negative TTL below zero',
      'whole milliseconds; 0 remembers nothing',
      'change `negativeTtl`',
    ),
    error(
      'NS_JITTER_OUT_OF_RANGE',
      'a jitter out of range',
      'a share of the TTL from 0 to 1, 1 excluded',
      'change `jitter`',
    ),
    error(
      'NS_TIME_UNIT_UNKNOWN',
      'a time of a pattern that only the deployment knows, in another unit than milliseconds',
      'milliseconds: CloudFormation cannot multiply',
      'use `Duration.millis(…)`',
    ),
    error(
      'NS_SETTING_OUT_OF_RANGE',
      'another setting of a pattern out of its range',
      'the range that the finding names',
      'change the setting',
    ),
    error(
      'NS_EVICTION_UNSUITED',
      'a pattern that must keep its keys, on an eviction policy that may drop them',
      'the policies that suit the pattern, which the finding lists',
      'change `eviction`, or put the namespace into a cache of its own',
      AWS.parameters,
    ),
    error(
      'CACHE_PATTERN_UNSUITED',
      'a pattern that Memcached cannot run: it has no data structures, scripts or messages, and may drop any item',
      'cache-aside, read-through and write-through, without tags',
      'put the namespace into a ReplicationGroup or a ServerlessCache of Valkey',
      AWS.selectEngine,
    ),
    error(
      'CACHE_TTL_TOO_SHORT',
      'a TTL below a second on Memcached, which takes for ever',
      'at least a second; a negative TTL may also be zero',
      'use at least `Duration.seconds(1)`',
    ),
    warning(
      'NS_NEVER_EVICTED',
      'a pattern that may lose any entry, on a cache that evicts none: once memory is full its traffic reaches the database',
      'a policy that evicts',
      '`EvictionPolicy.ALLKEYS_LRU`, on Memcached without `errorOnMemoryExhausted`; or a cache of its own',
      AWS.parameters,
    ),
    warning(
      'NS_NEVER_EXPIRES',
      'keys without a TTL and without a bound (a leaderboard), on a cache that evicts only keys with one: they drive all others out, and then writes fail',
      'a TTL, or boards that somebody deletes',
      'give the pattern a `ttl`; or acknowledge this, and set an alarm on the memory',
      AWS.eviction,
    ),
  ],
};

export const CONSUMERS: RuleFamily = {
  title: 'Consumers',
  introduction: 'What `connect` refuses and warns of.',
  rules: [
    error(
      'CON_WITHOUT_NAMESPACE',
      'a consumer of nothing',
      'at least one namespace: a consumer gets rights on namespaces only',
      'pass what `addNamespace` returned',
    ),
    error(
      'CON_NAMESPACE_FOREIGN',
      'a namespace of another cache',
      'namespaces of this one',
      'connect the consumer to that cache too',
    ),
    error(
      'CON_NAME_INVALID',
      'a name that a consumer cannot have',
      'a lower-case letter, then lower-case letters, digits and hyphens',
      "name it: `connect(…, { consumer: 'catalog' })`",
    ),
    error(
      'CON_REPEATED',
      'a second `connect` of the same consumer',
      'one for each consumer name',
      'name all its namespaces in one call, or tell the consumers apart',
    ),
    error(
      'CON_WITHOUT_PRINCIPAL',
      'a consumer without a role of its own',
      'consumers with a role, or with `grantee`',
      'say who reads the password: `grantee`',
    ),
    error(
      'CON_QUALIFIED_FUNCTION',
      'a version or an alias of a Lambda function',
      'the function itself, whose role, network and environment they share',
      'connect the function',
    ),
    error(
      'CON_SECOND_CACHE',
      'a second cache in the environment of a consumer, which would take the place of the first',
      'one cache in the environment of a consumer',
      '`connect(…, { environment: false })` for one of them, and variables with names of your own',
    ),
    warning(
      'CON_ENVIRONMENT_BY_HAND',
      'a consumer whose environment this library cannot set, such as an instance',
      'functions, and services of ECS with a container',
      'hand `environment` of what `connect` returned over, and say so with `environment: false`',
    ),
    warning(
      'CON_OTHER_VPC',
      'a consumer in another VPC than the cache: security groups alone do not connect them',
      'a consumer in the VPC of the cache',
      'move one of them, or connect the two VPCs by peering or a transit gateway and acknowledge this',
      AWS.vpc,
    ),
    error(
      'CON_OUTSIDE_VPC',
      'a consumer without security groups',
      'consumers inside a VPC',
      'put it into the VPC of the cache',
      AWS.vpc,
    ),
    error(
      'CON_TOO_MANY',
      'more users than a user group holds',
      '100 users',
      'let consumers with the same rights share one, or use a second cache',
      AWS.quotas,
    ),
    error(
      'CON_AUTHENTICATION_UNSUITED',
      'a way of authentication that the cache does not have',
      'the way that the cache has',
      'leave `authentication` out of `connect`',
      AWS.iam,
    ),
    error(
      'CON_IAM_UNSUPPORTED',
      'IAM authentication on an engine version without it',
      'Valkey, and Redis OSS from 7.0 on',
      'upgrade the engine, or leave `authentication` out',
      AWS.iam,
    ),
    error(
      'CON_USER_CONTRADICTION',
      'both `user` and `authentication`',
      'an existing user, which proves who it is in its own way, or a new one',
      'leave one of them out',
    ),
    error(
      'CON_USER_WITHOUT_PROOF',
      'an existing user whose secret is not known',
      'users with IAM authentication, or with a secret of the form `{ "username", "password" }`',
      'import it with its secret',
    ),
    error(
      'CON_USER_CYCLE',
      'a user of the consumer’s stack, on a cache whose group is in another: the group would wait for the consumer',
      'users in the stack of the group',
      'make the user there, or leave `user` out',
    ),
    error(
      'CON_GROUP_CYCLE',
      'a consumer in the stack of the user group, on a cache of another stack: each would wait for the other',
      'consumers in the stack of the cache, or in one of their own',
      'move the consumer or the group to another stack',
    ),
    error(
      'CON_ACCOUNT_FOREIGN',
      'a consumer that is deployed to another account',
      'consumers of the cache’s account, or a role there that they assume',
      'pass such a role as `grantee`',
      AWS.iam,
    ),
    warning(
      'CON_GRANT_INEFFECTIVE',
      'a role whose policy cannot be changed from here: immutable, or of another account',
      'roles of this app, or imported ones that are mutable',
      'add to its policy what the warning names, then acknowledge it',
    ),
    error(
      'CON_GROUP_IMPORTED',
      'a new user in a user group that was made elsewhere',
      'existing members of that group',
      'pass one of them as `user`, or give the cache a group of this app',
      AWS.rbac,
    ),
    error(
      'CON_MANIFEST_TOO_LARGE',
      'a manifest larger than an SSM parameter',
      '8192 bytes',
      'connect the consumer to fewer namespaces',
      AWS.parameterStore,
    ),
    error(
      'CON_ASSET_MISSING',
      'a package without its bundled functions',
      'the package as it ships',
      'reinstall it, or `npm run build` in a checkout',
    ),
  ],
};

export const METRICS: RuleFamily = {
  title: 'Metrics',
  introduction: '',
  rules: [
    error(
      'MET_SHARD_UNKNOWN',
      'a shard that the cache does not have',
      'shards from 1 on',
      'count from 1, as the node names do',
    ),
    error(
      'MET_NODE_UNKNOWN',
      'a node that the cache does not have',
      'nodes from 1 on',
      'count from 1, as the node names do',
    ),
    error(
      'MET_NODES_UNKNOWN',
      'metrics of all nodes where their number is not known: only the deployment knows it, or an import does not say it',
      'numbers known when the template is made',
      '`node(shard, position)` for the nodes that there will be at least; `shards` and `replicasPerShard` of an import',
      AWS.autoScaling,
    ),
    error(
      'MET_TOO_MANY_FOR_ALARM',
      'an expression over more nodes than an alarm takes',
      '10 metrics',
      '`shard(n)` for an alarm on each shard, or `nodes` for one on each node',
      AWS.alarms,
    ),
  ],
};
