import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { PasswordUser } from '../access/password-user';
import { grantSecret, ROTATE } from '../cache/secret-access';
import { RotationFunction } from './rotation-function';

/** Gives every user of one cache or user group a new password from time to time. */
export class PasswordRotation extends RotationFunction {
  public constructor(scope: Construct, id: string) {
    super(scope, id, {
      handler: 'rotate-user-password',
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
    this.schedule(user, secret, this, user);
  }
}
