import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { App, type AppProps, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import {
  CachePattern,
  Engine,
  NodeType,
  ReplicationGroup,
  type ReplicationGroupProps,
  Topology,
} from '@elasticache-kit/constructs';
import { schemaChecked } from './schema-checked';

/** The context that a user of this repository synthesizes with. */
export const CONTEXT = (
  JSON.parse(readFileSync(path.join(__dirname, '../../../cdk.json'), 'utf8')) as { context: Record<string, unknown> }
).context;

/** The CDK writes every assembly to a directory of its own and leaves it there. */
const assemblies = mkdtempSync(path.join(tmpdir(), 'ek-assemblies-'));
afterAll(() => rmSync(assemblies, { recursive: true, force: true }));

/** A user's stack with a VPC, to put caches into. Template validation has a test of its own and takes seconds, so it is off here. */
export class UserStack extends Stack {
  public readonly vpc: ec2.Vpc;

  public constructor(scope: App = userApp(), id = 'Shop') {
    super(scope, id);
    this.vpc = new ec2.Vpc(this, 'Vpc', {
      maxAzs: 2,
      natGateways: 0,
      subnetConfiguration: [{ name: 'Private', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
      restrictDefaultSecurityGroup: false,
    });
  }

  public cache(props: Partial<ReplicationGroupProps> = {}, id = 'Cache'): ReplicationGroup {
    return new ReplicationGroup(this, id, {
      vpc: this.vpc,
      engine: Engine.valkey('8.0'),
      nodeType: NodeType.R7G_LARGE,
      topology: Topology.sharded({ shards: 3, replicasPerShard: 2 }),
      ...props,
    });
  }

  public lambda(id = 'Catalog', vpc: ec2.IVpc | undefined = this.vpc): lambda.Function {
    return new lambda.Function(this, id, {
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline('exports.handler = async () => {};'),
      vpc,
    });
  }

  public template(): Template {
    return schemaChecked(Template.fromStack(this));
  }
}

export function userApp(props: AppProps = {}): App {
  const outdir = mkdtempSync(path.join(assemblies, 'app-'));
  return new App({
    outdir,
    // Warnings are asserted on where they matter; printed for every template they would bury what failed.
    context: { ...CONTEXT, '@aws-cdk/core:annotationsInValidationReport': false },
    analyticsReporting: false,
    builtinCloudFormationValidation: false,
    ...props,
  });
}

/** Template of a stack with one cache that has a namespace and a consumer. */
export function templateOf(props: Partial<ReplicationGroupProps> = {}): Template {
  const stack = new UserStack();
  const cache = stack.cache(props);
  cache.connect(stack.lambda(), { namespaces: [cache.addNamespace('products', CachePattern.cacheAside())] });
  return stack.template();
}

interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
  readonly DependsOn?: readonly string[];
}

/** The only resource of its type, with its logical id. */
export function onlyResource(template: Template, type: string): Resource & { readonly logicalId: string } {
  const found = Object.entries(template.findResources(type)) as [string, Resource][];
  const [first] = found;
  if (first === undefined || found.length > 1) throw new Error(`expected one ${type}, found ${found.length}`);
  return { logicalId: first[0], ...first[1] };
}
