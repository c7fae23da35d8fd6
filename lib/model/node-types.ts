/**
 * Node families that ElastiCache offers for Valkey, with their sizes.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.SupportedTypes.html; sizes are those of the AWS price list, since
 * the CloudFormation page prints some that do not exist (`cache.r6g.24xlarge`).
 */
export const NODE_FAMILIES: Readonly<Record<string, readonly string[]>> = {
  t3: ['micro', 'small', 'medium'],
  t4g: ['micro', 'small', 'medium'],
  m5: ['large', 'xlarge', '2xlarge', '4xlarge', '12xlarge', '24xlarge'],
  m6g: ['large', 'xlarge', '2xlarge', '4xlarge', '8xlarge', '12xlarge', '16xlarge'],
  m7g: ['large', 'xlarge', '2xlarge', '4xlarge', '8xlarge', '12xlarge', '16xlarge'],
  m8g: ['large', 'xlarge', '2xlarge', '4xlarge', '8xlarge', '12xlarge', '16xlarge'],
  r5: ['large', 'xlarge', '2xlarge', '4xlarge', '12xlarge', '24xlarge'],
  r6g: ['large', 'xlarge', '2xlarge', '4xlarge', '8xlarge', '12xlarge', '16xlarge'],
  r7g: ['large', 'xlarge', '2xlarge', '4xlarge', '8xlarge', '12xlarge', '16xlarge'],
  r8g: ['large', 'xlarge', '2xlarge', '4xlarge', '8xlarge', '12xlarge', '16xlarge'],
  c7gn: ['large', 'xlarge', '2xlarge', '4xlarge', '8xlarge', '12xlarge', '16xlarge'],
  c8gn: ['large', 'xlarge', '2xlarge', '4xlarge', '8xlarge', '12xlarge', '16xlarge'],
};

/** Why a family that exists, or that people believe to exist, cannot be used here. */
const REFUSED_FAMILIES: Readonly<Record<string, string>> = {
  r6gd: 'r6gd nodes need data tiering, which this construct does not express yet',
  r7gd: 'ElastiCache has no r7gd nodes',
  r8gd: 'ElastiCache has no r8gd nodes',
  m7gd: 'ElastiCache has no m7gd nodes',
  t1: 't1 nodes cannot encrypt and cannot fail over',
  t2: 't2 nodes cannot be chosen for new caches and cannot encrypt at rest',
  m1: 'm1 nodes have neither TLS nor encryption at rest',
  m2: 'm2 nodes have neither TLS nor encryption at rest',
  m3: 'm3 nodes do not encrypt at rest',
  r3: 'r3 nodes do not encrypt at rest',
  c1: 'c1 nodes do not encrypt at rest',
  m4: 'm4 is a previous generation without a Valkey price',
  r4: 'r4 is a previous generation without a Valkey price',
};

/** Why a node type cannot run this construct's caches; nothing where it can, or where its family is newer than this release. */
export function nodeTypeObjection(nodeType: string): string | undefined {
  const match = /^cache\.([a-z][a-z0-9-]*)\.([a-z0-9]+)$/.exec(nodeType);
  if (match === null) return 'not of the form cache.<family>.<size>';
  const [family, size] = [match[1] ?? '', match[2] ?? ''];
  if (Object.hasOwn(REFUSED_FAMILIES, family)) return REFUSED_FAMILIES[family];
  const sizes = Object.hasOwn(NODE_FAMILIES, family) ? NODE_FAMILIES[family] : undefined;
  if (sizes === undefined || sizes.includes(size)) return undefined;
  return `${family} comes in ${sizes.join(', ')}`;
}
