import { Resource } from 'aws-cdk-lib';
import { CfnUser } from 'aws-cdk-lib/aws-elasticache';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { idOfArn } from './arns';
import { grantConnect } from './grant-connect';
import { ImportedIamUser } from './imported-user';
import { type IIamUser, UserAuthentication, type UserProps } from './user';
import { accessStringOf, planUser } from './user-plan';

/** What is known of an IAM user that was made elsewhere. */
export interface IamUserAttributes {
  /** Id that ElastiCache knows the user by, which is its name too. */
  readonly userId: string;

  /**
   * `valkey` or `redis`.
   *
   * @default - not known: nobody checks whether the user fits a group
   */
  readonly engineName?: string;
}

/**
 * A user that logs in with short-lived tokens, signed with AWS credentials; there is no password. Needs Valkey 7.2 or Redis OSS 7.0,
 * and encryption in transit. Its name is its id: the service wants them equal. Whoever logs in needs {@link grantConnect}.
 *
 * A token is good for 15 minutes, a connection for 12 hours: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html
 *
 * @resource AWS::ElastiCache::User
 */
export class IamUser extends Resource implements IIamUser {
  /** A user by its id. */
  public static fromUserId(scope: Construct, id: string, userId: string): IIamUser {
    return IamUser.fromUserAttributes(scope, id, { userId });
  }

  /** A user by its ARN, `arn:aws:elasticache:<region>:<account>:user:<id>`. */
  public static fromUserArn(scope: Construct, id: string, userArn: string): IIamUser {
    const authentication = UserAuthentication.IAM;
    return new ImportedIamUser(scope, id, { userId: idOfArn(scope, userArn), userArn, authentication });
  }

  /** A user that was made elsewhere. */
  public static fromUserAttributes(scope: Construct, id: string, attributes: IamUserAttributes): IIamUser {
    return new ImportedIamUser(scope, id, { ...attributes, authentication: UserAuthentication.IAM });
  }

  public readonly userId: string;
  public readonly userName: string;
  public readonly userArn: string;
  public readonly engineName?: string;
  public readonly authentication?: UserAuthentication;

  public constructor(scope: Construct, id: string, props: UserProps) {
    super(scope, id);
    const plan = planUser(this, props, UserAuthentication.IAM);
    const user = new CfnUser(this, 'Resource', {
      engine: plan.engineName,
      userId: plan.userId,
      userName: plan.userName,
      accessString: accessStringOf(this, plan),
      authenticationMode: { Type: UserAuthentication.IAM },
    });
    this.userId = plan.userId;
    this.userName = plan.userName;
    this.userArn = user.attrArn;
    this.engineName = plan.engineName;
    this.authentication = plan.authentication;
  }

  public grantConnect(grantee: iam.IGrantable, cacheArn: string): iam.Grant {
    return grantConnect(grantee, this.userArn, cacheArn);
  }
}
