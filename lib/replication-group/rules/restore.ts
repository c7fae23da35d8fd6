import { Token } from 'aws-cdk-lib';
import { type Rule, unless } from '../../model/finding';
import type { GroupPlan } from '../plan';

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-seeding-redis.html */
const objects: Rule<GroupPlan> = {
  id: 'RG_RESTORE_OBJECTS_INVALID',
  check: ({ restore, topology }) => {
    const arns = restore?.objectArns;
    if (arns === undefined || Token.isUnresolved(arns)) return [];
    const known = arns.filter((arn) => !Token.isUnresolved(arn));
    const unusable = known.filter((arn) => !/^arn:[^:]+:s3:::[^/]+\/[^,]+$/.test(arn));
    return [
      ...unless(arns.length > 0, {
        given: 'no objects to restore from',
        allowed: 'the ARN of at least one RDB file',
        fix: "RestoreSource.fromS3(['arn:aws:s3:::bucket/dump-0001.rdb'])",
      }),
      ...unless(unusable.length === 0, {
        given: unusable.map((arn) => `'${arn}'`).join(', '),
        allowed: 'ARNs of S3 objects, arn:aws:s3:::bucket/key, without commas in the key',
        fix: 'Use bucket.arnForObjects(key)',
      }),
      ...unless(topology.kind === 'sharded' || arns.length <= 1, {
        given: `${arns.length} RDB files for a cache that is not sharded`,
        allowed: 'one file: a cache that is not sharded cannot start from the files of a sharded one',
        fix: 'Use Topology.sharded',
      }),
    ];
  },
};

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-manual.html */
const snapshotName: Rule<GroupPlan> = {
  id: 'RG_RESTORE_SNAPSHOT_INVALID',
  check: ({ restore }) => {
    const name = restore?.snapshotName;
    const isJudged = name !== undefined && !Token.isUnresolved(name);
    // Automatic snapshots are called automatic.<id>-<date>: longer than what people may choose, and with a dot.
    return unless(!isJudged || /^[A-Za-z][A-Za-z0-9.-]{0,254}$/.test(name), {
      given: `snapshot '${name}'`,
      allowed: 'the name of a snapshot: letters, digits, hyphens and dots, a letter first; not its ARN',
      fix: 'Look the name up with `aws elasticache describe-snapshots`',
    });
  },
};

/** What a new cache starts with. */
export const RESTORE_RULES: readonly Rule<GroupPlan>[] = [objects, snapshotName];
