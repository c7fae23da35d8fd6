import * as path from 'node:path';
import {
  CachePattern,
  Engine,
  EvictionPolicy,
  NodeType,
  ReplicationGroup,
  Topology,
} from '@elasticache-kit/constructs';
import { Duration, Fn, RemovalPolicy, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/** A sharded production cache, its network, and a product catalogue that keeps its records in a table and reads them through the cache. */
export class ProductionCacheStack extends Stack {
  public constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const vpc = this.createNetwork();
    const catalog = this.createCatalog(vpc);

    const cache = new ReplicationGroup(this, 'Cache', {
      vpc,
      engine: Engine.valkey('8.0'),
      nodeType: NodeType.R7G_LARGE,
      topology: Topology.sharded({ shards: 3, replicasPerShard: 2 }),
      eviction: EvictionPolicy.ALLKEYS_LRU,
      notificationTopic: new sns.Topic(this, 'CacheEvents', { enforceSSL: true }),
    });
    const products = cache.addNamespace('products', CachePattern.cacheAside({ ttl: Duration.minutes(30) }));
    cache.connect(catalog, { namespaces: [products] });

    const table = this.createProducts();
    table.grantReadData(catalog);
    catalog.addEnvironment('PRODUCTS_TABLE', table.tableName);

    // The catalogue reads its password from Secrets Manager, and has no other way out of its subnets.
    const secrets = vpc.addInterfaceEndpoint('Secrets', {
      service: ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER,
      open: false,
    });
    secrets.connections.allowDefaultPortFrom(catalog);
    vpc.addGatewayEndpoint('Tables', { service: ec2.GatewayVpcEndpointAwsService.DYNAMODB });
    // The endpoint's addresses are a list that only a look-up in an account can name; the subnets have no other route anyway.
    catalog.connections.allowToAnyIpv4(ec2.Port.HTTPS, 'DynamoDB, through its gateway endpoint');
  }

  /** The database of record. */
  private createProducts(): dynamodb.TableV2 {
    return new dynamodb.TableV2(this, 'Products', {
      partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: RemovalPolicy.RETAIN,
    });
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
      destination: ec2.FlowLogDestination.toCloudWatchLogs(
        this.createLogGroup('FlowLogs', logs.RetentionDays.ONE_MONTH),
      ),
    });
    return vpc;
  }

  private createCatalog(vpc: ec2.Vpc): lambda.Function {
    const logGroup = this.createLogGroup('CatalogLogs', logs.RetentionDays.ONE_MONTH);
    const role = new iam.Role(this, 'CatalogRole', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    this.allowNetworkInterfaces(role);
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
      securityGroups: [
        new ec2.SecurityGroup(this, 'CatalogSecurityGroup', {
          vpc,
          description: 'The product catalogue',
          allowAllOutbound: false,
        }),
      ],
      logGroup,
    });
  }

  /** What Lambda needs to put a function into a VPC: the part of AWSLambdaVPCAccessExecutionRole that is not about logs. */
  private allowNetworkInterfaces(role: iam.Role): void {
    role.addToPolicy(
      new iam.PolicyStatement({
        sid: 'NetworkInterfaces',
        actions: [
          'ec2:AssignPrivateIpAddresses',
          'ec2:CreateNetworkInterface',
          'ec2:DeleteNetworkInterface',
          'ec2:DescribeNetworkInterfaces',
          'ec2:DescribeSubnets',
          'ec2:UnassignPrivateIpAddresses',
        ],
        resources: ['*'],
      }),
    );
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason:
        'Lambda checks these actions on all resources before it makes the network interfaces, whose ids do not exist yet: ' +
        'https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions',
    });
  }

  private createLogGroup(id: string, retention: logs.RetentionDays): logs.LogGroup {
    return new logs.LogGroup(this, id, { retention, removalPolicy: RemovalPolicy.DESTROY });
  }
}
