import { known } from '../../cache/known';
import { DATA_TIERING_POLICIES, policySuitsDataTiering } from '../../model/eviction';
import { type Finding, findingsOf, type Rule, unless } from '../../model/finding';
import { PARAMETER_GROUP_RULES } from '../../parameter-group/rules';
import { ClusterMode } from '../../vocabulary/topology';
import type { GroupPlan } from '../plan';

const contradiction: Rule<GroupPlan> = {
  id: 'RG_PARAMETER_GROUP_CONTRADICTION',
  check: ({ existingParameters: group }) =>
    unless(group === undefined || group.contradictedBy.length === 0, {
      given: `parameterGroup together with ${group?.contradictedBy.map((name) => `\`${name}\``).join(', ')}`,
      allowed: 'an existing group, or properties of which the cache makes one',
      fix: 'Set the parameters in the group, or leave `parameterGroup` out',
    }),
};

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html */
const family: Rule<GroupPlan> = {
  id: 'RG_PARAMETER_GROUP_FAMILY',
  check: ({ existingParameters: group, engine }) => {
    const [given, wanted] = [known(group?.family ?? ''), known(engine.family ?? '')];
    return unless(!given || !wanted || given === wanted, {
      given: `a parameter group of family '${given}' for ${engine.name} ${engine.version}`,
      allowed: `groups of family '${engine.family}'`,
      fix: 'Use a group of that family; a new major version and its group are deployed together',
    });
  },
};

const clusterEnabled: Rule<GroupPlan> = {
  id: 'RG_PARAMETER_GROUP_CLUSTER_MODE',
  check: ({ existingParameters: group, topology }) => {
    const wanted = topology.clusterMode !== ClusterMode.DISABLED;
    return unless(group?.clusterEnabled === undefined || group.clusterEnabled === wanted, {
      given: `a parameter group with cluster-enabled '${group?.clusterEnabled ? 'yes' : 'no'}' for cluster mode '${topology.clusterMode}'`,
      allowed: `groups with cluster-enabled '${wanted ? 'yes' : 'no'}': it decides the mode of the cache`,
      fix: `Make the group with \`clusterMode: ${wanted}\`, or change the topology`,
    });
  },
};

const dataTiering: Rule<GroupPlan> = {
  id: 'RG_DATA_TIERING_EVICTION',
  check: ({ dataTiering: isTiered, eviction, nodeType }) =>
    unless(!isTiered || policySuitsDataTiering(eviction), {
      given: `eviction '${eviction}' on ${nodeType}, which keeps part of the data on SSD`,
      allowed: DATA_TIERING_POLICIES.join(', '),
      fix: 'Change `eviction`, or use nodes without SSD such as cache.r7g.xlarge',
    }),
};

const RULES: readonly Rule<GroupPlan>[] = [contradiction, family, clusterEnabled, dataTiering];

/** What is wrong with a cache's parameters, whether the cache makes its group or not. */
export function parameterFindings(plan: GroupPlan): readonly Finding[] {
  // An unknown version has been reported by then, and nothing can be said of its parameters.
  const own = plan.parameters !== undefined && plan.engine.family !== undefined ? plan.parameters : undefined;
  const isJudged = plan.engine.name === 'valkey' || plan.engine.name === 'redis';
  return [...findingsOf(RULES, plan), ...(own !== undefined && isJudged ? findingsOf(PARAMETER_GROUP_RULES, own) : [])];
}
