import * as path from 'node:path';
import type { ICache, Namespace } from '@elasticache-kit/constructs';
import { Duration, RemovalPolicy, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { isolatedNetwork, shortLivedLogs } from './network';

/** A network, and a product catalogue that keeps its records in a table and reads them through a cache. */
export abstract class CatalogStack extends Stack {
  protected readonly vpc: ec2.Vpc;
  protected readonly catalog: lambda.Function;

  protected constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    this.vpc = isolatedNetwork(this);
    this.catalog = this.createCatalog(this.vpc);
  }

  /** The catalogue reads its products through this namespace of this cache. */
  protected serveThrough(cache: ICache, products: Namespace): void {
    cache.connect(this.catalog, { namespaces: [products] });

    const table = this.createProducts();
    table.grantReadData(this.catalog);
    this.catalog.addEnvironment('PRODUCTS_TABLE', table.tableName);

    // The catalogue reads its password from Secrets Manager, and has no other way out of its subnets.
    const secrets = this.vpc.addInterfaceEndpoint('Secrets', {
      service: ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER,
      open: false,
    });
    secrets.connections.allowDefaultPortFrom(this.catalog);
    this.vpc.addGatewayEndpoint('Tables', { service: ec2.GatewayVpcEndpointAwsService.DYNAMODB });
    // The endpoint's addresses are a list that only a look-up in an account can name; the subnets have no other route anyway.
    this.catalog.connections.allowToAnyIpv4(ec2.Port.HTTPS, 'DynamoDB, through its gateway endpoint');
  }

  /** The database of record. */
  private createProducts(): dynamodb.TableV2 {
    return new dynamodb.TableV2(this, 'Products', {
      partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  private createCatalog(vpc: ec2.Vpc): lambda.Function {
    const logGroup = shortLivedLogs(this, 'CatalogLogs');
    const role = new iam.Role(this, 'CatalogRole', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    this.allowNetworkInterfaces(role);
    return new lambda.Function(this, 'Catalog', {
      description: 'Serves the product catalogue from the cache',
      code: lambda.Code.fromAsset(path.join(__dirname, '../../dist/examples/catalog-handler')),
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
}
