import { createHash } from 'node:crypto';

/**
 * What AWS would have made up at random, made from the names it belongs to: the same template gives the same names each time.
 * Six characters of a-z and 0-9, as ElastiCache's and Secrets Manager's own.
 */
export function shortHash(...parts: readonly string[]): string {
  return digest(parts).toString('hex').slice(0, 6);
}

/** A name as CloudFormation generates it where the template gives none: `<stack>-<logical id>-<12 characters>`. */
export function generatedName(stackName: string, logicalId: string): string {
  const random = digest([stackName, logicalId]).toString('hex').slice(0, 12);
  return `${stackName}-${logicalId}-${random.toUpperCase()}`;
}

/**
 * Id of a replication group that the template does not name: 1 to 40 letters, digits and hyphens, lower case, first a letter
 * (https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html).
 */
export function generatedGroupId(stackName: string, logicalId: string): string {
  const readable = logicalId
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .slice(0, 24);
  return `${readable}-${shortHash(stackName, logicalId, 'id')}`;
}

/** A UUID in shape, the same for the same parts. */
export function generatedUuid(...parts: readonly string[]): string {
  const hex = digest(parts).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

function digest(parts: readonly string[]): Buffer {
  return createHash('sha256').update(parts.join('\0')).digest();
}
