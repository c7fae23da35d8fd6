/** What a namespace and a consumer may be called: they become part of keys, user names and CloudFormation ids. */
export const NAME_PATTERN = /^[a-z][a-z0-9-]*$/;

/** Longest name, in characters. */
export const MAX_NAME_LENGTH = 40;

export function isName(text: string): boolean {
  return NAME_PATTERN.test(text) && text.length <= MAX_NAME_LENGTH;
}

/** `CatalogFunction` becomes `catalog-function`; empty where nothing usable is left. */
export function kebab(text: string): string {
  return text
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, MAX_NAME_LENGTH)
    .replace(/-+$/, '');
}

/**
 * Names an ElastiCache user or user group: readable, lower-case, and unique by a fingerprint of everything that would replace the
 * resource. CloudFormation creates the replacement before it deletes the original, so the two need different names.
 *
 * @param label what a person recognizes
 * @param createOnly every input whose change replaces the resource
 */
export function physicalName(label: string, createOnly: readonly string[]): string {
  const room = MAX_NAME_LENGTH - FINGERPRINT_LENGTH - 1;
  return `${label.slice(0, room).replace(/-+$/, '')}-${fingerprint(createOnly)}`;
}

const FINGERPRINT_LENGTH = 10;

/** FNV-1a, 64 bits (http://www.isthe.com/chongo/tech/comp/fnv/): names must differ, nobody attacks them. */
function fingerprint(parts: readonly string[]): string {
  let hash = 0xcbf29ce484222325n;
  for (const character of JSON.stringify(parts)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(character.codePointAt(0) ?? 0)) * 0x100000001b3n);
  }
  return hash.toString(36).padStart(13, '0').slice(-FINGERPRINT_LENGTH);
}
