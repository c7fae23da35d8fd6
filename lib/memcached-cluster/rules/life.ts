import { RemovalPolicy } from 'aws-cdk-lib';
import { known } from '../../cache/known';
import { type Rule, unless } from '../../model/finding';
import { MIN_WINDOW_MINUTES, parseWeeklyWindow } from '../../model/windows';
import type { ClusterPlan } from '../plan';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-cachecluster.html */
const MAX_NAME_LENGTH = 50;

const clusterName: Rule<ClusterPlan> = {
  id: 'MC_NAME_INVALID',
  check: (plan) => {
    const text = plan.clusterName === undefined ? undefined : known(plan.clusterName);
    const isFine =
      text === undefined || (/^[a-z]([a-z0-9]|-(?=[a-z0-9]))*$/.test(text) && text.length <= MAX_NAME_LENGTH);
    return unless(isFine, {
      given: `clusterName '${text}'`,
      allowed: `1 to ${MAX_NAME_LENGTH} lower-case letters, digits and single hyphens, a letter first, no hyphen last`,
      fix: 'Change it, or leave it out: CloudFormation then makes one, and the cluster can be replaced',
    });
  },
};

const description: Rule<ClusterPlan> = {
  id: 'MC_DESCRIPTION_INVALID',
  check: (plan) => {
    const text = known(plan.description);
    return unless(text === undefined || (text.length > 0 && text.length <= 255 && !/[<>]/.test(text)), {
      given: `a description of ${plan.description.length} characters: '${plan.description.slice(0, 40)}'`,
      allowed: '1 to 255 characters without angle brackets',
      fix: 'Change `description`',
    });
  },
};

const maintenanceWindow: Rule<ClusterPlan> = {
  id: 'MC_MAINTENANCE_WINDOW_INVALID',
  check: (plan) => {
    const text = known(plan.maintenanceWindow);
    return unless(text === undefined || (parseWeeklyWindow(text)?.length ?? 0) >= MIN_WINDOW_MINUTES, {
      given: `maintenanceWindow '${text}'`,
      allowed: `ddd:hh:mm-ddd:hh:mm in UTC, lower case, at least ${MIN_WINDOW_MINUTES} minutes`,
      fix: "Write it as 'sun:05:00-sun:06:00'",
    });
  },
};

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups.html */
const removal: Rule<ClusterPlan> = {
  id: 'MC_SNAPSHOT_IMPOSSIBLE',
  check: ({ removalPolicy }) =>
    unless(removalPolicy !== RemovalPolicy.SNAPSHOT, {
      given: 'RemovalPolicy.SNAPSHOT',
      allowed: 'RemovalPolicy.DESTROY or RETAIN: ElastiCache takes no snapshots of Memcached on nodes',
      fix: 'Leave `removalPolicy` out; for data that must outlive its cache use a ReplicationGroup, or a ServerlessCache of Memcached',
    }),
};

/** What a cluster is called, when it is serviced and how it ends. */
export const LIFE_RULES: readonly Rule<ClusterPlan>[] = [clusterName, description, maintenanceWindow, removal];
