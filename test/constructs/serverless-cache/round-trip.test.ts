import { Duration, RemovalPolicy, Size, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnServerlessCache } from 'aws-cdk-lib/aws-elasticache';
import * as fc from 'fast-check';
import {
  CacheEncryption,
  NetworkType,
  type ServerlessCacheProps,
  ServerlessConnectionType,
  ServerlessEngine,
} from '@elasticache-kit/constructs';
import { findingsOf } from '../../../lib/model/finding';
import { planServerlessCache } from '../../../lib/serverless-cache/plan';
import { deletionPolicy, renderServerlessCache } from '../../../lib/serverless-cache/render';
import { SERVERLESS_RULES } from '../../../lib/serverless-cache/rules';
import { schemaFindings } from '../support/schema';
import { userApp } from '../support/stacks';
import { SERVERLESS } from './support';

const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined });
const name = fc.stringMatching(/^[a-z][a-z0-9]{0,10}(-[a-z0-9]{1,10}){0,2}$/);
const engine = fc.constantFrom(
  ServerlessEngine.VALKEY_7,
  ServerlessEngine.VALKEY_8,
  ServerlessEngine.VALKEY_9,
  ServerlessEngine.REDIS_7,
  ServerlessEngine.MEMCACHED_1_6,
);
const range = (least: number, most: number): fc.Arbitrary<{ minimum?: number; maximum?: number }> =>
  fc
    .tuple(optional(fc.integer({ min: least, max: most })), optional(fc.integer({ min: least, max: most })))
    .map(([a, b]) => {
      if (a === undefined || b === undefined) return { minimum: a, maximum: b };
      return { minimum: Math.min(a, b), maximum: Math.max(a, b) };
    });
const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));

/** Legal properties of a cache in a VPC. */
const props = fc
  .record({
    engine,
    data: range(1, 5000),
    work: range(1000, 15_000_000),
    days: fc.integer({ min: 1, max: 35 }),
    dailySnapshotTime: optional(time),
    finalSnapshotName: optional(name),
    restoreFrom: optional(name.map((label) => [`arn:aws:elasticache:eu-central-1:111122223333:snapshot:${label}`])),
    removalPolicy: fc.constantFrom(RemovalPolicy.SNAPSHOT, RemovalPolicy.DESTROY, RemovalPolicy.RETAIN),
    networkType: optional(fc.constantFrom(NetworkType.IPV4, NetworkType.IPV6, NetworkType.DUAL_STACK)),
    connectionType: optional(fc.constant(ServerlessConnectionType.VPC)),
    encryption: optional(fc.constantFrom(CacheEncryption.AWS_OWNED, CacheEncryption.CUSTOMER_MANAGED)),
    serverlessCacheName: optional(name),
    description: optional(fc.stringMatching(/^[^<>]{1,255}$/)),
  })
  .map(({ data, work, days, finalSnapshotName, ...rest }): ServerlessCacheProps => {
    const gib = (value: number | undefined): Size | undefined =>
      value === undefined ? undefined : Size.gibibytes(value);
    return {
      ...rest,
      vpc: {} as never,
      finalSnapshotName: rest.removalPolicy === RemovalPolicy.SNAPSHOT ? finalSnapshotName : undefined,
      snapshotRetention: Duration.days(days),
      usageLimits: { dataStorage: { minimum: gib(data.minimum), maximum: gib(data.maximum) }, ecpuPerSecond: work },
    };
  });

interface Rendered {
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
}

it('what a template says of a serverless cache is what its properties asked for, whatever they are', () => {
  fc.assert(
    fc.property(props, (given) => {
      const plan = planServerlessCache('Shop/Cache', given);
      expect(findingsOf(SERVERLESS_RULES, plan)).toEqual([]);
      const stack = new Stack(userApp(), 'Shop');
      const cache = new CfnServerlessCache(
        stack,
        'Cache',
        renderServerlessCache(plan, {
          name: plan.givenName ?? 'shop',
          subnetIds: ['subnet-1', 'subnet-2'],
          securityGroupIds: ['sg-1'],
          userGroupId: plan.authentication === 'users' ? 'shop-users' : undefined,
          keyArn: plan.encryption === CacheEncryption.AWS_OWNED ? undefined : 'arn:aws:kms:r:1:key/k',
        }),
      );
      cache.applyRemovalPolicy(deletionPolicy(plan));
      const template = Template.fromStack(stack);
      expect(schemaFindings(template.toJSON())).toEqual([]);
      expect(read(Object.values(template.findResources(SERVERLESS))[0] as Rendered)).toEqual({
        engine: plan.engine,
        data: plan.dataStorageGiB,
        work: plan.ecpuPerSecond,
        days: plan.snapshotRetentionDays,
        time: plan.dailySnapshotTime,
        restoreFrom: plan.restoreFrom,
        networkType: plan.networkType,
        connectionType: plan.connectionType,
        encryption: plan.encryption,
        authentication: plan.authentication,
        name: plan.givenName ?? 'shop',
        description: plan.description,
        removalPolicy: plan.removalPolicy,
      });
    }),
    { numRuns: 60 },
  );
});

/** A template's words back into those of a plan. */
function read({ Properties: p, DeletionPolicy }: Rendered): unknown {
  const limits = (p.CacheUsageLimits ?? {}) as Record<string, { Minimum?: number; Maximum?: number } | undefined>;
  const limit = (part: string): unknown => ({ minimum: limits[part]?.Minimum, maximum: limits[part]?.Maximum });
  const kept = DeletionPolicy === 'Retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
  return {
    engine: { name: p.Engine, version: p.MajorEngineVersion },
    data: limit('DataStorage'),
    work: limit('ECPUPerSecond'),
    days: p.SnapshotRetentionLimit,
    time: p.DailySnapshotTime,
    restoreFrom: p.SnapshotArnsToRestore,
    networkType: p.NetworkType,
    connectionType: p.ConnectionType,
    encryption: p.KmsKeyId === undefined ? CacheEncryption.AWS_OWNED : CacheEncryption.CUSTOMER_MANAGED,
    authentication: p.UserGroupId === undefined ? 'none' : 'users',
    name: p.ServerlessCacheName,
    description: p.Description,
    removalPolicy: p.FinalSnapshotName === undefined ? kept : RemovalPolicy.SNAPSHOT,
  };
}
