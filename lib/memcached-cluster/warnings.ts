import { known } from '../cache/known';
import { burstableRule } from '../cache/rules/upkeep';
import { compareVersions } from '../model/engine-catalog';
import { minimumVersion } from '../model/engine-features';
import { type Rule, unless } from '../model/finding';
import { nodeTypeFacts } from '../model/node-catalog';
import { type ClusterPlan, encrypts, zonesOfNodes } from './plan';

const oneNode: Rule<ClusterPlan> = {
  id: 'MC_SINGLE_NODE',
  check: (plan) =>
    unless(known(plan.nodes) !== 1, {
      given: 'one node',
      allowed: 'several: with one, a lost node is the whole cache, and all of its load reaches the database at once',
      fix: 'Use more and smaller nodes, or acknowledge this for a cache that nobody misses',
    }),
};

const oneZone: Rule<ClusterPlan> = {
  id: 'MC_SINGLE_ZONE',
  check: (plan) =>
    unless(plan.crossZone || known(plan.nodes) === 1, {
      given: 'all nodes in one availability zone',
      allowed: 'nodes in several: with one, a lost zone is the whole cache',
      fix: 'Leave `crossZone` out, or acknowledge this where latency between zones matters more',
    }),
};

const zonesUnknown: Rule<ClusterPlan> = {
  id: 'MC_ZONES_UNKNOWN',
  check: (plan) =>
    unless(zonesOfNodes(plan) !== undefined, {
      given: 'availability zones or a number of nodes that only the deployment knows',
      allowed: 'zones by name: without them CloudFormation replaces the cluster, and empties it, when `nodes` changes',
      fix: 'Name `availabilityZones`, one for each node',
    }),
};

const previousGeneration: Rule<ClusterPlan> = {
  id: 'MC_NODE_TYPE_OLD',
  check: ({ nodeType }) =>
    unless(nodeTypeFacts(nodeType)?.previousGeneration !== true, {
      given: `nodes of a previous generation, ${nodeType}`,
      allowed: 'a current generation, such as m7g or r7g',
      fix: 'Change `nodeType`: that makes a new, empty cluster before the old one goes',
    }),
};

const plaintext: Rule<ClusterPlan> = {
  id: 'MC_TLS_DISABLED',
  check: (plan) =>
    unless(encrypts(plan), {
      given: 'no encryption in transit',
      allowed: 'TransitEncryption.REQUIRED: Memcached has no passwords, and whoever sees the traffic sees the data',
      fix: 'Leave `transitEncryption` out; the change makes a new, empty cluster before the old one goes',
    }),
};

const oldVersion: Rule<ClusterPlan> = {
  id: 'MC_ENGINE_OLD',
  check: ({ engine }) => {
    const version = known(engine.version);
    const secure = minimumVersion('memcached', 'memcachedTls') ?? '';
    return unless(version === undefined || engine.name !== 'memcached' || compareVersions(version, secure) >= 0, {
      given: `Memcached ${version}`,
      allowed: `${secure} or newer: older ones cannot encrypt, and moving later empties the cache`,
      fix: 'Use Engine.MEMCACHED_1_6_22',
    });
  },
};

const fixedName: Rule<ClusterPlan> = {
  id: 'MC_NAME_FIXED',
  check: ({ clusterName }) =>
    unless(clusterName === undefined, {
      given: `the fixed name '${clusterName}'`,
      allowed:
        'a name made by CloudFormation: with a fixed one, an update that has to replace the cluster fails, such as another node type',
      fix: 'Leave `clusterName` out, or acknowledge this',
    }),
};

/** What is legal and dangerous about a cluster's own properties. */
export const CLUSTER_WARNINGS: readonly Rule<ClusterPlan>[] = [
  oneNode,
  oneZone,
  zonesUnknown,
  burstableRule('MC_NODE_TYPE_BURSTABLE'),
  previousGeneration,
  plaintext,
  oldVersion,
  fixedName,
];
