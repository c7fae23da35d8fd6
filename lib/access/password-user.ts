import { Resource, Token } from 'aws-cdk-lib';
import { CfnUser } from 'aws-cdk-lib/aws-elasticache';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { countDynamicReferences, dynamicReferenceFindings } from '../cache/dynamic-references';
import { grantSecret, READ } from '../cache/secret-access';
import { type Finding, type Objection, unless } from '../model/finding';
import { physicalName } from '../model/names';
import { idOfArn } from './arns';
import { ImportedUser } from './imported-user';
import { type IUser, UserAuthentication, type UserProps } from './user';
import { accessStringOf, planUser } from './user-plan';
import type { UserPlan } from './user-rules';

/** A user with a password. */
export interface PasswordUserProps extends UserProps {
  /**
   * Name that a client logs in with. Another name means another user. `default` is the user of clients that give a password and no name, and
   * takes the place of the disabled default user in a group of engine Redis.
   *
   * @default - the user's id
   */
  readonly userName?: string;

  /**
   * Holds `{ "username", "password" }`; the password has 16 to 128 characters and none of `,` `"` `/` `@`.
   *
   * @default - a generated password of 64 letters and digits
   */
  readonly secret?: secretsmanager.ISecret;

  /**
   * Holds a second password that is valid as well, for moving clients from one to the other.
   *
   * @default - one password
   */
  readonly secondSecret?: secretsmanager.ISecret;

  /**
   * Encrypts the generated secret.
   *
   * @default - the account's key `aws/secretsmanager`
   */
  readonly encryptionKey?: kms.IKey;
}

/** What is known of a user with a password that was made elsewhere. */
export interface PasswordUserAttributes {
  /** Id that ElastiCache knows the user by. */
  readonly userId: string;

  /**
   * Name that a client logs in with.
   *
   * @default - the user's id
   */
  readonly userName?: string;

  /**
   * `valkey` or `redis`.
   *
   * @default - not known: nobody checks whether the user fits a group
   */
  readonly engineName?: string;

  /**
   * Holds `{ "username", "password" }`.
   *
   * @default - not known
   */
  readonly secret?: secretsmanager.ISecret;
}

/**
 * A user that logs in with a password, which Secrets Manager generates and CloudFormation reads at deployment: it is never in a template.
 *
 * The password stays as it is until it is rotated: {@link UserGroup.rotatePassword}. Consumers that are connected by a cache's `connect` get
 * users of their own, whose passwords are rotated.
 *
 * @resource AWS::ElastiCache::User
 */
export class PasswordUser extends Resource implements IUser {
  /** A user whose name is its id. */
  public static fromUserId(scope: Construct, id: string, userId: string): IUser {
    return PasswordUser.fromUserAttributes(scope, id, { userId });
  }

  /** A user by its ARN, `arn:aws:elasticache:<region>:<account>:user:<id>`; its name is its id. */
  public static fromUserArn(scope: Construct, id: string, userArn: string): IUser {
    const authentication = UserAuthentication.PASSWORD;
    return new ImportedUser(scope, id, { userId: idOfArn(scope, userArn), userArn, authentication });
  }

  /** A user that was made elsewhere. */
  public static fromUserAttributes(scope: Construct, id: string, attributes: PasswordUserAttributes): IUser {
    return new ImportedUser(scope, id, { ...attributes, authentication: UserAuthentication.PASSWORD });
  }

  public readonly userId: string;
  public readonly userName: string;
  public readonly userArn: string;
  public readonly engineName?: string;
  public readonly authentication?: UserAuthentication;
  public readonly secret?: secretsmanager.ISecret;

  private readonly readable: readonly secretsmanager.ISecret[];

  public constructor(scope: Construct, id: string, props: PasswordUserProps) {
    super(scope, id);
    const plan = planUser(this, props, UserAuthentication.PASSWORD, props.userName);
    const passwords = props.secondSecret === undefined ? 1 : 2;
    const quota = dynamicReferenceFindings(this, passwords);
    const accessString = accessStringOf(this, plan, [...secretFindings(props), ...quota]);
    countDynamicReferences(this, passwords);
    const secret = props.secret ?? this.generateSecret(plan, props.encryptionKey);
    const secrets = [secret, ...(props.secondSecret === undefined ? [] : [props.secondSecret])];
    const user = new CfnUser(this, 'Resource', {
      engine: plan.engineName,
      userId: plan.userId,
      userName: plan.userName,
      accessString,
      authenticationMode: {
        Type: UserAuthentication.PASSWORD,
        // Dynamic references: CloudFormation reads the secrets at deployment, the template never holds them.
        Passwords: secrets.map((each) => each.secretValueFromJson('password').unsafeUnwrap()),
      },
    });
    this.userId = plan.userId;
    this.userName = plan.userName;
    this.userArn = user.attrArn;
    this.engineName = plan.engineName;
    this.authentication = plan.authentication;
    this.secret = secret;
    this.readable = secrets;
  }

  /**
   * How many passwords are valid besides each other.
   *
   * @internal
   */
  public get _passwords(): number {
    return this.readable.length;
  }

  /** Lets somebody read the password, with the key that encrypts it. */
  public grantReadPassword(grantee: iam.IGrantable): void {
    for (const secret of this.readable) grantSecret(secret, grantee, READ);
  }

  /**
   * Another user has another secret. A secret that stayed would get a new password in place as soon as the name in it changed, while the
   * former user still has the former password: consumers would be locked out until the caches take the new user, and after a rollback for good.
   */
  private generateSecret(plan: UserPlan, encryptionKey: kms.IKey | undefined): secretsmanager.Secret {
    return new secretsmanager.Secret(this, secretIdOf(plan), {
      description: `Password of the cache user ${plan.userName}`,
      encryptionKey,
      generateSecretString: {
        secretStringTemplate: JSON.stringify({ username: plan.userName }),
        generateStringKey: 'password',
        // ElastiCache takes 16 to 128 characters and none of , " / @: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html
        passwordLength: 64,
        excludePunctuation: true,
      },
    });
  }
}

/** The construct's id of a user's secret, made from all that replaces the user. What only the deployment knows cannot be part of a name. */
function secretIdOf({ engineName, userId, userName }: UserPlan): string {
  const createOnly = [engineName, userId, userName].map((text) => (Token.isUnresolved(text) ? '' : text));
  return physicalName('Secret', createOnly);
}

/** A key for a secret that is given already, or the same secret as both passwords, is a misunderstanding. */
function secretFindings({ secret, secondSecret, encryptionKey }: PasswordUserProps): Finding[] {
  return [
    ...signed('USR_KEY_WITHOUT_EFFECT', secret === undefined || encryptionKey === undefined, {
      given: '`encryptionKey` together with `secret`',
      allowed: 'a key for the secret that is generated; a given secret has its own',
      fix: 'Leave `encryptionKey` out',
    }),
    ...signed('USR_PASSWORD_REPEATED', secondSecret === undefined || secondSecret !== secret, {
      given: 'the same secret as first and as second password',
      allowed: 'one secret, or two different ones',
      fix: 'Leave `secondSecret` out',
    }),
  ];
}

function signed(id: string, fine: boolean, objection: Objection): Finding[] {
  return unless(fine, objection).map((each) => ({ id, ...each }));
}
