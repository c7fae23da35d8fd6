import { known } from '../../cache/known';
import { versionGiven } from '../../cache/rules/version';
import { engineVersions } from '../../model/engine-catalog';
import { engineSupports, titleOf, versionsWith } from '../../model/engine-features';
import { type Rule, unless } from '../../model/finding';
import { nodeTypeObjection } from '../../model/node-types';
import { TransitEncryption } from '../../vocabulary/transit-encryption';
import type { ClusterPlan } from '../plan';

const engineName: Rule<ClusterPlan> = {
  id: 'MC_ENGINE_UNSUPPORTED',
  check: ({ engine }) =>
    unless(engine.name === 'memcached', {
      given: `engine ${titleOf(engine.name)}`,
      allowed: 'Memcached',
      fix: 'Use Engine.MEMCACHED_1_6_22, or a ReplicationGroup',
    }),
};

const engineVersion: Rule<ClusterPlan> = {
  id: 'MC_ENGINE_VERSION_UNKNOWN',
  check: ({ engine }) =>
    unless(engine.name !== 'memcached' || engine.family !== undefined, {
      given: versionGiven(engine),
      allowed: engineVersions('memcached').join(', '),
      fix: "Use one of these; for a newer version name its family too: Engine.memcached('1.6.99', { parameterFamily: 'memcached1.6' })",
    }),
};

const nodeType: Rule<ClusterPlan> = {
  id: 'MC_NODE_TYPE_UNSUPPORTED',
  check: ({ engine, ...plan }) => {
    const name = known(plan.nodeType);
    const objection =
      name === undefined || engine.name !== 'memcached'
        ? undefined
        : nodeTypeObjection(name, 'memcached', known(engine.version));
    return unless(objection === undefined, {
      given: `node type '${plan.nodeType}' (${objection})`,
      allowed: 'node types of ElastiCache for Memcached, for example cache.m7g.large',
      fix: 'Use a constant of NodeType, for example NodeType.M7G_LARGE',
    });
  },
};

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption-mc.html */
const transitEncryption: Rule<ClusterPlan> = {
  id: 'MC_TLS_UNSUPPORTED',
  check: ({ engine, transitEncryption: choice }) => {
    if (choice === TransitEncryption.DISABLED) return [];
    if (choice === TransitEncryption.PREFERRED) {
      return [
        {
          given: 'TransitEncryption.PREFERRED',
          allowed:
            'TransitEncryption.REQUIRED or DISABLED: a Memcached cluster takes one kind of connections for its whole life',
          fix: 'Leave `transitEncryption` out, and let clients of an unencrypted cluster move to a second, encrypted one',
        },
      ];
    }
    const version = known(engine.version);
    // An unknown version is reported by itself. Node types without encryption (T2) are not offered for new clusters at all.
    const isJudged = engine.name === 'memcached' && engine.family !== undefined && version !== undefined;
    return unless(!isJudged || engineSupports('memcached', version, 'memcachedTls'), {
      given: `encryption in transit with Memcached ${version}`,
      allowed: versionsWith('memcachedTls'),
      fix: 'Use a newer version, or say TransitEncryption.DISABLED',
    });
  },
};

/** What runs, on what, and how it is spoken to. */
export const ENGINE_RULES: readonly Rule<ClusterPlan>[] = [engineName, engineVersion, nodeType, transitEncryption];
