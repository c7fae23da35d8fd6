import { ArnFormat, Stack, Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { grantSecret, ROTATE } from '../cache/secret-access';
import { RotationFunction } from './rotation-function';

export interface TokenRotationProps {
  /** Holds `{ "username": "default", "password": "<token>" }`; the group was made with that token. */
  readonly secret: secretsmanager.ISecret;
  readonly replicationGroupId: string;
  readonly replicationGroupArn: string;
}

/**
 * Gives a replication group a new AUTH token every 30 days. The former one stays valid until the next time, so that nobody is locked out
 * who has not read the secret again; to be rid of a token at once, rotate the secret twice.
 *
 * CloudFormation cannot do this: it does not look at a secret again, and has no property for how a token is added.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html
 */
export class TokenRotation extends RotationFunction {
  public constructor(scope: Construct, id: string, props: TokenRotationProps) {
    const { secret, replicationGroupId, replicationGroupArn } = props;
    super(scope, id, {
      handler: 'rotate-auth-token',
      description: `Rotates the AUTH token of the cache ${scope.node.path}`,
      // The function takes both from here alone: whoever may write the secret does not choose the cache.
      environment: { SECRET_ARN: secret.secretArn, REPLICATION_GROUP_ID: replicationGroupId },
    });
    grantSecret(secret, this.role, ROTATE);
    this.allowChangingToken(replicationGroupId, replicationGroupArn);
    this.schedule(this, secret);
  }

  /** ElastiCache checks the change of a group on its members, too, whose number changes. */
  private allowChangingToken(groupId: string, groupArn: string): void {
    const members = Stack.of(this).formatArn({
      service: 'elasticache',
      resource: 'cluster',
      resourceName: `${groupId}-*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    this.role.addToPolicy(
      new iam.PolicyStatement({ actions: ['elasticache:DescribeReplicationGroups'], resources: [groupArn] }),
    );
    this.role.addToPolicy(
      new iam.PolicyStatement({ actions: ['elasticache:ModifyReplicationGroup'], resources: [groupArn, members] }),
    );
    Validations.of(this.role).acknowledge({
      id: `AwsSolutions-IAM5[Resource::${written(Stack.of(this).resolve(members))}]`,
      reason:
        'The members of a replication group are named after it with a number that scaling and repair change, ' +
        'and a change of the group is authorized on each of them',
    });
  }
}

/** A resolved value as cdk-nag writes it in the name of a finding: references in angle brackets. */
function written(value: unknown): string {
  if (typeof value === 'string') return value;
  const { Ref: reference, 'Fn::Join': join } = value as {
    readonly Ref?: string;
    readonly 'Fn::Join'?: [string, unknown[]];
  };
  return join === undefined ? `<${reference}>` : join[1].map(written).join(join[0]);
}
