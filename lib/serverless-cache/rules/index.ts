import type { Rule } from '../../model/finding';
import type { ServerlessPlan } from '../plan';
import { CONNECTION_RULES } from './connection';
import { ENGINE_RULES } from './engine';
import { IDENTITY_RULES } from './identity';
import { LIMIT_RULES } from './limits';
import { SECURITY_RULES } from './security';
import { SNAPSHOT_RULES } from './snapshots';

/** What the properties of a serverless cache alone can get wrong. */
export const SERVERLESS_RULES: readonly Rule<ServerlessPlan>[] = [
  ...ENGINE_RULES,
  ...CONNECTION_RULES,
  ...SECURITY_RULES,
  ...LIMIT_RULES,
  ...SNAPSHOT_RULES,
  ...IDENTITY_RULES,
];
