import { Resource } from 'aws-cdk-lib';
import { CfnUser } from 'aws-cdk-lib/aws-elasticache';
import type { Construct } from 'constructs';
import { Engine } from '../vocabulary/engine';
import { Access } from './access';
import { type IUser, UserAuthentication } from './user';
import { accessStringOf, planUser } from './user-plan';

/** A default user that nobody can log in as. */
export interface DisabledDefaultUserProps {
  /**
   * Id of the user: a lower-case letter, then lower-case letters, digits and hyphens, at most 40. Not `default`, which AWS owns.
   *
   * @default - made from the construct's id and the stack
   */
  readonly userId?: string;
}

/** Name of the user that clients are which give no name. */
export const DEFAULT_USER_NAME = 'default';

/**
 * Every group of engine Redis must hold a user named `default`, and the one that AWS offers has no password and may do everything. This
 * one takes its place: it is off and may do nothing. A {@link UserGroup} of engine Redis makes one by itself.
 *
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html
 *
 * @resource AWS::ElastiCache::User
 */
export class DisabledDefaultUser extends Resource implements IUser {
  public readonly userId: string;
  public readonly userName: string;
  public readonly userArn: string;
  public readonly engineName?: string;
  public readonly authentication?: UserAuthentication;

  public constructor(scope: Construct, id: string, props: DisabledDefaultUserProps = {}) {
    super(scope, id);
    // The oldest version there are users in: what it takes, all take.
    const intent = { engine: Engine.REDIS_6_0, access: Access.none(), userId: props.userId };
    const plan = planUser(this, intent, UserAuthentication.NO_PASSWORD, DEFAULT_USER_NAME);
    const user = new CfnUser(this, 'Resource', {
      engine: plan.engineName,
      userId: plan.userId,
      userName: plan.userName,
      accessString: accessStringOf(this, plan),
      authenticationMode: { Type: UserAuthentication.NO_PASSWORD },
    });
    this.userId = plan.userId;
    this.userName = plan.userName;
    this.userArn = user.attrArn;
    this.engineName = plan.engineName;
    this.authentication = plan.authentication;
  }
}
