import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { CachePattern, Engine, EvictionPolicy, NodeType, Topology } from '@elasticache-kit/constructs';
import { onlyResource, templateOf, UserStack } from './support/stacks';

const GROUP = 'AWS::ElastiCache::ReplicationGroup';

const groupOf = (template: Template): Record<string, unknown> => onlyResource(template, GROUP).Properties;

describe('a replication group with nothing but what is required', () => {
  const template = templateOf();

  it('is encrypted in transit and at rest with a key of its own that rotates', () => {
    const key = onlyResource(template, 'AWS::KMS::Key');
    expect(key.Properties.EnableKeyRotation).toBe(true);
    expect(groupOf(template)).toMatchObject({
      TransitEncryptionEnabled: true,
      AtRestEncryptionEnabled: true,
      KmsKeyId: { 'Fn::GetAtt': [key.logicalId, 'Arn'] },
    });
  });

  it('keeps a snapshot when it is deleted or replaced, and the key that opens it', () => {
    template.hasResource(GROUP, { DeletionPolicy: 'Snapshot', UpdateReplacePolicy: 'Snapshot' });
    template.hasResource('AWS::KMS::Key', { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  it('takes daily snapshots, kept for a week, outside the maintenance window', () => {
    expect(groupOf(template)).toMatchObject({
      SnapshotRetentionLimit: 7,
      SnapshotWindow: '03:00-04:00',
      PreferredMaintenanceWindow: 'sun:05:00-sun:06:00',
    });
  });

  it('says its port, which can never be changed, and its engine version', () => {
    expect(groupOf(template)).toMatchObject({ Port: 6379, Engine: 'valkey', EngineVersion: '8.0' });
  });

  it('evicts the least recently used of all keys', () => {
    expect(onlyResource(template, 'AWS::ElastiCache::ParameterGroup').Properties).toMatchObject({
      CacheParameterGroupFamily: 'valkey8',
      Properties: { 'maxmemory-policy': 'allkeys-lru' },
    });
  });

  it('lives in the isolated subnets, behind a firewall without a way out', () => {
    const subnets = onlyResource(template, 'AWS::ElastiCache::SubnetGroup').Properties.SubnetIds as unknown[];
    expect(subnets).toHaveLength(2);
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      GroupDescription: 'Nodes of the cache Shop/Cache',
      SecurityGroupEgress: [Match.objectLike({ CidrIp: '255.255.255.255/32' })],
      SecurityGroupIngress: Match.absent(),
    });
  });

  it('authenticates by users only', () => {
    const users = onlyResource(template, 'AWS::ElastiCache::UserGroup');
    expect(groupOf(template)).toMatchObject({ UserGroupIds: [users.Properties.UserGroupId] });
    expect(groupOf(template)).not.toHaveProperty('AuthToken');
  });

  it('is made after its users: ElastiCache refuses members that are not active yet', () => {
    const user = onlyResource(template, 'AWS::ElastiCache::User');
    const users = onlyResource(template, 'AWS::ElastiCache::UserGroup');
    expect(users.DependsOn).toContain(user.logicalId);
    expect(onlyResource(template, GROUP).DependsOn).toContain(users.logicalId);
  });
});

describe('a sharded topology', () => {
  const template = templateOf({ topology: Topology.sharded({ shards: 3, replicasPerShard: 2 }) });

  it('is counted in shards and fails over across zones', () => {
    expect(groupOf(template)).toMatchObject({
      NumNodeGroups: 3,
      ReplicasPerNodeGroup: 2,
      AutomaticFailoverEnabled: true,
      MultiAZEnabled: true,
    });
    expect(groupOf(template)).not.toHaveProperty('NumCacheClusters');
  });

  it('is resharded online instead of being replaced', () => {
    template.hasResource(GROUP, { UpdatePolicy: { UseOnlineResharding: true } });
  });

  it('has a parameter group that was made for cluster mode', () => {
    template.hasResourceProperties('AWS::ElastiCache::ParameterGroup', { Properties: { 'cluster-enabled': 'yes' } });
  });

  it('without replicas keeps automatic failover, which cluster mode demands, and drops Multi-AZ, which needs a replica', () => {
    const group = groupOf(templateOf({ topology: Topology.sharded({ shards: 1, replicasPerShard: 0 }) }));
    expect(group).toMatchObject({ AutomaticFailoverEnabled: true, MultiAZEnabled: false, NumNodeGroups: 1 });
  });
});

describe('a replicated topology', () => {
  const template = templateOf({ topology: Topology.replicated({ replicas: 2 }) });

  it('is counted in nodes and fails over across zones', () => {
    expect(groupOf(template)).toMatchObject({
      NumCacheClusters: 3,
      AutomaticFailoverEnabled: true,
      MultiAZEnabled: true,
    });
    expect(groupOf(template)).not.toHaveProperty('NumNodeGroups');
    expect(groupOf(template)).not.toHaveProperty('ReplicasPerNodeGroup');
  });

  it('is not made for cluster mode', () => {
    const { Properties } = onlyResource(template, 'AWS::ElastiCache::ParameterGroup').Properties;
    expect(Properties).toEqual({ 'maxmemory-policy': 'allkeys-lru' });
    expect(template.findResources(GROUP, { UpdatePolicy: Match.anyValue() })).toEqual({});
  });

  it('without replicas neither fails over nor spans zones', () => {
    const group = groupOf(templateOf({ topology: Topology.replicated({ replicas: 0 }) }));
    expect(group).toMatchObject({ NumCacheClusters: 1, AutomaticFailoverEnabled: false, MultiAZEnabled: false });
  });
});

describe('a replication group with everything said', () => {
  const stack = new UserStack();
  const securityGroup = new ec2.SecurityGroup(stack, 'Firewall', { vpc: stack.vpc, allowAllOutbound: false });
  const topic = new sns.Topic(stack, 'Events', { enforceSSL: true });
  const key = new kms.Key(stack, 'Key', { enableKeyRotation: true });
  const cache = stack.cache({
    vpcSubnets: { subnets: stack.vpc.isolatedSubnets },
    securityGroups: [securityGroup],
    engine: Engine.valkey('9.9', { parameterFamily: 'valkey9' }),
    nodeType: NodeType.of('cache.x99.large'),
    topology: Topology.sharded({ shards: 100, replicasPerShard: 1 }),
    nodeQuota: 200,
    eviction: EvictionPolicy.VOLATILE_TTL,
    parameters: { latencyTracking: true },
    encryptionKey: key,
    snapshotRetention: Duration.days(35),
    snapshotWindow: '23:30-00:30',
    maintenanceWindow: 'mon:04:00-mon:06:00',
    notificationTopic: topic,
    removalPolicy: RemovalPolicy.RETAIN,
    description: 'The shop',
  });
  const consumer = stack.lambda();
  cache.connect(consumer, { namespaces: [cache.addNamespace('products', CachePattern.cacheAside())] });
  const template = stack.template();

  it('carries all of it', () => {
    expect(groupOf(template)).toMatchObject({
      EngineVersion: '9.9',
      CacheNodeType: 'cache.x99.large',
      NumNodeGroups: 100,
      KmsKeyId: stack.resolve(key.keyArn) as unknown,
      SecurityGroupIds: [stack.resolve(securityGroup.securityGroupId) as unknown],
      SnapshotRetentionLimit: 35,
      SnapshotWindow: '23:30-00:30',
      PreferredMaintenanceWindow: 'mon:04:00-mon:06:00',
      NotificationTopicArn: stack.resolve(topic.topicArn) as unknown,
      ReplicationGroupDescription: 'The shop',
    });
    template.hasResource(GROUP, { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    template.hasResourceProperties('AWS::ElastiCache::ParameterGroup', {
      CacheParameterGroupFamily: 'valkey9',
      Properties: { 'cluster-enabled': 'yes', 'maxmemory-policy': 'volatile-ttl', 'latency-tracking': 'yes' },
    });
  });

  it('makes neither a second key nor a second firewall', () => {
    template.resourceCountIs('AWS::KMS::Key', 1);
    expect(Object.keys(template.findResources('AWS::EC2::SecurityGroup'))).toHaveLength(2);
  });

  it('may publish to its topic: ElastiCache is recognized by aws:SourceOwner', () => {
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Allow',
            Action: 'sns:Publish',
            Condition: { StringEquals: { 'aws:SourceOwner': { Ref: 'AWS::AccountId' } } },
          }),
        ]),
      },
    });
  });
});

describe('removal', () => {
  it('with DESTROY takes the key along', () => {
    const template = templateOf({ removalPolicy: RemovalPolicy.DESTROY });
    template.hasResource(GROUP, { DeletionPolicy: 'Delete' });
    template.hasResource('AWS::KMS::Key', { DeletionPolicy: 'Delete' });
  });

  it('with snapshots switched off says no snapshot window', () => {
    const group = groupOf(templateOf({ snapshotRetention: Duration.days(0) }));
    expect(group.SnapshotRetentionLimit).toBe(0);
    expect(group).not.toHaveProperty('SnapshotWindow');
  });
});

describe('before the first consumer', () => {
  const stack = new UserStack();
  stack.cache();
  const template = stack.template();

  it('deploys with a user that may not log in and may do nothing, because a user group must not be empty', () => {
    const user = onlyResource(template, 'AWS::ElastiCache::User');
    expect(user.Properties).toMatchObject({
      AccessString: 'off resetchannels -@all',
      AuthenticationMode: { Type: 'iam' },
      UserName: user.Properties.UserId,
    });
    const users = onlyResource(template, 'AWS::ElastiCache::UserGroup');
    expect(users.Properties.UserIds).toEqual([user.Properties.UserId]);
    expect(users.DependsOn).toEqual([user.logicalId]);
  });

  it('has no secret and no rotation function', () => {
    template.resourceCountIs('AWS::SecretsManager::Secret', 0);
    template.resourceCountIs('AWS::Lambda::Function', 0);
  });
});
