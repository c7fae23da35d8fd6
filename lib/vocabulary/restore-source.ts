/**
 * Data that a new cache starts with. **Stays for the life of the cache**: CloudFormation replaces a cache whose source is changed or
 * removed, and the replacement starts from the source again, without what was written since.
 */
export class RestoreSource {
  /**
   * A snapshot of this account and Region, by its name.
   *
   * @param snapshotName name of a snapshot of a replication group; a serverless one is exported to S3 first
   */
  public static fromSnapshot(snapshotName: string): RestoreSource {
    return new RestoreSource(snapshotName, undefined);
  }

  /**
   * RDB files in a bucket of this Region, one for each shard of the cache that they were exported from. ElastiCache reads them by
   * itself, so the bucket's policy must admit `<region>.elasticache-snapshot.amazonaws.com`:
   * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-seeding-redis.html
   *
   * @param objectArns ARNs of the objects, without commas in the keys
   */
  public static fromS3(objectArns: string[]): RestoreSource {
    return new RestoreSource(undefined, objectArns);
  }

  private constructor(
    /** Name of the snapshot, where the source is one. */
    public readonly snapshotName: string | undefined,
    /** ARNs of the RDB files, where the source is S3. */
    public readonly objectArns: string[] | undefined,
  ) {}
}
