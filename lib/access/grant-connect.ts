import * as iam from 'aws-cdk-lib/aws-iam';

/**
 * Lets somebody log in to a cache as an IAM user. The service asks for the permission on both, the cache and the user:
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html
 */
export function grantConnect(grantee: iam.IGrantable, userArn: string, cacheArn: string): iam.Grant {
  return iam.Grant.addToPrincipal({
    grantee,
    actions: ['elasticache:Connect'],
    resourceArns: [cacheArn, userArn],
  });
}
