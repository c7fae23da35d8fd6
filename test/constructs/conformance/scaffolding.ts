import type { IConstruct } from 'constructs';
import { type Acknowledgment, type Stack, Validations } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { UserStack } from '../support/stacks';

/** What a story's network and consumers lack on purpose: they stand for somebody else's, and nothing here is about them. */
const NETWORK: readonly Acknowledgment[] = [
  { id: 'AwsSolutions-VPC7', reason: 'The network stands for the user’s own; flow logs are the user’s decision' },
  { id: 'NIST.800.53.R5-VPCFlowLogsEnabled', reason: 'As AwsSolutions-VPC7' },
  {
    id: 'NIST.800.53.R5-VPCDefaultSecurityGroupClosed',
    reason: 'Closing it takes a custom resource; nothing in a story uses the default group',
  },
];

const CONSUMER: readonly Acknowledgment[] = [
  ...['AWSLambdaBasicExecutionRole', 'AWSLambdaVPCAccessExecutionRole'].map((policy) => ({
    id: `AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/${policy}]`,
    reason: 'The consumer stands for the user’s own; the CDK gives every function in a network this policy',
  })),
  {
    id: 'NIST.800.53.R5-IAMNoInlinePolicy',
    reason:
      'The grant of the consumer’s own secret belongs to its role alone and goes with it; the CDK writes it inline',
  },
  { id: 'NIST.800.53.R5-CloudWatchLogGroupEncrypted', reason: 'The consumer’s logs are the user’s decision' },
  { id: 'NIST.800.53.R5-LambdaConcurrency', reason: 'The consumer’s limits are the user’s decision' },
  { id: 'NIST.800.53.R5-LambdaDLQ', reason: 'The consumer answers requests; it is not invoked asynchronously' },
];

/** Deliberate defaults of the kit that the control sets want otherwise. */
const DEFAULTS: readonly Acknowledgment[] = [
  {
    id: 'NIST.800.53.R5-ElastiCacheRedisClusterAutomaticBackup',
    reason:
      'The default keeps a week of snapshots, because each is paid for; who follows the control sets 15 days or more',
  },
];

/** One node in one zone, as a developer has it. */
const DEVELOPMENT: readonly Acknowledgment[] = [
  { id: 'AwsSolutions-AEC4', reason: 'A cache for development that nobody misses runs on one node' },
];

/** A cache that clients still use in the clear. */
const UNGUARDED: readonly Acknowledgment[] = [
  {
    id: 'AwsSolutions-AEC6',
    reason: 'A step on the way to encryption: users and tokens need it, and come with the last step',
  },
];

/** ElastiCache's page on notifications: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ElastiCacheSNS.html */
const TOPIC: readonly Acknowledgment[] = [
  {
    id: 'NIST.800.53.R5-SNSEncryptedKMS',
    reason: 'ElastiCache cannot publish to an encrypted topic; its events name caches and nodes and hold no data',
  },
];

/** With the key that AWS owns, which costs nothing and cannot be traced. */
const WITHOUT_KEY: readonly Acknowledgment[] = [
  {
    id: 'NIST.800.53.R5-SecretsManagerUsingKMSKey',
    reason: 'A cache for development has no key of its own; the password is under the key of the account',
  },
];

/** What the stacks of `bin/` hold besides their caches, by construct id. */
const DEPLOYED: Readonly<Record<string, readonly Acknowledgment[]>> = {
  Vpc: [
    {
      id: 'NIST.800.53.R5-IAMNoInlinePolicy',
      reason: 'The CDK writes the rights of a flow log inline; they go with it',
    },
  ],
  FlowLogs: CONSUMER,
  Catalog: CONSUMER,
  CatalogLogs: CONSUMER,
  CatalogRole: CONSUMER,
  CacheEvents: TOPIC,
};

/** Acknowledges what a stack of `bin/` lacks on purpose. Beside the default retention, a finding about its cache stays a finding. */
export function acknowledgeDeployed(stack: Stack): void {
  for (const [id, acknowledgments] of Object.entries(DEPLOYED)) {
    const found = stack.node.tryFindChild(id);
    if (found !== undefined) acknowledge(found, acknowledgments);
  }
  acknowledge(stack.node.findChild('Cache'), DEFAULTS);
}

/** For the stack of `bin/` whose cache nobody misses. */
export function acknowledgeDevelopment(stack: Stack): void {
  acknowledge(stack.node.findChild('Cache'), WITHOUT_KEY);
}

/** A stack for one story. What is acknowledged concerns the scaffolding; a finding about a cache itself stays a finding. */
export class StoryStack extends UserStack {
  public constructor(...args: ConstructorParameters<typeof UserStack>) {
    super(...args);
    acknowledge(this.vpc, NETWORK);
  }

  public override lambda(id?: string, vpc?: ec2.IVpc): ReturnType<UserStack['lambda']> {
    const consumer = super.lambda(id, vpc ?? this.vpc);
    acknowledge(consumer, CONSUMER);
    return consumer;
  }

  /** For stories about a cache with the kit's own defaults. */
  public keepsDefaults<T extends IConstruct>(cache: T): T {
    acknowledge(cache, DEFAULTS);
    return cache;
  }

  /** For stories about a cache that nobody misses. */
  public isForDevelopment<T extends IConstruct>(cache: T): T {
    acknowledge(cache, DEVELOPMENT);
    return this.keepsDefaults(cache);
  }

  /** For stories about a cache on its way to encryption in transit. */
  public isNotGuardedYet<T extends IConstruct>(cache: T): T {
    acknowledge(cache, UNGUARDED);
    return cache;
  }

  /** A key of the user's own, the same one each time. */
  public ownKey(): kms.IKey {
    return (
      (this.node.tryFindChild('OwnKey') as kms.Key | undefined) ??
      new kms.Key(this, 'OwnKey', { enableKeyRotation: true })
    );
  }

  /** A topic that ElastiCache can tell of its events. */
  public topic(): sns.Topic {
    const topic = new sns.Topic(this, 'Events', { enforceSSL: true });
    acknowledge(topic, TOPIC);
    return topic;
  }
}

function acknowledge(scope: IConstruct, acknowledgments: readonly Acknowledgment[]): void {
  Validations.of(scope).acknowledge(...acknowledgments);
}
