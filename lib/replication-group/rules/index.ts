import type { Rule } from '../../model/finding';
import type { GroupPlan } from '../plan';
import { ENGINE_RULES } from './engine';
import { IDENTITY_RULES } from './identity';
import { NETWORK_RULES } from './network';
import { PLACEMENT_RULES } from './placement';
import { RESTORE_RULES } from './restore';
import { SECURITY_RULES } from './security';
import { SNAPSHOT_RULES } from './snapshots';
import { TOPOLOGY_RULES } from './topology';

/** What the properties of a cache alone can get wrong. */
export const GROUP_RULES: readonly Rule<GroupPlan>[] = [
  ...ENGINE_RULES,
  ...TOPOLOGY_RULES,
  ...PLACEMENT_RULES,
  ...SECURITY_RULES,
  ...NETWORK_RULES,
  ...RESTORE_RULES,
  ...SNAPSHOT_RULES,
  ...IDENTITY_RULES,
];
