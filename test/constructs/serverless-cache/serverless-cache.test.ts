import { Duration, RemovalPolicy, Size } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import {
  Authentication,
  CacheEncryption,
  NetworkType,
  ServerlessConnectionType,
  ServerlessEngine,
} from '@elasticache-kit/constructs';
import { onlyResource, userApp } from '../support/stacks';
import { SERVERLESS, serverlessOf, ServerlessStack, templateOf } from './support';

describe('a serverless cache with nothing but what is required', () => {
  const template = templateOf();

  it('says its engine, and its major version as text', () => {
    expect(serverlessOf(template)).toMatchObject({ Engine: 'valkey', MajorEngineVersion: '8' });
  });

  it('is encrypted with a key of its own that rotates, named by its ARN', () => {
    const key = onlyResource(template, 'AWS::KMS::Key');
    expect(key.Properties.EnableKeyRotation).toBe(true);
    expect(serverlessOf(template).KmsKeyId).toEqual({ 'Fn::GetAtt': [key.logicalId, 'Arn'] });
  });

  it('is reached through one isolated subnet in each zone, behind a firewall without a way out', () => {
    expect(serverlessOf(template).SubnetIds).toHaveLength(2);
    expect(serverlessOf(template).SecurityGroupIds).toHaveLength(1);
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      SecurityGroupEgress: [Match.objectLike({ CidrIp: '255.255.255.255/32' })],
      SecurityGroupIngress: Match.absent(),
    });
  });

  it('authenticates by users, and is made after their group', () => {
    const users = onlyResource(template, 'AWS::ElastiCache::UserGroup');
    expect(serverlessOf(template).UserGroupId).toBe(users.Properties.UserGroupId);
    expect(onlyResource(template, SERVERLESS).DependsOn).toContain(users.logicalId);
  });

  it('takes daily snapshots, kept for a week', () => {
    expect(serverlessOf(template).SnapshotRetentionLimit).toBe(7);
    expect(serverlessOf(template)).not.toHaveProperty('DailySnapshotTime');
  });

  it('leaves a snapshot when it goes, by ElastiCache and not by a deletion policy, which CloudFormation refuses here', () => {
    const { ServerlessCacheName } = serverlessOf(template);
    template.hasResource(SERVERLESS, { DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' });
    expect(JSON.stringify(serverlessOf(template).FinalSnapshotName)).toContain(`${String(ServerlessCacheName)}-final`);
    template.hasResource('AWS::KMS::Key', { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  it('names its final snapshot after the stack’s id too, so that a stack made anew does not collide with its predecessor’s', () => {
    const uuid = { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] };
    expect(serverlessOf(template).FinalSnapshotName).toEqual({
      'Fn::Join': [
        '-',
        [
          `${String(serverlessOf(template).ServerlessCacheName)}-final`,
          { 'Fn::Select': [0, { 'Fn::Split': ['-', uuid] }] },
        ],
      ],
    });
  });

  it('has no limits and asks for nothing that would replace it', () => {
    for (const name of ['CacheUsageLimits', 'NetworkType', 'ConnectionType', 'SnapshotArnsToRestore'])
      expect([name, serverlessOf(template)[name]]).toEqual([name, undefined]);
  });
});

describe('a serverless cache with everything said', () => {
  const stack = new ServerlessStack();
  const securityGroup = new ec2.SecurityGroup(stack, 'Firewall', { vpc: stack.vpc, allowAllOutbound: false });
  const key = new kms.Key(stack, 'Key', { enableKeyRotation: true });
  const cache = stack.serverless({
    engine: ServerlessEngine.VALKEY_9,
    vpcSubnets: { subnets: stack.vpc.isolatedSubnets },
    securityGroups: [securityGroup],
    connectionType: ServerlessConnectionType.VPC,
    networkType: NetworkType.DUAL_STACK,
    usageLimits: {
      dataStorage: { minimum: Size.gibibytes(1), maximum: Size.gibibytes(5000) },
      ecpuPerSecond: { minimum: 1000, maximum: 15_000_000 },
    },
    authentication: Authentication.users(),
    encryption: CacheEncryption.CUSTOMER_MANAGED,
    encryptionKey: key,
    snapshotRetention: Duration.days(35),
    dailySnapshotTime: '23:59',
    finalSnapshotName: 'the-last-one',
    restoreFrom: ['arn:aws:elasticache:eu-central-1:111122223333:serverlesscachesnapshot:before'],
    removalPolicy: RemovalPolicy.SNAPSHOT,
    description: 'The shop',
    serverlessCacheName: 'shop',
  });
  const template = stack.template();

  it('carries all of it', () => {
    expect(serverlessOf(template)).toEqual({
      ServerlessCacheName: 'shop',
      Description: 'The shop',
      Engine: 'valkey',
      MajorEngineVersion: '9',
      CacheUsageLimits: {
        DataStorage: { Unit: 'GB', Minimum: 1, Maximum: 5000 },
        ECPUPerSecond: { Minimum: 1000, Maximum: 15_000_000 },
      },
      KmsKeyId: stack.resolve(key.keyArn) as unknown,
      SecurityGroupIds: [stack.resolve(securityGroup.securityGroupId) as unknown],
      SubnetIds: stack.resolve(stack.vpc.isolatedSubnets.map(({ subnetId }) => subnetId)) as unknown,
      UserGroupId: onlyResource(template, 'AWS::ElastiCache::UserGroup').Properties.UserGroupId,
      SnapshotArnsToRestore: ['arn:aws:elasticache:eu-central-1:111122223333:serverlesscachesnapshot:before'],
      SnapshotRetentionLimit: 35,
      DailySnapshotTime: '23:59',
      FinalSnapshotName: 'the-last-one',
      NetworkType: 'dual_stack',
      ConnectionType: 'vpc',
    });
  });

  it('makes neither a second key nor a second firewall', () => {
    template.resourceCountIs('AWS::KMS::Key', 1);
    template.resourceCountIs('AWS::EC2::SecurityGroup', 1);
    expect(cache.encryptionKey).toBe(key);
  });
});

describe('Memcached', () => {
  const template = templateOf({ engine: ServerlessEngine.MEMCACHED_1_6 });

  it('has no users and everything else: key, snapshots, final snapshot', () => {
    expect(serverlessOf(template)).toMatchObject({ Engine: 'memcached', MajorEngineVersion: '1.6' });
    expect(serverlessOf(template)).toHaveProperty('KmsKeyId');
    expect(serverlessOf(template)).toHaveProperty('SnapshotRetentionLimit', 7);
    expect(serverlessOf(template)).toHaveProperty('FinalSnapshotName');
    expect(serverlessOf(template)).not.toHaveProperty('UserGroupId');
    template.resourceCountIs('AWS::ElastiCache::UserGroup', 0);
  });
});

it('a Redis cache has a group of Redis users, whose default user is disabled', () => {
  const template = templateOf({ engine: ServerlessEngine.REDIS_7 });
  expect(serverlessOf(template)).toMatchObject({ Engine: 'redis', MajorEngineVersion: '7' });
  template.hasResourceProperties('AWS::ElastiCache::UserGroup', { Engine: 'redis' });
  template.hasResourceProperties('AWS::ElastiCache::User', {
    Engine: 'redis',
    UserName: 'default',
    AccessString: Match.stringLikeRegexp('^off '),
  });
});

it('without authentication has no group', () => {
  const template = templateOf({ authentication: Authentication.none() });
  expect(serverlessOf(template)).not.toHaveProperty('UserGroupId');
});

it('with the key of AWS names none and makes none', () => {
  const stack = new ServerlessStack();
  const cache = stack.serverless({ encryption: CacheEncryption.AWS_OWNED });
  const template = stack.template();
  expect(serverlessOf(template)).not.toHaveProperty('KmsKeyId');
  template.resourceCountIs('AWS::KMS::Key', 0);
  expect(cache.encryptionKey).toBeUndefined();
});

describe('usage limits', () => {
  it('are said as far as they are given', () => {
    const limits = serverlessOf(templateOf({ usageLimits: { dataStorage: { maximum: Size.gibibytes(10) } } }));
    expect(limits.CacheUsageLimits).toEqual({ DataStorage: { Unit: 'GB', Maximum: 10 } });
  });

  it('are not said at all where they are empty', () => {
    expect(serverlessOf(templateOf({ usageLimits: { dataStorage: {} } }))).not.toHaveProperty('CacheUsageLimits');
  });

  it('are taken away by zero, because ElastiCache hears nothing of a property that is gone', () => {
    const limits = serverlessOf(templateOf({ usageLimits: { ecpuPerSecond: { minimum: 0, maximum: 0 } } }));
    expect(limits.CacheUsageLimits).toEqual({ ECPUPerSecond: { Minimum: 0, Maximum: 0 } });
  });
});

describe('removal', () => {
  it('with DESTROY leaves nothing', () => {
    const template = templateOf({ removalPolicy: RemovalPolicy.DESTROY });
    template.hasResource(SERVERLESS, { DeletionPolicy: 'Delete' });
    template.hasResource('AWS::KMS::Key', { DeletionPolicy: 'Delete' });
    expect(serverlessOf(template)).not.toHaveProperty('FinalSnapshotName');
  });

  it('with RETAIN leaves the cache itself', () => {
    const template = templateOf({ removalPolicy: RemovalPolicy.RETAIN });
    template.hasResource(SERVERLESS, { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    expect(serverlessOf(template)).not.toHaveProperty('FinalSnapshotName');
  });
});

describe('subnets', () => {
  const subnetsOf = (maxAzs: number, perZone = 1): unknown => {
    const stack = new ServerlessStack(userApp());
    const vpc = new ec2.Vpc(stack, 'Wide', {
      availabilityZones: ['a', 'b', 'c', 'd'].slice(0, maxAzs).map((zone) => `eu-central-1${zone}`),
      natGateways: 0,
      restrictDefaultSecurityGroup: false,
      subnetConfiguration: Array.from({ length: perZone }, (_, index) => ({
        name: `Private${index}`,
        subnetType: ec2.SubnetType.PRIVATE_ISOLATED,
      })),
    });
    stack.serverless({ vpc });
    return (serverlessOf(stack.template()).SubnetIds as { Ref: string }[]).map(({ Ref }) => Ref.slice(0, 19)).sort();
  };

  it('are one of each zone where the VPC has several', () => {
    expect(subnetsOf(2, 2)).toEqual(['WidePrivate0Subnet1', 'WidePrivate0Subnet2']);
  });

  it('are three where the VPC spans more zones', () => {
    expect(subnetsOf(4)).toEqual(['WidePrivate0Subnet1', 'WidePrivate0Subnet2', 'WidePrivate0Subnet3']);
  });

  it('are emitted in an order of their own, so that another order of the same subnets replaces nothing', () => {
    const stack = new ServerlessStack();
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Elsewhere', {
      vpcId: 'vpc-1',
      availabilityZones: ['eu-central-1a', 'eu-central-1b'],
      privateSubnetIds: ['subnet-b', 'subnet-a'],
    });
    stack.serverless({ vpc });
    expect(serverlessOf(stack.template()).SubnetIds).toEqual(['subnet-a', 'subnet-b']);
  });

  it('that do not know their zone are counted only', () => {
    const stack = new ServerlessStack();
    const subnets = ['a', 'b'].map((name) => ec2.Subnet.fromSubnetId(stack, name, `subnet-${name}`));
    stack.serverless({ vpcSubnets: { subnets } });
    expect(serverlessOf(stack.template()).SubnetIds).toEqual(['subnet-a', 'subnet-b']);
  });
});

describe('a public cache', () => {
  const stack = new ServerlessStack();
  stack.serverless({
    vpc: undefined,
    engine: ServerlessEngine.VALKEY_9,
    connectionType: ServerlessConnectionType.PUBLIC,
  });
  const template = stack.template();

  it('is in no VPC and behind no firewall', () => {
    expect(serverlessOf(template)).toMatchObject({ ConnectionType: 'public' });
    expect(serverlessOf(template)).not.toHaveProperty('SubnetIds');
    expect(serverlessOf(template)).not.toHaveProperty('SecurityGroupIds');
    template.resourceCountIs('AWS::EC2::SecurityGroup', 0);
  });

  it('has a group whose users authenticate by IAM', () => {
    expect(serverlessOf(template)).toHaveProperty('UserGroupId');
    expect(onlyResource(template, 'AWS::ElastiCache::User').Properties.AuthenticationMode).toEqual({ Type: 'iam' });
  });
});
