import * as path from 'node:path';
import { Aws, CfnDeletionPolicy } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elasticache from 'aws-cdk-lib/aws-elasticache';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';

export class ProductCache extends Construct {
  public constructor(scope: Construct, id: string, vpc: ec2.IVpc, catalog: lambda.Function) {
    super(scope, id);
    const key = new kms.CfnKey(this, 'Key', {
      description: 'Encrypts the product cache',
      enableKeyRotation: true,
      keyPolicy: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:root` },
            Action: 'kms:*',
            Resource: '*',
          },
        ],
      },
    });
    key.cfnOptions.deletionPolicy = CfnDeletionPolicy.RETAIN;
    key.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;

    const securityGroup = new ec2.CfnSecurityGroup(this, 'SecurityGroup', {
      vpcId: vpc.vpcId,
      groupDescription: 'Nodes of the product cache',
      // Without any rule EC2 would allow everything out.
      securityGroupEgress: [
        {
          cidrIp: '255.255.255.255/32',
          ipProtocol: 'icmp',
          fromPort: 252,
          toPort: 86,
          description: 'Disallow all traffic',
        },
      ],
    });
    const catalogSecurityGroupId = catalog.connections.securityGroups[0]?.securityGroupId ?? '';
    new ec2.CfnSecurityGroupIngress(this, 'FromCatalog', {
      groupId: securityGroup.attrGroupId,
      sourceSecurityGroupId: catalogSecurityGroupId,
      ipProtocol: 'tcp',
      fromPort: 6379,
      toPort: 6379,
      description: 'catalog to its cache',
    });
    new ec2.CfnSecurityGroupEgress(this, 'CatalogToCache', {
      groupId: catalogSecurityGroupId,
      destinationSecurityGroupId: securityGroup.attrGroupId,
      ipProtocol: 'tcp',
      fromPort: 6379,
      toPort: 6379,
      description: 'catalog to its cache',
    });

    const userName = 'shop-catalog';
    const secret = new secretsmanager.CfnSecret(this, 'Secret', {
      description: 'Password of the cache user shop-catalog',
      kmsKeyId: key.attrArn,
      generateSecretString: {
        secretStringTemplate: JSON.stringify({ username: userName }),
        generateStringKey: 'password',
        passwordLength: 64,
        excludePunctuation: true,
      },
    });
    secret.cfnOptions.deletionPolicy = CfnDeletionPolicy.DELETE;
    secret.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.DELETE;
    const user = new elasticache.CfnUser(this, 'User', {
      engine: 'valkey',
      userId: userName,
      userName,
      accessString:
        'on resetchannels -@all +asking +client|setinfo +client|setname +cluster|info +cluster|nodes +cluster|shards ' +
        '+cluster|slots +del +eval +evalsha +get +info +pexpire +ping +set ~products:*',
      authenticationMode: {
        Type: 'password',
        Passwords: [`{{resolve:secretsmanager:${secret.ref}:SecretString:password::}}`],
      },
    });
    const userGroup = new elasticache.CfnUserGroup(this, 'Users', {
      engine: 'valkey',
      userGroupId: 'shop-cache',
      userIds: [userName],
    });
    userGroup.addResourceDependency(user);

    const subnets = new elasticache.CfnSubnetGroup(this, 'Subnets', {
      description: 'Subnets of the product cache',
      subnetIds: vpc.isolatedSubnets.map(({ subnetId }) => subnetId),
    });
    const parameters = new elasticache.CfnParameterGroup(this, 'Parameters', {
      cacheParameterGroupFamily: 'valkey8',
      description: 'Parameters of the product cache',
      properties: { 'cluster-enabled': 'yes', 'maxmemory-policy': 'allkeys-lru' },
    });
    const cache = new elasticache.CfnReplicationGroup(this, 'Cache', {
      replicationGroupDescription: 'Product cache',
      engine: 'valkey',
      engineVersion: '8.1',
      cacheNodeType: 'cache.r7g.large',
      clusterMode: 'enabled',
      numNodeGroups: 3,
      replicasPerNodeGroup: 2,
      automaticFailoverEnabled: true,
      multiAzEnabled: true,
      cacheParameterGroupName: parameters.ref,
      cacheSubnetGroupName: subnets.ref,
      securityGroupIds: [securityGroup.attrGroupId],
      port: 6379,
      transitEncryptionEnabled: true,
      transitEncryptionMode: 'required',
      atRestEncryptionEnabled: true,
      kmsKeyId: key.attrArn,
      userGroupIds: [userGroup.userGroupId],
      autoMinorVersionUpgrade: true,
      preferredMaintenanceWindow: 'sun:05:00-sun:06:00',
      snapshotRetentionLimit: 7,
      snapshotWindow: '03:00-04:00',
    });
    cache.addResourceDependency(userGroup);
    cache.cfnOptions.updatePolicy = { useOnlineResharding: true };
    cache.cfnOptions.deletionPolicy = CfnDeletionPolicy.SNAPSHOT;
    cache.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.SNAPSHOT;

    const ofSecretsManager = { StringEquals: { 'kms:ViaService': `secretsmanager.${Aws.REGION}.amazonaws.com` } };
    const catalogPolicy = new iam.CfnPolicy(this, 'CatalogPolicy', {
      policyName: 'ReadCachePassword',
      roles: [catalog.role?.roleName ?? ''],
      policyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
            Resource: secret.ref,
          },
          { Effect: 'Allow', Action: 'kms:Decrypt', Resource: key.attrArn, Condition: ofSecretsManager },
        ],
      },
    });
    (catalog.node.defaultChild as lambda.CfnFunction).addResourceDependency(catalogPolicy);
    catalog.addEnvironment('CACHE_HOST', cache.attrConfigurationEndPointAddress);
    catalog.addEnvironment('CACHE_SECRET', secret.ref);

    const rotationLogs = new logs.CfnLogGroup(this, 'RotationLogs', { retentionInDays: 90 });
    rotationLogs.cfnOptions.deletionPolicy = CfnDeletionPolicy.DELETE;
    rotationLogs.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.DELETE;
    const rotationRole = new iam.CfnRole(this, 'RotationRole', {
      assumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
      },
    });
    const rotationPolicy = new iam.CfnPolicy(this, 'RotationPolicy', {
      policyName: 'RotateCachePassword',
      roles: [rotationRole.ref],
      policyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            Resource: rotationLogs.attrArn,
          },
          {
            Effect: 'Allow',
            Action: [
              'secretsmanager:DescribeSecret',
              'secretsmanager:GetSecretValue',
              'secretsmanager:PutSecretValue',
              'secretsmanager:UpdateSecretVersionStage',
            ],
            Resource: secret.ref,
          },
          {
            Effect: 'Allow',
            Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
            Resource: key.attrArn,
            Condition: ofSecretsManager,
          },
          {
            Effect: 'Allow',
            Action: ['elasticache:DescribeUsers', 'elasticache:ModifyUser'],
            Resource: user.attrArn,
          },
        ],
      },
    });
    const code = new Asset(this, 'RotationCode', {
      path: path.join(__dirname, '../../dist/lambda/rotate-user-password'),
    });
    const rotation = new lambda.CfnFunction(this, 'Rotation', {
      description: 'Rotates the passwords of the product cache',
      code: { s3Bucket: code.s3BucketName, s3Key: code.s3ObjectKey },
      handler: 'index.handler',
      runtime: 'nodejs24.x',
      architectures: ['arm64'],
      memorySize: 256,
      timeout: 900,
      role: rotationRole.attrArn,
      loggingConfig: { logGroup: rotationLogs.ref },
    });
    rotation.addResourceDependency(rotationPolicy);
    const permission = new lambda.CfnPermission(this, 'RotationPermission', {
      functionName: rotation.attrArn,
      action: 'lambda:InvokeFunction',
      principal: 'secretsmanager.amazonaws.com',
      sourceAccount: Aws.ACCOUNT_ID,
    });
    const schedule = new secretsmanager.CfnRotationSchedule(this, 'RotationSchedule', {
      secretId: secret.ref,
      rotationLambdaArn: rotation.attrArn,
      rotationRules: { automaticallyAfterDays: 30 },
      rotateImmediatelyOnUpdate: false,
    });
    schedule.addResourceDependency(permission);
    schedule.addResourceDependency(user);
  }
}
