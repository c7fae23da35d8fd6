import { RemovalPolicy } from 'aws-cdk-lib';
import { known } from '../../cache/known';
import { retentionRule } from '../../cache/rules/upkeep';
import { type Rule, unless } from '../../model/finding';
import type { ServerlessPlan } from '../plan';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-serverlesscachesnapshot.html */
const SNAPSHOT_NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const MAX_SNAPSHOT_NAME = 255;

/** A serverless or node-based snapshot, or an object in S3: a comma would end it. */
const RESTORABLE = /^arn:[^:]+:(elasticache:[^:]*:[^:]*:(serverlesscachesnapshot|snapshot):[^:]+|s3:::[^/,]+\/[^,]+)$/;

const time: Rule<ServerlessPlan> = {
  id: 'SC_SNAPSHOT_TIME_INVALID',
  check: ({ dailySnapshotTime = '00:00' }) => {
    const text = known(dailySnapshotTime);
    return unless(text === undefined || /^([01][0-9]|2[0-3]):[0-5][0-9]$/.test(text), {
      given: `dailySnapshotTime '${text}'`,
      allowed: 'a time of day in UTC, hh:mm from 00:00 to 23:59: one moment, not a window',
      fix: "Write it as '03:00'",
    });
  },
};

const timeOfNothing: Rule<ServerlessPlan> = {
  id: 'SC_SNAPSHOT_TIME_WITHOUT_RETENTION',
  check: ({ dailySnapshotTime, snapshotRetentionDays }) =>
    unless(dailySnapshotTime === undefined || known(snapshotRetentionDays) !== 0, {
      given: `dailySnapshotTime '${dailySnapshotTime}' on a cache that keeps no daily snapshots`,
      allowed: 'a time where `snapshotRetention` is at least one day',
      fix: 'Leave `dailySnapshotTime` out, or keep snapshots with `snapshotRetention`',
    }),
};

const finalName: Rule<ServerlessPlan> = {
  id: 'SC_FINAL_SNAPSHOT_NAME_INVALID',
  check: ({ givenFinalSnapshotName = 'final' }) => {
    const name = known(givenFinalSnapshotName);
    return unless(name === undefined || (SNAPSHOT_NAME.test(name) && name.length <= MAX_SNAPSHOT_NAME), {
      given: `finalSnapshotName '${name}'`,
      allowed: `lower-case letters, digits and single hyphens, a letter first, no hyphen last; at most ${MAX_SNAPSHOT_NAME} characters`,
      fix: "Choose a name such as 'products-final'",
    });
  },
};

const finalNameUnused: Rule<ServerlessPlan> = {
  id: 'SC_FINAL_SNAPSHOT_UNUSED',
  check: ({ givenFinalSnapshotName, removalPolicy }) =>
    unless(givenFinalSnapshotName === undefined || removalPolicy === RemovalPolicy.SNAPSHOT, {
      given: `finalSnapshotName '${givenFinalSnapshotName}' with removalPolicy '${removalPolicy}', which takes no snapshot`,
      allowed: 'a final snapshot with RemovalPolicy.SNAPSHOT',
      fix: 'Leave one of the two out',
    }),
};

const restore: Rule<ServerlessPlan> = {
  id: 'SC_RESTORE_SOURCE_INVALID',
  check: ({ restoreFrom }) => {
    const allowed =
      'ARNs of a snapshot (arn:aws:elasticache:<region>:<account>:serverlesscachesnapshot:<name> or :snapshot:<name>) or of RDB ' +
      'files in S3 (arn:aws:s3:::<bucket>/<key>)';
    if (restoreFrom === undefined || known(restoreFrom) === undefined) return [];
    if (restoreFrom.length === 0)
      return unless(false, { given: 'an empty list in restoreFrom', allowed, fix: 'Leave `restoreFrom` out' });
    return restoreFrom.flatMap((source) => {
      const arn = known(source);
      return unless(arn === undefined || RESTORABLE.test(arn), {
        given: `restoreFrom '${arn}'`,
        allowed,
        fix: 'Give the whole ARN; a name alone does not say which kind of snapshot it is',
      });
    });
  },
};

export const SNAPSHOT_RULES: readonly Rule<ServerlessPlan>[] = [
  retentionRule('SC_SNAPSHOT_RETENTION_OUT_OF_RANGE'),
  time,
  timeOfNothing,
  finalName,
  finalNameUnused,
  restore,
];
