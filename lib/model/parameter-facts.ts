import type { ParameterType } from './parameter-types';

/** One parameter in the families where it is the same. A parameter whose default or range changed has a row for each. */
export interface ParameterFacts {
  readonly name: string;
  readonly type: ParameterType;
  /** ElastiCache's default; absent where it depends on the node type. */
  readonly defaultValue: string | undefined;
  readonly families: readonly string[];
  /** `at-creation`: only when the group is made, and alike in every group that a cache moves between. */
  readonly change: 'any-time' | 'at-creation' | 'never';
  /** First engine version on which it has an effect, where its family is older than that. */
  readonly sinceVersion?: string;
  /** What to do in families that do not have it. */
  readonly elsewhere?: string;
  /** What to do where nobody can change it. */
  readonly fix?: string;
}

/** Parameter group families of Valkey and Redis in the order in which parameters came and went. */
export const ENGINE_PARAMETER_FAMILIES = [
  'redis4.0',
  'redis5.0',
  'redis6.x',
  'redis7',
  'valkey7',
  'valkey8',
  'valkey9',
] as const;

export const MEMCACHED_PARAMETER_FAMILIES = ['memcached1.4', 'memcached1.5', 'memcached1.6'] as const;

export type EngineParameterFamily = (typeof ENGINE_PARAMETER_FAMILIES)[number];
export type MemcachedParameterFamily = (typeof MEMCACHED_PARAMETER_FAMILIES)[number];

/** Families from one to another, both included. */
export function families(from: EngineParameterFamily, to: EngineParameterFamily = 'valkey9'): readonly string[] {
  return ENGINE_PARAMETER_FAMILIES.slice(
    ENGINE_PARAMETER_FAMILIES.indexOf(from),
    ENGINE_PARAMETER_FAMILIES.indexOf(to) + 1,
  );
}

/** Whether a family is one of Memcached, also where it is newer than this release. */
export function isMemcachedFamily(family: string): boolean {
  return family.startsWith('memcached');
}

/** Whether this release knows what parameters a family has. */
export function isKnownFamily(family: string): boolean {
  return ([...ENGINE_PARAMETER_FAMILIES, ...MEMCACHED_PARAMETER_FAMILIES] as readonly string[]).includes(family);
}
