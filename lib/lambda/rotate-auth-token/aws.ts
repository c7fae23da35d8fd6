import {
  DescribeReplicationGroupsCommand,
  ElastiCacheClient,
  type ElastiCacheClientConfig,
  InvalidCacheClusterStateFault,
  InvalidReplicationGroupStateFault,
  ModifyReplicationGroupCommand,
} from '@aws-sdk/client-elasticache';
import { RotationError } from '../rotation-steps/rotation-error';
import type { CacheTokens } from './ports';

/** ElastiCache. */
export function cacheTokens(config: ElastiCacheClientConfig = {}): CacheTokens {
  const client = new ElastiCacheClient(config);
  // The SDK would repeat a sending whose answer was lost, and be told that the group is being changed: by itself, as if nothing had been sent.
  const once = new ElastiCacheClient({ ...config, maxAttempts: 1 });
  return {
    async describe(ReplicationGroupId) {
      const { ReplicationGroups = [] } = await client.send(
        new DescribeReplicationGroupsCommand({ ReplicationGroupId }),
      );
      const group = ReplicationGroups[0];
      if (group === undefined) {
        throw new RotationError('GROUP_UNKNOWN', `ElastiCache has no replication group ${ReplicationGroupId}`);
      }
      return {
        status: group.Status ?? 'unknown',
        changing: group.PendingModifiedValues?.AuthTokenStatus !== undefined,
        enabled: group.AuthTokenEnabled === true,
      };
    },
    async rotate(ReplicationGroupId, AuthToken) {
      try {
        await once.send(
          new ModifyReplicationGroupCommand({
            ReplicationGroupId,
            AuthToken,
            AuthTokenUpdateStrategy: 'ROTATE',
            ApplyImmediately: true,
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof InvalidReplicationGroupStateFault || error instanceof InvalidCacheClusterStateFault) {
          return false;
        }
        throw error;
      }
    },
  };
}
