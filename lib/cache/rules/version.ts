import { titleOf } from '../../model/engine-features';
import { known } from '../known';

/** An engine's version that no family is known of, for messages. */
export function versionGiven(engine: { readonly name: string; readonly version: string }): string {
  const version = known(engine.version);
  return version === undefined
    ? `a version of ${titleOf(engine.name)} that only the deployment knows, without its parameter family`
    : `${titleOf(engine.name)} version '${version}'`;
}
