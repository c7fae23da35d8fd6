import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { CfnRotationSchedule } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { refuse } from '../errors/configuration-error';
import type { CacheUser } from './cache-user';
import { grantSecret, ROTATE } from './secret-access';

/** Days between two passwords. */
const ROTATION_DAYS = 30;

/** The same place seen from `lib/` and from the compiled `dist/`. */
const HANDLER = path.resolve(__dirname, '../../dist/lambda/rotate-user-password');

/** Gives every user of one cache a new password from time to time. Talks to AWS only, so it is in no network. */
export class PasswordRotation extends Construct {
  private readonly role: iam.Role;
  private readonly function: lambda.Function;

  public constructor(
    scope: Construct,
    id: string,
    private readonly encryptionKey: kms.IKey | undefined,
  ) {
    super(scope, id);
    const logGroup = new logs.LogGroup(this, 'Logs', {
      retention: logs.RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(this.role);
    this.function = new lambda.Function(this, 'Function', {
      description: `Rotates the passwords of the cache ${scope.node.path}`.slice(0, 256),
      code: lambda.Code.fromAsset(this.handler()),
      handler: 'index.handler',
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      memorySize: 256,
      // A user can take minutes to become active: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/user-secrets-manager.html
      timeout: Duration.minutes(15),
      role: this.role,
      logGroup,
    });
    // Not `grantInvoke`: it names the permission after a hash of unresolved tokens, which differs from one machine to the next.
    this.function.addPermission('SecretsManager', {
      principal: new iam.ServicePrincipal('secretsmanager.amazonaws.com'),
      sourceAccount: Aws.ACCOUNT_ID,
    });
  }

  /**
   * Rotates a user's password. The rights are written out because the CDK's own schedule would add `GetRandomPassword` on
   * everything, which the function does not use.
   */
  public rotate(user: CacheUser): void {
    grantSecret(user.secret, this.encryptionKey, this.role, ROTATE);
    this.role.addToPolicy(
      new iam.PolicyStatement({
        actions: ['elasticache:DescribeUsers', 'elasticache:ModifyUser'],
        resources: [user.resource.attrArn],
      }),
    );
    const schedule = new CfnRotationSchedule(user, 'Rotation', {
      secretId: user.secret.secretArn,
      rotationLambdaArn: this.function.functionArn,
      rotationRules: { automaticallyAfterDays: ROTATION_DAYS },
      // Not while the stack is still being made: the first password is fresh anyway.
      rotateImmediatelyOnUpdate: false,
    });
    // Secrets Manager calls the function at once to see whether it works, which takes its rights and an existing user.
    schedule.node.addDependency(this, user.resource);
  }

  private handler(): string {
    const given = path.join(HANDLER, 'index.js');
    const findings = existsSync(given)
      ? []
      : [
          {
            id: 'CON_ASSET_MISSING',
            given: `no file ${given}`,
            allowed: 'the bundled rotation function, which ships with the package',
            fix: 'Reinstall @elasticache-kit/constructs, or in a checkout run `npm run build`',
          },
        ];
    refuse(this.node.path, findings);
    return HANDLER;
  }
}
