import { ENGINE_FAMILIES, engineFamily } from './engine-catalog';

/** Valkey versions and the parameter group family of each. */
export const VALKEY_FAMILIES = ENGINE_FAMILIES.valkey;

/** The parameter group family of a Valkey version, or nothing for a version this release does not know. */
export function valkeyFamily(version: string): string | undefined {
  return engineFamily('valkey', version);
}
