import type { Rule } from '../../model/finding';
import type { ClusterPlan } from '../plan';
import { ENGINE_RULES } from './engine';
import { LIFE_RULES } from './life';
import { NETWORK_RULES } from './network';
import { NODE_RULES } from './nodes';
import { PARAMETER_RULES } from './parameters';

/** What the properties of a cluster alone can get wrong. */
export const CLUSTER_RULES: readonly Rule<ClusterPlan>[] = [
  ...ENGINE_RULES,
  ...NODE_RULES,
  ...NETWORK_RULES,
  ...PARAMETER_RULES,
  ...LIFE_RULES,
];
