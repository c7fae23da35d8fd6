import { known } from '../../cache/known';
import { versionGiven } from '../../cache/rules/version';
import { engineVersions, isEngineName } from '../../model/engine-catalog';
import { titleOf, versionsWith } from '../../model/engine-features';
import { type Rule, unless } from '../../model/finding';
import { nodeTypeFacts } from '../../model/node-catalog';
import { nodeTypeObjection, suggestedNodeType } from '../../model/node-types';
import { TransitEncryption } from '../../vocabulary/transit-encryption';
import type { GroupPlan } from '../plan';
import { hasReplication, supports } from './supports';

const engineName: Rule<GroupPlan> = {
  id: 'RG_ENGINE_UNSUPPORTED',
  check: ({ engine }) =>
    unless(hasReplication(engine.name), {
      given: `engine ${titleOf(engine.name)}`,
      allowed: 'Valkey and Redis OSS: Memcached knows no replication',
      fix: "Use Engine.valkey('8.1'), or a MemcachedCluster",
    }),
};

const engineVersion: Rule<GroupPlan> = {
  id: 'RG_ENGINE_VERSION_UNKNOWN',
  check: ({ engine }) =>
    unless(engine.family !== undefined || !hasReplication(engine.name), {
      given: versionGiven(engine),
      allowed: isEngineName(engine.name) ? engineVersions(engine.name).join(', ') : 'versions of Valkey and Redis OSS',
      fix: "Use one of these; for a newer version name its family too: Engine.valkey('9.9', { parameterFamily: 'valkey9' })",
    }),
};

const nodeType: Rule<GroupPlan> = {
  id: 'RG_NODE_TYPE_UNSUPPORTED',
  check: ({ engine, ...plan }) => {
    const name = known(plan.nodeType);
    const version = engine.family === undefined ? undefined : known(engine.version);
    const isJudged = name !== undefined && hasReplication(engine.name);
    const objection = isJudged ? nodeTypeObjection(name, engine.name, version) : undefined;
    const suited = suggestedNodeType(engine.name, version);
    return unless(objection === undefined, {
      given: `node type '${plan.nodeType}' (${objection})`,
      allowed: `node types of ElastiCache for ${titleOf(engine.name)} with encryption at rest, for example ${suited.name}`,
      fix: `Use a constant of NodeType, for example NodeType.${suited.constant}`,
    });
  },
};

const autoMinorUpgrade: Rule<GroupPlan> = {
  id: 'RG_AUTO_UPGRADE_UNSUPPORTED',
  check: ({ engine, autoMinorVersionUpgrade }) =>
    unless(!autoMinorVersionUpgrade || supports(engine, 'autoMinorUpgrade'), {
      given: `automatic minor upgrades of ${titleOf(engine.name)} ${engine.version}`,
      allowed: versionsWith('autoMinorUpgrade'),
      fix: 'Use a newer engine version, or set `autoMinorVersionUpgrade: false`',
    }),
};

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Durability.html */
const durability: Rule<GroupPlan> = {
  id: 'RG_DURABILITY_UNSUPPORTED',
  check: (plan) => {
    if (plan.durability === undefined) return [];
    const { name, version } = plan.engine;
    const given = (what: string): string => `durability '${plan.durability}' ${what}`;
    const rule = (fine: boolean, what: string, allowed: string, fix: string): ReturnType<typeof unless> =>
      unless(fine, { given: given(what), allowed, fix });
    const isOn = plan.durability !== 'disabled';
    const facts = nodeTypeFacts(plan.nodeType);
    return [
      ...rule(
        supports(plan.engine, 'durability'),
        `with ${titleOf(name)} ${version}`,
        versionsWith('durability'),
        'Use a newer engine version, or leave `durability` out',
      ),
      ...(isOn
        ? [
            ...rule(
              plan.topology.kind === 'sharded' && plan.multiAz,
              'on a cache that is not sharded or has a shard without replicas',
              'sharded caches with at least one replica for each shard',
              'Use Topology.sharded with replicas, or leave `durability` out',
            ),
            ...rule(
              plan.transitEncryption === TransitEncryption.REQUIRED,
              `with transit encryption '${plan.transitEncryption}'`,
              'caches that are made with TransitEncryption.REQUIRED',
              'Leave `transitEncryption` or `durability` out',
            ),
            ...rule(
              facts === undefined || facts.durability,
              `on ${plan.nodeType}`,
              'families r6g, r7g, r8g, m6g, m7g, m8g, c7gn and c8gn',
              'Choose a node type of these families, or leave `durability` out',
            ),
          ]
        : []),
    ];
  },
};

/** What the engine, its version and the machines can do together. */
export const ENGINE_RULES: readonly Rule<GroupPlan>[] = [
  engineName,
  engineVersion,
  nodeType,
  autoMinorUpgrade,
  durability,
];
