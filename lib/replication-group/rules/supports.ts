import { known } from '../../cache/known';
import { type EngineFeature, engineSupports } from '../../model/engine-features';
import type { GroupPlan } from '../plan';

/**
 * Whether an engine has a feature. Of a version that nobody knows another rule has spoken by then, and one that is known at deployment
 * is not judged.
 */
export function supports({ name, version, family }: GroupPlan['engine'], feature: EngineFeature): boolean {
  return family === undefined || known(version) === undefined || engineSupports(name, version, feature);
}
