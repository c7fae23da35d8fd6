import { known } from '../../cache/known';
import { type EngineFeature, engineSupports } from '../../model/engine-features';
import type { GroupPlan } from '../plan';

/**
 * Whether an engine has a feature. Of an engine without replication and of a version that nobody knows another rule has spoken by then,
 * and a version that is known at deployment is not judged.
 */
export function supports({ name, version, family }: GroupPlan['engine'], feature: EngineFeature): boolean {
  return (
    !hasReplication(name) ||
    family === undefined ||
    known(version) === undefined ||
    engineSupports(name, version, feature)
  );
}

/** Whether caches of an engine can be replication groups. */
export function hasReplication(engineName: string): boolean {
  return engineName === 'valkey' || engineName === 'redis';
}
