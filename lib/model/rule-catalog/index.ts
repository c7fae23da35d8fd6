import type { RuleEntry, RuleFamily } from './entry';
import { CONSUMERS, EVERY_CACHE, METRICS, NAMESPACES } from './every-cache';
import { MEMCACHED_CLUSTER } from './memcached-cluster';
import { PARAMETER_GROUP } from './parameter-group';
import { REPLICATION_GROUP_OPERATION } from './replication-group-operation';
import { REPLICATION_GROUP_SHAPE } from './replication-group-shape';
import { SERVERLESS_CACHE } from './serverless-cache';
import { ACCESS } from './users-and-access';

export type { RuleEntry, RuleFamily, RuleSeverity } from './entry';

/** Every rule of the constructs, by construct, in the order of the page `docs/rules.md`. */
export const RULE_FAMILIES: readonly RuleFamily[] = [
  {
    title: 'ReplicationGroup',
    introduction: '',
    rules: [...REPLICATION_GROUP_SHAPE, ...REPLICATION_GROUP_OPERATION],
  },
  SERVERLESS_CACHE,
  MEMCACHED_CLUSTER,
  EVERY_CACHE,
  NAMESPACES,
  CONSUMERS,
  ACCESS,
  PARAMETER_GROUP,
  METRICS,
];

export const RULES: readonly RuleEntry[] = RULE_FAMILIES.flatMap(({ rules }) => rules);
