import type * as sns from 'aws-cdk-lib/aws-sns';
import type { Placement } from '../cache/network';
import type { Finding } from '../model/finding';

/** Fixed by the service: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/quota-limits.html */
const MAX_SUBNETS = 20;

/** What is wrong with the subnets. */
export function subnetFindings({ count }: Placement): readonly Finding[] {
  if (count === undefined || (count > 0 && count <= MAX_SUBNETS)) return [];
  return [
    {
      id: 'MC_SUBNETS_OUT_OF_RANGE',
      given: `${count} subnets`,
      allowed: `1 to ${MAX_SUBNETS} subnets`,
      fix: 'Narrow or widen `vpcSubnets`',
    },
  ];
}

/** What is wrong with the topic. */
export function topicFindings(topic: sns.ITopic | undefined): readonly Finding[] {
  if (topic?.masterKey === undefined) return [];
  return [
    {
      id: 'MC_TOPIC_ENCRYPTED',
      given: `notificationTopic ${topic.node.path}, encrypted with a customer-managed key`,
      allowed: 'a topic without encryption: ElastiCache cannot publish to an encrypted one and says nothing about it',
      fix: 'Leave `masterKey` out and set `enforceSSL: true`; the messages name events and nodes, never data',
    },
  ];
}
