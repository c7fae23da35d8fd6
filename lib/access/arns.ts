import { ArnFormat, type Resource, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** `arn:aws:elasticache:<region>:<account>:user:<id>`, or `…:usergroup:<id>`, where a resource is. */
export function arnOf(resource: Resource, kind: 'user' | 'usergroup', id: string): string {
  return Stack.of(resource).formatArn({
    service: 'elasticache',
    resource: kind,
    resourceName: id,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    account: resource.env.account,
    region: resource.env.region,
  });
}

/** The id at the end of the ARN of a user or group. */
export function idOfArn(scope: Construct, arn: string): string {
  return Stack.of(scope).splitArn(arn, ArnFormat.COLON_RESOURCE_NAME).resourceName ?? '';
}
