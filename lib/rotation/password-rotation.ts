import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { PasswordUser } from '../access/password-user';
import { grantSecret, ROTATE } from '../cache/secret-access';
import type { Finding } from '../model/finding';
import { assetFindings, RotationFunction } from './rotation-function';

const HANDLER = 'rotate-user-password';

const rotated = new WeakSet<PasswordUser>();

/** Gives every user of one cache or user group a new password from time to time. */
export class PasswordRotation extends RotationFunction {
  /** What forbids any rotation. Asked before anything is made. */
  public static findings(): readonly Finding[] {
    return assetFindings(HANDLER);
  }

  /** Whether a user's password is replaced already: a secret has one schedule. */
  public static rotates(user: PasswordUser): boolean {
    return rotated.has(user);
  }

  public constructor(scope: Construct, id: string) {
    super(scope, id, {
      handler: HANDLER,
      description: `Rotates the passwords of the cache ${scope.node.path}`,
    });
  }

  /** Rotates a user's password; nothing where it has none. */
  public rotate(user: PasswordUser): void {
    const { secret } = user;
    if (secret === undefined) return;
    grantSecret(secret, this.role, ROTATE);
    this.role.addToPolicy(
      new iam.PolicyStatement({
        actions: ['elasticache:DescribeUsers', 'elasticache:ModifyUser'],
        resources: [user.userArn],
      }),
    );
    rotated.add(user);
    // The group waits for the user, so the user's stack must not come to depend on the function's.
    const isBeside = Stack.of(user) === Stack.of(this);
    this.schedule(isBeside ? user : new Construct(this, `Of-${user.node.addr}`), secret, this, user);
  }
}
