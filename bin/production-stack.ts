import * as path from 'node:path';
import {
  CachePattern,
  Engine,
  EvictionPolicy,
  NodeType,
  ReplicationGroup,
  Topology,
} from '@elasticache-kit/constructs';
import { Duration, Fn, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/** A sharded production cache, its network, and a product catalogue that uses it. */
export class ProductionCacheStack extends Stack {
  public constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const vpc = this.createNetwork();

    const cache = new ReplicationGroup(this, 'Cache', {
      vpc,
      engine: Engine.valkey('8.0'),
      nodeType: NodeType.R7G_LARGE,
      topology: Topology.sharded({ shards: 3, replicasPerShard: 2 }),
      eviction: EvictionPolicy.ALLKEYS_LRU,
      notificationTopic: new sns.Topic(this, 'CacheEvents', { enforceSSL: true }),
    });
    const products = cache.addNamespace('products', CachePattern.cacheAside({ ttl: Duration.minutes(30) }));
    cache.connect(this.createCatalog(vpc), { namespaces: [products] });
  }

  /** Private subnets without a way to the internet: what a function needs of AWS comes through an endpoint. */
  private createNetwork(): ec2.Vpc {
    const vpc = new ec2.Vpc(this, 'Vpc', {
      // Without an account the CDK assumes two zones. Three are taken from the Region at deployment; one with fewer fails there.
      availabilityZones: [0, 1, 2].map((index) => Fn.select(index, Fn.getAzs())),
      natGateways: 0,
      subnetConfiguration: [{ name: 'Private', subnetType: ec2.SubnetType.PRIVATE_ISOLATED, cidrMask: 24 }],
    });
    vpc.addFlowLog('FlowLog', {
      destination: ec2.FlowLogDestination.toCloudWatchLogs(this.createLogGroup('FlowLogs', logs.RetentionDays.ONE_MONTH)),
    });
    vpc.addInterfaceEndpoint('Secrets', { service: ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER });
    return vpc;
  }

  private createCatalog(vpc: ec2.Vpc): lambda.Function {
    const logGroup = this.createLogGroup('CatalogLogs', logs.RetentionDays.ONE_MONTH);
    const role = new iam.Role(this, 'CatalogRole', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    return new lambda.Function(this, 'Catalog', {
      description: 'Serves the product catalogue from the cache',
      code: lambda.Code.fromAsset(path.join(__dirname, '../dist/examples/catalog-handler')),
      handler: 'index.handler',
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      memorySize: 512,
      timeout: Duration.seconds(10),
      role,
      vpc,
      logGroup,
    });
  }

  private createLogGroup(id: string, retention: logs.RetentionDays): logs.LogGroup {
    return new logs.LogGroup(this, id, { retention, removalPolicy: RemovalPolicy.DESTROY });
  }
}
