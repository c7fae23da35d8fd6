import { VALKEY_FAMILIES } from '../model/engine-versions';
import { type Rule, unless } from '../model/finding';
import { nodeTypeObjection } from '../model/node-types';
import { isModifiableParameter, propertyBehindParameter } from '../model/parameters';
import { MAX_NODE_QUOTA, MAX_REPLICAS_PER_SHARD, nodeCount } from '../model/topology';
import { MIN_WINDOW_MINUTES, overlaps, parseDailyWindow, parseWeeklyWindow } from '../model/windows';
import { known } from '../cache/known';
import { type GroupPlan, topologyFacts } from './plan';

function isWholeNumber(value: number | undefined, min: number, max: number): boolean {
  return value === undefined || (Number.isInteger(value) && value >= min && value <= max);
}

const engineVersion: Rule<GroupPlan> = {
  id: 'RG_ENGINE_VERSION_UNKNOWN',
  check: ({ engine }) =>
    unless(engine.family !== undefined, {
      given: `Valkey version '${engine.version}'`,
      allowed: Object.keys(VALKEY_FAMILIES).join(', '),
      fix: "Use one of these; for a newer version name its family too: Engine.valkey('9.9', { parameterFamily: 'valkey9' })",
    }),
};

const nodeType: Rule<GroupPlan> = {
  id: 'RG_NODE_TYPE_UNSUPPORTED',
  check: (plan) => {
    const name = known(plan.nodeType);
    const objection =
      name === undefined ? undefined : nodeTypeObjection(name, plan.engine.name, known(plan.engine.version));
    return unless(objection === undefined, {
      given: `node type '${plan.nodeType}' (${objection})`,
      allowed: 'node types of ElastiCache for Valkey with encryption at rest, for example cache.r7g.large',
      fix: 'Use a constant of NodeType, for example NodeType.R7G_LARGE',
    });
  },
};

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
    const [nodes, quota] = [nodeCount(topologyFacts(plan)), known(plan.nodeQuota)];
    return unless(nodes === undefined || quota === undefined || nodes <= quota, {
      given: `${nodes} nodes (shards x (1 + replicas))`,
      allowed: `${quota}, the quota of nodes in one cache`,
      fix: 'Use fewer shards or replicas, or have AWS raise the quota and say so with `nodeQuota`',
    });
  },
};

const retention: Rule<GroupPlan> = {
  id: 'RG_SNAPSHOT_RETENTION_OUT_OF_RANGE',
  check: (plan) =>
    unless(isWholeNumber(known(plan.snapshotRetentionDays), 0, 35), {
      given: `snapshots kept for ${plan.snapshotRetentionDays} days`,
      allowed: 'whole days from 0 (no snapshots) to 35',
      fix: 'Change `snapshotRetention`, for example Duration.days(7)',
    }),
};

const snapshotWindow: Rule<GroupPlan> = {
  id: 'RG_SNAPSHOT_WINDOW_INVALID',
  check: (plan) => {
    const text = known(plan.snapshotWindow);
    return unless(text === undefined || (parseDailyWindow(text)?.length ?? 0) >= MIN_WINDOW_MINUTES, {
      given: `snapshotWindow '${text}'`,
      allowed: `hh:mm-hh:mm in UTC, at least ${MIN_WINDOW_MINUTES} minutes`,
      fix: "Write it as '03:00-04:00'",
    });
  },
};

const maintenanceWindow: Rule<GroupPlan> = {
  id: 'RG_MAINTENANCE_WINDOW_INVALID',
  check: (plan) => {
    const text = known(plan.maintenanceWindow);
    return unless(text === undefined || (parseWeeklyWindow(text)?.length ?? 0) >= MIN_WINDOW_MINUTES, {
      given: `maintenanceWindow '${text}'`,
      allowed: `ddd:hh:mm-ddd:hh:mm in UTC, lower case, at least ${MIN_WINDOW_MINUTES} minutes`,
      fix: "Write it as 'sun:05:00-sun:06:00'",
    });
  },
};

const windowsApart: Rule<GroupPlan> = {
  id: 'RG_WINDOWS_OVERLAP',
  check: (plan) => {
    if (known(plan.snapshotRetentionDays) === 0) return [];
    const daily = parseDailyWindow(plan.snapshotWindow);
    const weekly = parseWeeklyWindow(plan.maintenanceWindow);
    return unless(daily === undefined || weekly === undefined || !overlaps(daily, weekly), {
      given: `snapshotWindow '${plan.snapshotWindow}' and maintenanceWindow '${plan.maintenanceWindow}'`,
      allowed: 'windows that do not overlap on any day',
      fix: 'Move one of them; both are in UTC',
    });
  },
};

const derivedParameters: Rule<GroupPlan> = {
  id: 'RG_PARAMETER_DERIVED',
  check: (plan) =>
    Object.keys(plan.extraParameters).flatMap((name) => {
      const property = propertyBehindParameter(name);
      return unless(property === undefined, {
        given: `parameter '${name}'`,
        allowed: 'parameters that do not follow from another property',
        fix: `Use the property \`${property}\` instead`,
      });
    }),
};

const fixedParameters: Rule<GroupPlan> = {
  id: 'RG_PARAMETER_NOT_MODIFIABLE',
  check: (plan) =>
    Object.keys(plan.extraParameters).flatMap((name) =>
      unless(isModifiableParameter(name), {
        given: `parameter '${name}'`,
        allowed: 'parameters that ElastiCache for Valkey lets change',
        fix: 'Leave it out: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html',
      }),
    ),
};

const description: Rule<GroupPlan> = {
  id: 'RG_DESCRIPTION_INVALID',
  check: (plan) => {
    const text = known(plan.description);
    return unless(text === undefined || (text.length > 0 && text.length <= 255 && !/[<>]/.test(text)), {
      given: `a description of ${plan.description.length} characters: '${plan.description.slice(0, 40)}'`,
      allowed: '1 to 255 characters without angle brackets',
      fix: 'Change `description`',
    });
  },
};

/** What the properties of a cache alone can get wrong. */
export const GROUP_RULES: readonly Rule<GroupPlan>[] = [
  engineVersion,
  nodeType,
  shards,
  replicas,
  nodeQuotaRange,
  nodeQuota,
  retention,
  snapshotWindow,
  maintenanceWindow,
  windowsApart,
  derivedParameters,
  fixedParameters,
  description,
];
