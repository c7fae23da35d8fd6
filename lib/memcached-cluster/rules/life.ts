import { RemovalPolicy } from 'aws-cdk-lib';
import { descriptionRule, nameRule } from '../../cache/rules/identity';
import { maintenanceWindowRule } from '../../cache/rules/upkeep';
import { type Rule, unless } from '../../model/finding';
import type { ClusterPlan } from '../plan';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-cachecluster.html */
const MAX_NAME_LENGTH = 50;

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
export const LIFE_RULES: readonly Rule<ClusterPlan>[] = [
  nameRule({
    id: 'MC_NAME_INVALID',
    property: 'clusterName',
    thing: 'cluster',
    maxLength: MAX_NAME_LENGTH,
    nameOf: ({ clusterName }) => clusterName,
  }),
  descriptionRule('MC_DESCRIPTION_INVALID'),
  maintenanceWindowRule('MC_MAINTENANCE_WINDOW_INVALID'),
  removal,
];
