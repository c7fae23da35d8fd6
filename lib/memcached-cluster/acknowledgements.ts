import { Validations } from 'aws-cdk-lib';
import type { CfnCacheCluster } from 'aws-cdk-lib/aws-elasticache';
import { DEFAULT_PORT } from './plan';

/** Said once here instead of by every user of cdk-nag. */
export function acknowledgePort(cluster: CfnCacheCluster, port: number): void {
  if (port !== DEFAULT_PORT) return;
  Validations.of(cluster).acknowledge({
    id: 'AwsSolutions-AEC5',
    reason:
      'Another port hides nothing from who can reach the cluster, and nobody can but the consumers that its security group names. ' +
      'Clients and tools expect 11211; `port` of the cluster chooses another one.',
  });
}
