import { Resource } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { arnOf } from './arns';
import { grantConnect } from './grant-connect';
import type { IIamUser, IUser, UserAuthentication } from './user';

/** What is known of a user that was made elsewhere. */
interface ImportedUserProps {
  readonly userId: string;
  readonly userName?: string;
  readonly engineName?: string;
  readonly authentication: UserAuthentication;
  readonly secret?: secretsmanager.ISecret;
  /** Also says the account and Region. */
  readonly userArn?: string;
}

export class ImportedUser extends Resource implements IUser {
  public readonly userId: string;
  public readonly userName: string;
  public readonly userArn: string;
  public readonly engineName?: string;
  public readonly authentication: UserAuthentication;
  public readonly secret?: secretsmanager.ISecret;

  public constructor(scope: Construct, id: string, props: ImportedUserProps) {
    super(scope, id, props.userArn === undefined ? {} : { environmentFromArn: props.userArn });
    this.userId = props.userId;
    this.userName = props.userName ?? props.userId;
    this.userArn = props.userArn ?? arnOf(this, 'user', props.userId);
    this.engineName = props.engineName;
    this.authentication = props.authentication;
    this.secret = props.secret;
  }
}

export class ImportedIamUser extends ImportedUser implements IIamUser {
  public grantConnect(grantee: iam.IGrantable, cacheArn: string): iam.Grant {
    return grantConnect(grantee, this.userArn, cacheArn);
  }
}
