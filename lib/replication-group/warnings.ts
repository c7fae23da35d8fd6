import { known } from '../cache/known';
import { burstableRule } from '../cache/rules/upkeep';
import { engineSupportEnd } from '../model/engine-support';
import { titleOf } from '../model/engine-features';
import { type Rule, unless } from '../model/finding';
import { nodeTypeFacts } from '../model/node-catalog';
import { TransitEncryption } from '../vocabulary/transit-encryption';
import { type GroupPlan, lowestReplicas } from './plan';

const noReplicas: Rule<GroupPlan> = {
  id: 'RG_NO_REPLICAS',
  check: ({ topology }) =>
    unless(lowestReplicas(topology) !== 0, {
      given: `${topology.kind === 'sharded' ? 'shards' : 'a cache'} without replicas`,
      allowed: 'at least one replica: without one a lost node loses its data, and nothing answers until it is replaced',
      fix:
        topology.kind === 'sharded'
          ? 'Add replicas; later updates of shards without any can fail on their failover check'
          : 'Add a replica, or acknowledge this for a cache that nobody misses',
    }),
};

const previousGeneration: Rule<GroupPlan> = {
  id: 'RG_NODE_TYPE_OLD',
  check: ({ nodeType }) =>
    unless(nodeTypeFacts(nodeType)?.previousGeneration !== true, {
      given: `nodes of a previous generation, ${nodeType}`,
      allowed: 'a current generation, such as r7g or m7g',
      fix: 'Change `nodeType`: that is done online',
    }),
};

const supportEnds: Rule<GroupPlan> = {
  id: 'RG_ENGINE_SUPPORT_ENDS',
  check: ({ engine }) => {
    const end = engineSupportEnd(engine.name, engine.version);
    return unless(end === undefined, {
      given: `${titleOf(engine.name)} ${engine.version}, whose standard support ends on ${end?.standardUntil}`,
      allowed: 'a version without an announced end; after it AWS charges for Extended Support without asking',
      fix: "Upgrade in place, for example to Engine.valkey('8.1')",
    });
  },
};

const snapshotsOff: Rule<GroupPlan> = {
  id: 'RG_SNAPSHOTS_OFF',
  check: (plan) =>
    unless(known(plan.snapshotRetentionDays) !== 0, {
      given: 'a snapshot retention of 0 days',
      allowed: 'daily snapshots: without one there is nothing to restore when all nodes of a shard are lost',
      fix: 'Set `snapshotRetention`, or acknowledge this where everything can be loaded again',
    }),
};

const tlsOptional: Rule<GroupPlan> = {
  id: 'RG_TLS_NOT_REQUIRED',
  check: ({ transitEncryption }) =>
    unless(transitEncryption === TransitEncryption.REQUIRED, {
      given: `transit encryption '${transitEncryption}'`,
      allowed: 'TransitEncryption.REQUIRED: until then passwords and data can travel in the clear',
      fix: 'Deploy the next step as soon as all clients encrypt: DISABLED, PREFERRED, REQUIRED',
    }),
};

const noAuthentication: Rule<GroupPlan> = {
  id: 'RG_NO_AUTHENTICATION',
  check: ({ authentication }) =>
    unless(authentication !== 'none', {
      given: 'a cache without access control',
      allowed: 'users: whoever reaches this cache may read and delete everything in it',
      fix: 'Leave `authentication` out once the cache requires encryption',
    }),
};

const restoreStays: Rule<GroupPlan> = {
  id: 'RG_RESTORE_MUST_STAY',
  check: ({ restore }) =>
    unless(restore === undefined, {
      given: 'a cache that is restored',
      allowed:
        'the same `restoreFrom` for the life of the cache: changing or removing it replaces the cache and loses its data',
      fix: 'Keep it in the code, and acknowledge this',
    }),
};

const fixedId: Rule<GroupPlan> = {
  id: 'RG_ID_FIXED',
  check: ({ replicationGroupId }) =>
    unless(replicationGroupId === undefined, {
      given: `the fixed id '${replicationGroupId}'`,
      allowed: 'an id made by CloudFormation: with a fixed one, an update that has to replace the cache fails',
      fix: 'Leave `replicationGroupId` out, or acknowledge this',
    }),
};

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-replicationgroup.html */
const zonesFixed: Rule<GroupPlan> = {
  id: 'RG_ZONES_FIXED',
  check: ({ topology }) =>
    unless(topology.availabilityZones === undefined, {
      given: 'availability zones by hand for a cache that is not sharded',
      allowed:
        'zones that ElastiCache chooses: one zone for each node, so that another replica changes them, which replaces the cache',
      fix: 'Leave `availabilityZones` of the topology out, or acknowledge this where the number of replicas stays as it is',
    }),
};

/** What is legal and dangerous about a cache's own properties. */
export const GROUP_WARNINGS: readonly Rule<GroupPlan>[] = [
  noReplicas,
  burstableRule('RG_NODE_TYPE_BURSTABLE'),
  previousGeneration,
  supportEnds,
  snapshotsOff,
  tlsOptional,
  noAuthentication,
  restoreStays,
  fixedId,
  zonesFixed,
];
