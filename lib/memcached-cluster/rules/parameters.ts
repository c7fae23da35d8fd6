import { known } from '../../cache/known';
import { type Objection, type Rule, unless } from '../../model/finding';
import { nodeTypeFacts } from '../../model/node-catalog';
import { maxItemSizeForNode } from '../../model/parameter-combinations';
import { knownValues } from '../../parameter-group/plan';
import type { ClusterPlan } from '../plan';

const twice: Rule<ClusterPlan> = {
  id: 'MC_PARAMETERS_TWICE',
  check: ({ parameterGroup, ownParameters }) =>
    unless(parameterGroup === undefined || !ownParameters.areGiven, {
      given: 'both a parameterGroup and parameters of the cluster',
      allowed: 'one of them',
      fix: 'Put the parameters into the group, or leave `parameterGroup` out',
    }),
};

const family: Rule<ClusterPlan> = {
  id: 'MC_PARAMETER_GROUP_FAMILY',
  check: ({ parameterGroup, engine }) => {
    const given = parameterGroup?.family === undefined ? undefined : known(parameterGroup.family);
    return unless(given === undefined || engine.family === undefined || given === engine.family, {
      given: `a parameter group of the family ${given} for Memcached ${engine.version}`,
      allowed: `the family ${engine.family}`,
      fix: 'Make the group for the same engine as the cluster',
    });
  },
};

const itemSize: Rule<ClusterPlan> = {
  id: 'MC_ITEM_TOO_LARGE',
  check: ({ parameterGroup, ownParameters, engine, nodeType }) => {
    const memory = nodeTypeFacts(nodeType)?.memcachedMemoryMiB;
    if (parameterGroup !== undefined || engine.family === undefined || memory === undefined) return [];
    const objection: Objection | undefined = maxItemSizeForNode(
      engine.family,
      knownValues(ownParameters.values),
      memory,
    );
    return objection === undefined ? [] : [objection];
  },
};

/** Which parameters the nodes run with; what single parameters get wrong is for the rules of parameter groups. */
export const PARAMETER_RULES: readonly Rule<ClusterPlan>[] = [twice, family, itemSize];
