import { Validations } from 'aws-cdk-lib';
import type { CfnReplicationGroup } from 'aws-cdk-lib/aws-elasticache';

/** Said once here instead of by every user of cdk-nag: the reason holds for each cache with users that the construct makes. */
export function acknowledgeAccessControl(group: CfnReplicationGroup): void {
  Validations.of(group).acknowledge({
    id: 'AwsSolutions-AEC6',
    reason:
      'The rule knows AUTH tokens only. This cache authenticates by users with their own passwords and rights, ' +
      'which exclude an AUTH token: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html',
  });
}
