import type * as iam from 'aws-cdk-lib/aws-iam';
import { grantConnect } from '../access/grant-connect';
import type { IUser } from '../access/user';
import type { ICache } from '../cache/cache';
import { CacheBase } from '../cache/cache-base';
import { type ReplicationGroupMetrics } from '../metrics';
import { replicationGroupArn } from './arn';
import type { CacheEndpoint } from '../cache/cache-endpoint';

/** A cache on nodes of one's own, made here or elsewhere. */
export interface IReplicationGroup extends ICache {
  /** Id that ElastiCache knows the cache by. */
  readonly replicationGroupId: string;

  /** Where clients of a sharded cache connect; absent where the cache does not speak the cluster protocol. */
  readonly configurationEndpoint?: CacheEndpoint;

  /** Where writes go; absent where the cache is sharded. */
  readonly primaryEndpoint?: CacheEndpoint;

  /** CloudWatch metrics of the nodes, one by one and together. */
  readonly metrics: ReplicationGroupMetrics;

  /**
   * Lets somebody log in as an IAM user: `elasticache:Connect` on this cache and on the user, which the service both asks for.
   *
   * @param grantee whose credentials sign the token
   * @param user a user of this cache's group that authenticates by IAM
   */
  grantConnect(grantee: iam.IGrantable, user: IUser): iam.Grant;
}

/** What owned and imported replication groups have in common. */
export abstract class ReplicationGroupBase extends CacheBase implements IReplicationGroup {
  public abstract readonly replicationGroupId: string;
  public abstract readonly configurationEndpoint?: CacheEndpoint;
  public abstract readonly primaryEndpoint?: CacheEndpoint;
  public abstract readonly metrics: ReplicationGroupMetrics;

  public get cacheArn(): string {
    return replicationGroupArn(this, this.replicationGroupId);
  }

  public grantConnect(grantee: iam.IGrantable, user: IUser): iam.Grant {
    return grantConnect(grantee, user.userArn, this.cacheArn);
  }
}
