import { type Rule, unless } from '../../model/finding';
import { nodeTypeFacts } from '../../model/node-catalog';
import { isWholeNumber } from '../../model/whole-number';
import { MIN_WINDOW_MINUTES, parseWeeklyWindow } from '../../model/windows';
import { known } from '../known';

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/maintenance-window.html */
export function maintenanceWindowRule(id: string): Rule<{ readonly maintenanceWindow: string }> {
  return {
    id,
    check: ({ maintenanceWindow }) => {
      const text = known(maintenanceWindow);
      return unless(text === undefined || (parseWeeklyWindow(text)?.length ?? 0) >= MIN_WINDOW_MINUTES, {
        given: `maintenanceWindow '${text}'`,
        allowed: `ddd:hh:mm-ddd:hh:mm in UTC, lower case, at least ${MIN_WINDOW_MINUTES} minutes`,
        fix: "Write it as 'sun:05:00-sun:06:00'",
      });
    },
  };
}

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-automatic.html */
export function retentionRule(id: string): Rule<{ readonly snapshotRetentionDays: number }> {
  return {
    id,
    check: ({ snapshotRetentionDays: days }) =>
      unless(isWholeNumber(known(days), 0, 35), {
        given: `snapshots kept for ${days} days`,
        allowed: 'whole days from 0 (no snapshots) to 35',
        fix: 'Change `snapshotRetention`, for example Duration.days(7)',
      }),
  };
}

/** A warning: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.SupportedTypes.html */
export function burstableRule(id: string): Rule<{ readonly nodeType: string }> {
  return {
    id,
    check: ({ nodeType }) =>
      unless(nodeTypeFacts(nodeType)?.burstable !== true, {
        given: `burstable nodes, ${nodeType}`,
        allowed: 'nodes that keep their speed: a burstable one is throttled to a tenth or a fifth when its credits end',
        fix: 'Use NodeType.M7G_LARGE or larger in production, or acknowledge this elsewhere',
      }),
  };
}
