import { Aws } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { Finding } from '../model/finding';

/**
 * Lets ElastiCache publish. It does so on behalf of the account and is recognized by `aws:SourceOwner` alone: a policy without that
 * condition key makes ElastiCache set the topic to inactive without an error.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ElastiCacheSNS.html
 */
export function allowCacheToPublish(topic: sns.ITopic): void {
  topic.addToResourcePolicy(
    new iam.PolicyStatement({
      sid: 'ElastiCacheOfThisAccount',
      principals: [new iam.AnyPrincipal()],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceOwner': Aws.ACCOUNT_ID } },
    }),
  );
}

/**
 * What is wrong with a topic.
 *
 * @param id the finding's, which tells the construct
 */
export function topicFindings(id: string, topic: sns.ITopic | undefined): readonly Finding[] {
  if (topic?.masterKey === undefined) return [];
  return [
    {
      id,
      given: `notificationTopic ${topic.node.path}, encrypted with a customer-managed key`,
      allowed: 'a topic without encryption: ElastiCache cannot publish to an encrypted one and says nothing about it',
      fix: 'Leave `masterKey` out and set `enforceSSL: true`; the messages name events and nodes, never data',
    },
  ];
}
