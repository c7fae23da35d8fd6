import { Validations } from 'aws-cdk-lib';
import type { CfnReplicationGroup } from 'aws-cdk-lib/aws-elasticache';
import { DEFAULT_PORT, type GroupPlan } from './plan';

/** Said once here instead of by every user of cdk-nag: the reasons hold for each cache that the construct makes. */
export function acknowledgeDecisions(group: CfnReplicationGroup, plan: GroupPlan): void {
  if (plan.authentication === 'users') {
    Validations.of(group).acknowledge({
      id: 'AwsSolutions-AEC6',
      reason:
        'The rule knows AUTH tokens only. This cache authenticates by users with their own passwords and rights, ' +
        'which exclude an AUTH token: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html',
    });
  }
  if (plan.engine.name === 'redis' && plan.port === DEFAULT_PORT) {
    Validations.of(group).acknowledge({
      id: 'AwsSolutions-AEC5',
      reason:
        'Another port hides nothing from who can reach the cache, and nobody can but the consumers that its security group names. ' +
        'Clients and tools expect 6379; `port` of the cache chooses another one.',
    });
  }
}
