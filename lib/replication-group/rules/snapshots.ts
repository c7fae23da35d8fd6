import { known } from '../../cache/known';
import { maintenanceWindowRule, retentionRule } from '../../cache/rules/upkeep';
import { type Rule, unless } from '../../model/finding';
import { MIN_WINDOW_MINUTES, overlaps, parseDailyWindow, parseWeeklyWindow } from '../../model/windows';
import type { GroupPlan } from '../plan';

const snapshotWindow: Rule<GroupPlan> = {
  id: 'RG_SNAPSHOT_WINDOW_INVALID',
  check: (plan) => {
    const text = known(plan.snapshotWindow);
    return unless(text === undefined || (parseDailyWindow(text)?.length ?? 0) >= MIN_WINDOW_MINUTES, {
      given: `snapshotWindow '${text}'`,
      allowed: `hh:mm-hh:mm in UTC, at least ${MIN_WINDOW_MINUTES} minutes`,
      fix: "Write it as '03:00-04:00'",
    });
  },
};

const windowsApart: Rule<GroupPlan> = {
  id: 'RG_WINDOWS_OVERLAP',
  check: (plan) => {
    if (known(plan.snapshotRetentionDays) === 0) return [];
    const daily = parseDailyWindow(plan.snapshotWindow);
    const weekly = parseWeeklyWindow(plan.maintenanceWindow);
    return unless(daily === undefined || weekly === undefined || !overlaps(daily, weekly), {
      given: `snapshotWindow '${plan.snapshotWindow}' and maintenanceWindow '${plan.maintenanceWindow}'`,
      allowed: 'windows that do not overlap on any day',
      fix: 'Move one of them; both are in UTC',
    });
  },
};

/** When snapshots are taken, how long they are kept, and when AWS may work on the nodes. */
export const SNAPSHOT_RULES: readonly Rule<GroupPlan>[] = [
  retentionRule('RG_SNAPSHOT_RETENTION_OUT_OF_RANGE'),
  snapshotWindow,
  maintenanceWindowRule('RG_MAINTENANCE_WINDOW_INVALID'),
  windowsApart,
];
