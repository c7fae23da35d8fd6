import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** ARN of a serverless cache of this stack's account and Region. Colons, unlike most of AWS. */
export function serverlessCacheArn(scope: Construct, serverlessCacheName: string): string {
  return Stack.of(scope).formatArn({
    service: 'elasticache',
    resource: 'serverlesscache',
    resourceName: serverlessCacheName,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}
