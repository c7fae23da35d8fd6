import { CfnParameter, Duration, Fn, Lazy, RemovalPolicy, Size, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as fc from 'fast-check';
import {
  Engine,
  IpDiscovery,
  MemcachedHashAlgorithm,
  NetworkType,
  NodeType,
  ParameterGroup,
  TransitEncryption,
} from '@elasticache-kit/constructs';
import { onlyResource, userApp, UserStack } from '../support/stacks';
import { CLUSTER, clusterIn, propertiesOf, templateOfCluster } from './cluster';

const zone = (index: number): unknown => ({ 'Fn::Select': [index, { 'Fn::GetAZs': '' }] });

it('the smallest cluster has just what keeps it safe and changeable', () => {
  const template = templateOfCluster();
  const { Properties, ...resource } = onlyResource(template, CLUSTER);
  expect(Properties).toEqual({
    Engine: 'memcached',
    EngineVersion: '1.6.22',
    CacheNodeType: 'cache.m7g.large',
    NumCacheNodes: 3,
    AZMode: 'cross-az',
    PreferredAvailabilityZones: [zone(0), zone(1), zone(0)],
    Port: 11211,
    CacheSubnetGroupName: { Ref: onlyResource(template, 'AWS::ElastiCache::SubnetGroup').logicalId },
    CacheParameterGroupName: { Ref: onlyResource(template, 'AWS::ElastiCache::ParameterGroup').logicalId },
    VpcSecurityGroupIds: [{ 'Fn::GetAtt': [onlyResource(template, 'AWS::EC2::SecurityGroup').logicalId, 'GroupId'] }],
    TransitEncryptionEnabled: true,
    PreferredMaintenanceWindow: 'sun:05:00-sun:06:00',
  });
  expect(resource).toMatchObject({ DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' });
  expect(onlyResource(template, 'AWS::ElastiCache::ParameterGroup').Properties).toMatchObject({
    CacheParameterGroupFamily: 'memcached1.6',
  });
});

it('the largest cluster has all that was asked for', () => {
  const stack = new UserStack();
  const securityGroup = ec2.SecurityGroup.fromSecurityGroupId(stack, 'Given', 'sg-12345678');
  const cluster = clusterIn(stack, {
    engine: Engine.MEMCACHED_1_6_17,
    nodeType: NodeType.R7G_XLARGE,
    nodes: 3,
    availabilityZones: ['eu-central-1b', 'eu-central-1a', 'eu-central-1b'],
    vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
    securityGroups: [securityGroup],
    parameters: {
      maxItemSize: Size.mebibytes(4),
      idleTimeout: Duration.minutes(10),
      hashAlgorithm: MemcachedHashAlgorithm.MURMUR3,
      disableFlushAll: true,
    },
    rawParameters: { chunk_size: '64' },
    transitEncryption: TransitEncryption.REQUIRED,
    port: 11300,
    networkType: NetworkType.DUAL_STACK,
    ipDiscovery: IpDiscovery.IPV6,
    maintenanceWindow: 'tue:01:00-tue:02:30',
    notificationTopic: new sns.Topic(stack, 'Events'),
    clusterName: 'shop-items',
    description: 'Where the shop keeps its items',
    removalPolicy: RemovalPolicy.RETAIN,
  });
  const template = stack.template();
  const { Properties, ...resource } = onlyResource(template, CLUSTER);
  expect(Properties).toEqual({
    ClusterName: 'shop-items',
    Engine: 'memcached',
    EngineVersion: '1.6.17',
    CacheNodeType: 'cache.r7g.xlarge',
    NumCacheNodes: 3,
    AZMode: 'cross-az',
    PreferredAvailabilityZones: ['eu-central-1b', 'eu-central-1a', 'eu-central-1b'],
    Port: 11300,
    CacheSubnetGroupName: { Ref: onlyResource(template, 'AWS::ElastiCache::SubnetGroup').logicalId },
    CacheParameterGroupName: { Ref: onlyResource(template, 'AWS::ElastiCache::ParameterGroup').logicalId },
    VpcSecurityGroupIds: ['sg-12345678'],
    TransitEncryptionEnabled: true,
    PreferredMaintenanceWindow: 'tue:01:00-tue:02:30',
    NetworkType: 'dual_stack',
    IpDiscovery: 'ipv6',
    NotificationTopicArn: { Ref: onlyResource(template, 'AWS::SNS::Topic').logicalId },
  });
  expect(resource).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  expect(onlyResource(template, 'AWS::ElastiCache::SubnetGroup').Properties).toMatchObject({
    Description: 'Where the shop keeps its items',
  });
  expect(onlyResource(template, 'AWS::ElastiCache::ParameterGroup').Properties).toMatchObject({
    Properties: {
      max_item_size: '4194304',
      idle_timeout: '600',
      hash_algorithm: 'murmur3',
      disable_flush_all: '1',
      chunk_size: '64',
    },
  });
  expect(onlyResource(template, 'AWS::SNS::TopicPolicy').Properties).toMatchObject({
    PolicyDocument: {
      Statement: [
        { Action: 'sns:Publish', Condition: { StringEquals: { 'aws:SourceOwner': { Ref: 'AWS::AccountId' } } } },
      ],
    },
  });
  expect(stack.resolve(cluster.cacheArn)).toEqual({
    'Fn::Join': [
      '',
      [
        'arn:',
        { Ref: 'AWS::Partition' },
        ':elasticache:',
        { Ref: 'AWS::Region' },
        ':',
        { Ref: 'AWS::AccountId' },
        ':cluster:',
        { Ref: onlyResource(template, CLUSTER).logicalId },
      ],
    ],
  });
});

it('nothing of what only Valkey and Redis have is in the template: CloudFormation would refuse it', () => {
  const names = Object.keys(propertiesOf());
  expect(names.filter((name) => /Snapshot|LogDelivery|AutoMinor|Kms|AtRest|Auth|User/.test(name))).toEqual([]);
});

it('the firewall is closed in both directions', () => {
  const { Properties } = onlyResource(templateOfCluster(), 'AWS::EC2::SecurityGroup');
  expect(Properties).not.toHaveProperty('SecurityGroupIngress');
  expect(Properties.SecurityGroupEgress).toMatchObject([{ CidrIp: '255.255.255.255/32' }]);
});

it('a given parameter group takes the place of one of its own', () => {
  const stack = new UserStack();
  clusterIn(stack, {
    parameterGroup: ParameterGroup.fromParameterGroupName(stack, 'Shared', 'default.memcached1.6'),
  });
  const template = stack.template();
  expect(onlyResource(template, CLUSTER).Properties.CacheParameterGroupName).toBe('default.memcached1.6');
  template.resourceCountIs('AWS::ElastiCache::ParameterGroup', 0);
});

describe('zones of the nodes', () => {
  it('are the first one for all without crossZone', () => {
    expect(propertiesOf({ crossZone: false })).toMatchObject({
      AZMode: 'single-az',
      PreferredAvailabilityZones: [zone(0), zone(0), zone(0)],
    });
  });

  it('are named for a single node too, so that a second one does not replace it', () => {
    expect(propertiesOf({ nodes: 1 })).toMatchObject({ AZMode: 'single-az', PreferredAvailabilityZones: [zone(0)] });
  });

  it('are by name where the stack has a Region', () => {
    const app = userApp();
    const stack = new Stack(app, 'Shop', { env: { region: 'eu-central-1', account: '111111111111' } });
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
      vpcId: 'vpc-1',
      availabilityZones: ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'],
      isolatedSubnetIds: ['subnet-1', 'subnet-2', 'subnet-3'],
    });
    const user = Object.assign(new UserStack(app, 'Other'), { vpc });
    clusterIn(user, { nodes: 4, vpc });
    expect(onlyResource(user.template(), CLUSTER).Properties.PreferredAvailabilityZones).toEqual([
      'eu-central-1a',
      'eu-central-1b',
      'eu-central-1c',
      'eu-central-1a',
    ]);
  });

  it('are left to ElastiCache where only the deployment knows how many there are', () => {
    const stack = new UserStack();
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Imported', {
      vpcId: 'vpc-1',
      availabilityZones: Fn.split(',', Fn.importValue('Zones')),
      isolatedSubnetIds: Fn.split(',', Fn.importValue('Subnets')),
    });
    clusterIn(stack, { vpc });
    const { Properties } = onlyResource(stack.template(), CLUSTER);
    expect(Properties).toMatchObject({ AZMode: 'cross-az', NumCacheNodes: 3 });
    expect(Properties).not.toHaveProperty('PreferredAvailabilityZones');
  });

  it('are left to ElastiCache where only the deployment knows how many nodes there are', () => {
    expect(propertiesOf({ nodes: Lazy.number({ produce: () => 5 }) })).not.toHaveProperty('PreferredAvailabilityZones');
  });

  it('are one for each node, and those of fewer nodes begin those of more: growing moves nothing', () => {
    const nodes = fc.integer({ min: 2, max: 59 });
    fc.assert(
      fc.property(nodes, fc.integer({ min: 1, max: 60 }), fc.boolean(), (from, by, crossZone) => {
        const to = Math.min(60, from + by);
        const [before, after] = [from, to].map(
          (count) => propertiesOf({ nodes: count, crossZone }).PreferredAvailabilityZones as unknown[],
        );
        expect(before).toHaveLength(from);
        expect(after?.slice(0, from)).toEqual(before);
      }),
      { numRuns: 8 },
    );
  });
});

it('leaves to the deployment what only the deployment knows', () => {
  const stack = new UserStack();
  const text = (id: string): string => new CfnParameter(stack, id).valueAsString;
  const count = (id: string): number => new CfnParameter(stack, id, { type: 'Number' }).valueAsNumber;
  clusterIn(stack, {
    nodes: count('Nodes'),
    nodeType: NodeType.of(text('NodeType')),
    port: count('Port'),
    maintenanceWindow: text('Window'),
    clusterName: text('Name'),
    description: text('Description'),
    rawParameters: { idle_timeout: text('IdleTimeout') },
    engine: Engine.memcached('1.6.99', { parameterFamily: 'memcached1.6' }),
  });
  const { logicalId, Properties } = onlyResource(stack.template(), CLUSTER);
  expect(Properties).toMatchObject({
    NumCacheNodes: { Ref: 'Nodes' },
    CacheNodeType: { Ref: 'NodeType' },
    Port: { Ref: 'Port' },
    PreferredMaintenanceWindow: { Ref: 'Window' },
    ClusterName: { Ref: 'Name' },
    EngineVersion: '1.6.99',
  });
  // No number of a token, which differs from one synthesis to the next.
  expect(logicalId).toMatch(/^CacheCluster[0-9A-F]{8}$/);
});

it('is the same template each time', () => {
  expect(templateOfCluster().toJSON()).toEqual(templateOfCluster().toJSON());
});
