import { known } from '../../cache/known';
import { versionsWith } from '../../model/engine-features';
import { type Rule, unless } from '../../model/finding';
import { MAX_NODE_QUOTA, MAX_REPLICAS_PER_SHARD } from '../../model/topology';
import { isWholeNumber } from '../../model/whole-number';
import { ClusterMode } from '../../vocabulary/topology';
import { type GroupPlan, lowestReplicas, plannedNodes } from '../plan';
import { supports } from './supports';

const shards: Rule<GroupPlan> = {
  id: 'RG_SHARDS_OUT_OF_RANGE',
  check: (plan) =>
    unless(isWholeNumber(known(plan.topology.shards), 1, MAX_NODE_QUOTA), {
      given: `${plan.topology.shards} shards`,
      allowed: `a whole number from 1 to ${MAX_NODE_QUOTA}`,
      fix: 'Change `shards` of the topology',
    }),
};

const replicas: Rule<GroupPlan> = {
  id: 'RG_REPLICAS_OUT_OF_RANGE',
  check: (plan) =>
    unless(isWholeNumber(known(plan.topology.replicasPerShard), 0, MAX_REPLICAS_PER_SHARD), {
      given: `${plan.topology.replicasPerShard} replicas for each shard`,
      allowed: `a whole number from 0 to ${MAX_REPLICAS_PER_SHARD}`,
      fix: 'Change the number of replicas of the topology',
    }),
};

const nodeQuotaRange: Rule<GroupPlan> = {
  id: 'RG_NODE_QUOTA_OUT_OF_RANGE',
  check: (plan) =>
    unless(isWholeNumber(known(plan.nodeQuota), 1, MAX_NODE_QUOTA), {
      given: `nodeQuota ${plan.nodeQuota}`,
      allowed: `a whole number from 1 to ${MAX_NODE_QUOTA}, the most that AWS grants`,
      fix: 'Say what AWS granted to the account',
    }),
};

const nodeQuota: Rule<GroupPlan> = {
  id: 'RG_NODE_QUOTA_EXCEEDED',
  check: (plan) => {
    // Numbers that are wrong by themselves are reported by the rules above.
    if ([shards, replicas, nodeQuotaRange].some((rule) => rule.check(plan).length > 0)) return [];
    const [nodes, quota] = [plannedNodes(plan.topology), known(plan.nodeQuota)];
    return unless(nodes === undefined || quota === undefined || nodes <= quota, {
      given: `${nodes} nodes (shards x (1 + replicas))`,
      allowed: `${quota}, the quota of nodes in one cache`,
      fix: 'Use fewer shards or replicas, or have AWS raise the quota and say so with `nodeQuota`',
    });
  },
};

const compatible: Rule<GroupPlan> = {
  id: 'RG_COMPATIBLE_UNSUPPORTED',
  check: ({ engine, topology }) => {
    if (topology.clusterMode !== ClusterMode.COMPATIBLE) return [];
    return [
      ...unless(supports(engine, 'clusterModeMigration'), {
        given: `Topology.compatible with ${engine.name} ${engine.version}`,
        allowed: versionsWith('clusterModeMigration'),
        fix: 'Upgrade the engine in a deployment of its own first',
      }),
      ...unless(lowestReplicas(topology) !== 0, {
        given: 'Topology.compatible without a replica',
        allowed: 'at least one replica: the change needs automatic failover',
        fix: 'Add a replica in a deployment of its own first',
      }),
    ];
  },
};

/** Shards, replicas and how many nodes they make together. */
export const TOPOLOGY_RULES: readonly Rule<GroupPlan>[] = [shards, replicas, nodeQuotaRange, nodeQuota, compatible];
