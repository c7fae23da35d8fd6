import { App, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import {
  Engine,
  type ICache,
  MemcachedCluster,
  NodeType,
  ReplicationGroup,
  type ReplicationGroupProps,
  ServerlessCache,
  ServerlessEngine,
  Topology,
} from '@elasticache-kit/constructs';
import { refusal } from './support/errors';
import { userApp } from './support/stacks';

const ACCOUNT = '111111111111';

/** A cache of a known account and Region, with what is beside it. */
function cacheWith(beside: (stack: Stack) => Partial<ReplicationGroupProps>): ICache {
  const stack = new Stack(userApp(), 'Shop', { env: { account: ACCOUNT, region: 'eu-west-1' } });
  return new ReplicationGroup(stack, 'Cache', {
    vpc: new ec2.Vpc(stack, 'Vpc'),
    engine: Engine.VALKEY_8_1,
    nodeType: NodeType.R7G_LARGE,
    topology: Topology.replicated({ replicas: 1 }),
    ...beside(stack),
  });
}

function warnings(cache: ICache): string[] {
  return cache.node.metadata.filter(({ type }) => type === 'aws:cdk:warning').map(({ data }) => String(data));
}

const keyArn = (region: string, account: string): string => `arn:aws:kms:${region}:${account}:key/1`;
const topicArn = (region: string, account: string, name = 'events'): string =>
  `arn:aws:sns:${region}:${account}:${name}`;
const keyAt = (region: string, account: string) => (stack: Stack) => ({
  encryptionKey: kms.Key.fromKeyArn(stack, 'Key', keyArn(region, account)),
});
const topicAt = (region: string, account: string) => (stack: Stack) => ({
  notificationTopic: sns.Topic.fromTopicArn(stack, 'Topic', topicArn(region, account)),
});

describe('what the service would refuse is refused before the deployment', () => {
  it.each<[string, string, (stack: Stack) => Partial<ReplicationGroupProps>]>([
    ['a key of another Region', 'RG_KEY_UNSUITED', keyAt('us-east-1', ACCOUNT)],
    [
      'an asymmetric key',
      'RG_KEY_UNSUITED',
      (stack) => ({
        encryptionKey: new kms.Key(stack, 'Key', {
          keySpec: kms.KeySpec.RSA_2048,
          keyUsage: kms.KeyUsage.ENCRYPT_DECRYPT,
        }),
      }),
    ],
    ['a topic of another Region', 'RG_TOPIC_ELSEWHERE', topicAt('us-east-1', ACCOUNT)],
    ['a topic of another account', 'RG_TOPIC_ELSEWHERE', topicAt('eu-west-1', '222222222222')],
  ])('%s', (_, id, beside) => {
    expect(refusal(() => cacheWith(beside)).ids).toEqual([id]);
  });

  it('a key of another Region, for a serverless cache', () => {
    const stack = new Stack(userApp(), 'Shop', { env: { account: ACCOUNT, region: 'eu-west-1' } });
    const props = {
      vpc: new ec2.Vpc(stack, 'Vpc'),
      engine: ServerlessEngine.VALKEY_8,
      ...keyAt('us-east-1', ACCOUNT)(stack),
    };
    expect(refusal(() => new ServerlessCache(stack, 'Cache', props)).ids).toEqual(['SC_KEY_UNSUITED']);
  });
});

describe('what may be meant is warned of', () => {
  it.each<[string, string, (stack: Stack) => Partial<ReplicationGroupProps>]>([
    ['a key of another account', 'CACHE_KEY_OF_OTHER_ACCOUNT', keyAt('eu-west-1', '222222222222')],
    [
      'an alias without its key',
      'CACHE_KEY_ALIAS',
      (stack) => ({ encryptionKey: kms.Alias.fromAliasName(stack, 'Key', 'alias/shop') }),
    ],
    ['a FIFO topic', 'CACHE_TOPIC_FIFO', (stack) => ({ notificationTopic: new sns.Topic(stack, 'T', { fifo: true }) })],
  ])('%s', (_, id, beside) => {
    expect(warnings(cacheWith(beside))).toEqual([expect.stringContaining(`@elasticache-kit/constructs:${id}`)]);
  });

  it('an imported topic, with the statement that its policy needs', () => {
    const [warning = ''] = warnings(cacheWith(topicAt('eu-west-1', ACCOUNT)));
    expect(warning).toContain('CACHE_TOPIC_POLICY_UNCHANGED');
    expect(warning).toContain('"aws:SourceOwner"');
    expect(warning).toContain(topicArn('eu-west-1', ACCOUNT));
  });

  it('a key and a topic of this app are not', () => {
    const beside = (stack: Stack) => ({
      encryptionKey: new kms.Key(stack, 'Key'),
      notificationTopic: new sns.Topic(stack, 'Topic'),
    });
    expect(warnings(cacheWith(beside))).toEqual([]);
  });
});

describe('an import of something else', () => {
  const stack = new Stack(new App(), 'Imports');
  let count = 0;
  const id = (): string => `I${count++}`;
  const arn = (resource: string): string => `arn:aws:elasticache:eu-west-1:${ACCOUNT}:${resource}`;

  it.each<[string, string, () => unknown]>([
    ['a bucket', 'RG_IMPORT_INVALID', () => ReplicationGroup.fromReplicationGroupArn(stack, id(), 'arn:aws:s3:::b')],
    ['no ARN', 'RG_IMPORT_INVALID', () => ReplicationGroup.fromReplicationGroupArn(stack, id(), 'shop')],
    [
      'a serverless cache',
      'RG_IMPORT_INVALID',
      () => ReplicationGroup.fromReplicationGroupArn(stack, id(), arn('serverlesscache:shop')),
    ],
    [
      'a group',
      'SC_IMPORT_INVALID',
      () => ServerlessCache.fromServerlessCacheArn(stack, id(), arn('replicationgroup:shop')),
    ],
    ['a group', 'MC_IMPORT_INVALID', () => MemcachedCluster.fromClusterArn(stack, id(), arn('replicationgroup:shop'))],
    ['no name', 'RG_IMPORT_INVALID', () => ReplicationGroup.fromReplicationGroupId(stack, id(), '')],
    ['no name', 'SC_IMPORT_INVALID', () => ServerlessCache.fromServerlessCacheName(stack, id(), '')],
    ['no name', 'MC_IMPORT_INVALID', () => MemcachedCluster.fromClusterName(stack, id(), '')],
    [
      'a port that is none',
      'RG_IMPORT_INVALID',
      () => ReplicationGroup.fromReplicationGroupAttributes(stack, id(), { replicationGroupId: 'shop', port: 70000 }),
    ],
  ])('%s is refused: %s', (_, finding, make) => {
    expect(refusal(make).ids).toEqual([finding]);
  });

  it('does not keep a cache by its ARN from being imported', () => {
    const cache = ReplicationGroup.fromReplicationGroupArn(stack, id(), arn('replicationgroup:shop'));
    expect(cache.replicationGroupId).toBe('shop');
  });
});
