import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CachePattern, Engine, NodeType, ReplicationGroup, Topology } from '@elasticache-kit/constructs';
import { App, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as lambda from 'aws-cdk-lib/aws-lambda';

/** Template of a stack with one cache of three shards with two replicas each, and one namespace with a consumer. */
export function clusterTemplate(): Record<string, unknown> {
  const outdir = mkdtempSync(join(tmpdir(), 'ek-bench-'));
  try {
    const app = new App({ outdir, analyticsReporting: false });
    const stack = new Stack(app, 'Bench');
    const vpc = new ec2.Vpc(stack, 'Vpc', {
      natGateways: 0,
      subnetConfiguration: [{ name: 'Private', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
    });
    const cache = new ReplicationGroup(stack, 'Cache', {
      vpc,
      engine: Engine.valkey('8.0'),
      nodeType: NodeType.R7G_LARGE,
      topology: Topology.sharded({ shards: 3, replicasPerShard: 2 }),
    });
    const reader = new lambda.Function(stack, 'Reader', {
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline('exports.handler = async () => {};'),
      vpc,
    });
    cache.connect(reader, { namespaces: [cache.addNamespace('products', CachePattern.cacheAside())] });
    return app.synth().getStackByName('Bench').template as Record<string, unknown>;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
