import { CfnUser } from 'aws-cdk-lib/aws-elasticache';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { physicalName } from '../model/names';
import type { IdentityScope } from './user-group';

export interface CacheUserProps {
  readonly consumer: string;
  readonly accessString: string;
  readonly encryptionKey: kms.IKey | undefined;
  readonly identity: IdentityScope;
}

/** One consumer's user with its generated password. */
export class CacheUser extends Construct {
  /** Also the user id: equal names would let this user move to IAM authentication without being replaced. */
  public readonly userName: string;
  /** Holds `{ "username", "password" }`. */
  public readonly secret: secretsmanager.Secret;
  public readonly resource: CfnUser;

  public constructor(scope: Construct, id: string, props: CacheUserProps) {
    super(scope, id);
    const { stackName, path, engine } = props.identity;
    this.userName = physicalName(props.consumer, [stackName, path, engine, 'user', props.consumer]);
    this.secret = new secretsmanager.Secret(this, 'Secret', {
      description: `Password of ${props.consumer} for the cache ${path}`,
      encryptionKey: props.encryptionKey,
      generateSecretString: {
        secretStringTemplate: JSON.stringify({ username: this.userName }),
        generateStringKey: 'password',
        // ElastiCache takes 16 to 128 characters and none of , " / @: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html
        passwordLength: 64,
        excludePunctuation: true,
      },
    });
    this.resource = new CfnUser(this, 'Resource', {
      engine,
      userId: this.userName,
      userName: this.userName,
      accessString: props.accessString,
      authenticationMode: {
        Type: 'password',
        // A dynamic reference: CloudFormation reads the secret at deployment, the template never holds it.
        Passwords: [this.secret.secretValueFromJson('password').unsafeUnwrap()],
      },
    });
  }
}
