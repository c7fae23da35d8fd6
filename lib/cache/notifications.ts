import { Aws, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { type Finding, unless } from '../model/finding';
import { warnOfTopic } from './place-warnings';
import { placesApart } from './rules/places';

/**
 * Lets ElastiCache publish. It does so on behalf of the account and is recognized by `aws:SourceOwner` alone: a policy without that
 * condition key makes ElastiCache set the topic to inactive without an error.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ElastiCacheSNS.html
 */
export function allowCacheToPublish(cache: Construct, topic: sns.ITopic): void {
  const statement = new iam.PolicyStatement({
    sid: 'ElastiCacheOfThisAccount',
    principals: [new iam.AnyPrincipal()],
    actions: ['sns:Publish'],
    resources: [topic.topicArn],
    conditions: { StringEquals: { 'aws:SourceOwner': Aws.ACCOUNT_ID } },
  });
  const shown = JSON.stringify(Stack.of(cache).resolve(statement.toStatementJson()));
  warnOfTopic(cache, topic, topic.addToResourcePolicy(statement), shown);
}

/**
 * What is wrong with a topic: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ElastiCacheSNS.html
 *
 * @param ids of the findings, which tell the construct
 */
export function topicFindings(
  ids: { readonly encrypted: string; readonly elsewhere: string },
  cache: Construct,
  topic: sns.ITopic | undefined,
): readonly Finding[] {
  if (topic === undefined) return [];
  const { region, account } = placesApart(cache, topic);
  const where = [region, account].find((place) => place !== undefined);
  return [
    ...unless(topic.masterKey === undefined, {
      given: `notificationTopic ${topic.node.path}, encrypted with a customer-managed key`,
      allowed: 'a topic without encryption: ElastiCache cannot publish to an encrypted one and says nothing about it',
      fix: 'Leave `masterKey` out and set `enforceSSL: true`; the messages name events and nodes, never data',
    }).map((objection) => ({ id: ids.encrypted, ...objection })),
    ...unless(where === undefined, {
      given: `a notificationTopic in ${where?.given} for a cache in ${where?.own}`,
      allowed: 'a topic of the same account and Region',
      fix: 'Make a topic beside the cache, and forward its messages from there',
    }).map((objection) => ({ id: ids.elsewhere, ...objection })),
  ];
}
