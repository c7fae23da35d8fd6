/**
 * Valkey versions of ElastiCache and the parameter group family each belongs to. ElastiCache takes `major.minor` and manages the patch
 * itself: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/engine-versions.html
 */
export const VALKEY_FAMILIES: Readonly<Record<string, string>> = {
  '7.2': 'valkey7',
  '8.0': 'valkey8',
  '8.1': 'valkey8',
  '8.2': 'valkey8',
  '9.0': 'valkey9',
  '9.1': 'valkey9',
};

/** The parameter group family of a Valkey version, or nothing for a version this release does not know. */
export function valkeyFamily(version: string): string | undefined {
  return Object.hasOwn(VALKEY_FAMILIES, version) ? VALKEY_FAMILIES[version] : undefined;
}
