import type { PropertyReader } from './property-reader';

/** Ids of replication groups, clusters and serverless caches: ElastiCache writes them in lower case, whatever the template does. */
const PATTERN = /^[a-z](?:[a-z0-9]|-(?=[a-z0-9]))*$/;

/** Longest id, in characters. Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/ (Create… operations) */
const LONGEST = { ReplicationGroupId: 40, ClusterName: 50, ServerlessCacheName: 40 } as const;

/** The id that a template gives a cache, in lower case; `undefined` where it gives none. */
export function cacheIdOf(reader: PropertyReader, property: keyof typeof LONGEST): string | undefined {
  const written = reader.text(property);
  const id = written?.toLowerCase();
  if (id === undefined || (PATTERN.test(id) && id.length <= LONGEST[property])) return id;
  throw reader.invalid(
    property,
    `1 to ${LONGEST[property]} letters, digits and single hyphens, first a letter, last no hyphen`,
    written,
  );
}
