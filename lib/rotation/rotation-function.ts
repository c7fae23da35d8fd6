import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { CfnRotationSchedule, type ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct, type IDependable } from 'constructs';
import { refuse } from '../errors/configuration-error';
import type { Finding } from '../model/finding';
import { acknowledgeFunction } from './acknowledgements';

/** Days between two passwords. */
const ROTATION_DAYS = 30;

/** The same place seen from `lib/` and from the compiled `dist/`. */
const HANDLERS = path.resolve(__dirname, '../../dist/lambda');

export interface RotationFunctionProps {
  /** Folder of the bundled function. */
  readonly handler: string;
  readonly description: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** A function that Secrets Manager calls to replace secrets. It talks to AWS only, so it is in no network. */
export class RotationFunction extends Construct {
  protected readonly role: iam.Role;
  protected readonly function: lambda.Function;

  public constructor(scope: Construct, id: string, { handler, description, environment }: RotationFunctionProps) {
    super(scope, id);
    refuse(this.node.path, assetFindings(handler));
    const logGroup = new logs.LogGroup(this, 'Logs', {
      retention: logs.RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(this.role);
    this.function = new lambda.Function(this, 'Function', {
      description: description.slice(0, 256),
      code: lambda.Code.fromAsset(path.join(HANDLERS, handler)),
      handler: 'index.handler',
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      memorySize: 256,
      // A change can take minutes: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/User-Secrets-Manager.html
      timeout: Duration.minutes(15),
      environment,
      role: this.role,
      logGroup,
    });
    // Not `grantInvoke`: it names the permission after a hash of unresolved tokens, which differs from one machine to the next.
    this.function.addPermission('SecretsManager', {
      principal: new iam.ServicePrincipal('secretsmanager.amazonaws.com'),
      sourceAccount: Aws.ACCOUNT_ID,
    });
    acknowledgeFunction(this);
  }

  /**
   * Has a secret rotated every 30 days. The schedule is written out because the CDK's own would add `GetRandomPassword` on everything, which
   * the function does not use.
   *
   * @param needed what must exist before the function can work: Secrets Manager tries it out at once
   */
  protected schedule(scope: Construct, secret: ISecret, ...needed: IDependable[]): void {
    const schedule = new CfnRotationSchedule(scope, 'Rotation', {
      secretId: secret.secretArn,
      rotationLambdaArn: this.function.functionArn,
      rotationRules: { automaticallyAfterDays: ROTATION_DAYS },
      // Not while the stack is still being made: the first password is fresh anyway.
      rotateImmediatelyOnUpdate: false,
    });
    schedule.node.addDependency(this.role, this.function, ...needed);
  }
}

/** A package without its bundled functions. */
export function assetFindings(handler: string): readonly Finding[] {
  const file = path.join(HANDLERS, handler, 'index.js');
  if (existsSync(file)) return [];
  return [
    {
      id: 'CON_ASSET_MISSING',
      given: `no file ${file}`,
      allowed: 'the bundled rotation function, which ships with the package',
      fix: 'Reinstall @elasticache-kit/constructs, or in a checkout run `npm run build`',
    },
  ];
}
