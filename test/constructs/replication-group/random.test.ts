import { CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as fc from 'fast-check';
import {
  Authentication,
  CacheEncryption,
  ClusterMode,
  Durability,
  Engine,
  EvictionPolicy,
  IpDiscovery,
  NetworkType,
  NodeType,
  ParameterPreset,
  ReplicationGroup,
  type ReplicationGroupProps,
  RestoreSource,
  Topology,
  TransitEncryption,
} from '@elasticache-kit/constructs';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { RULES } from '../../../lib/model/rule-catalog';
import { planReplicationGroup } from '../../../lib/replication-group/plan';
import { schemaFindings } from '../support/schema';
import { userApp } from '../support/stacks';

/** Values that only the deployment knows, besides those that are known. */
interface Unknowns {
  readonly number: number;
  readonly text: string;
}

type Props = Omit<ReplicationGroupProps, 'vpc'>;

const KNOWN_IDS = new Set(RULES.filter(({ severity }) => severity === 'error').map(({ id }) => id));

const count = (least: number, most: number) =>
  fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: least, max: most }).map((value) => () => value) },
    { weight: 1, arbitrary: fc.constantFrom(-1, 0, 1.5, 7, 501, Number.NaN).map((value) => () => value) },
    { weight: 1, arbitrary: fc.constant(({ number }: Unknowns) => number) },
  );

const text = (...values: string[]) =>
  fc.constantFrom(...values.map((value) => () => value), ({ text: unknown }: Unknowns) => unknown);

const topology = fc.oneof(
  count(0, 5).map((replicas) => (u: Unknowns) => Topology.replicated({ replicas: replicas(u) })),
  count(0, 5).map((replicas) => (u: Unknowns) => Topology.compatible({ replicas: replicas(u) })),
  fc.tuple(count(1, 20), count(0, 3)).map(
    ([shards, replicas]) =>
      (u: Unknowns) =>
        Topology.sharded({ shards: shards(u), replicasPerShard: replicas(u) }),
  ),
  fc
    .array(fc.constantFrom({}, { slots: '0-8191' }, { slots: '8192-16383' }, { replicas: 0 }, { replicas: 9 }), {
      maxLength: 3,
    })
    .map((placement) => () => Topology.sharded({ shards: 2, replicasPerShard: 1, placement })),
);

const engine = fc.constantFrom(
  (): Engine => Engine.VALKEY_7_2,
  (): Engine => Engine.VALKEY_8_1,
  (): Engine => Engine.VALKEY_9_0,
  (): Engine => Engine.REDIS_6_2,
  (): Engine => Engine.REDIS_7_1,
  (): Engine => Engine.MEMCACHED_1_6_22,
  (): Engine => Engine.valkey('8'),
  ({ text: version }: Unknowns) => Engine.valkey(version, { parameterFamily: 'valkey8' }),
);

const always =
  <T>(value: T) =>
  () =>
    value;
const maybe = <T>(...values: T[]) => fc.constantFrom(undefined, ...values).map(always);

const props = fc.record({
  topology,
  engine,
  nodeType: text('cache.r7g.large', 'cache.r6gd.xlarge', 'cache.t4g.micro', 'cache.r4.large', 'r7g.large', '').map(
    (name) => (u: Unknowns) => NodeType.of(name(u)),
  ),
  port: fc.option(count(1, 65535), { nil: always(undefined) }),
  eviction: maybe(...Object.values(EvictionPolicy)),
  preset: maybe(ParameterPreset.CACHE, ParameterPreset.STORE),
  rawParameters: maybe<Record<string, string>>({ timeout: '300' }, { timeout: 'x' }, { nonsense: '1' }, {}),
  authentication: maybe(Authentication.users(), Authentication.authToken(), Authentication.none()),
  transitEncryption: maybe(...Object.values(TransitEncryption)),
  encryption: maybe(...Object.values(CacheEncryption)),
  networkType: maybe(...Object.values(NetworkType)),
  ipDiscovery: maybe(...Object.values(IpDiscovery)),
  durability: maybe(...Object.values(Durability)),
  restoreFrom: maybe(
    RestoreSource.fromSnapshot('shop'),
    RestoreSource.fromSnapshot('an:arn'),
    RestoreSource.fromS3(['arn:aws:s3:::dumps/1.rdb', 'arn:aws:s3:::dumps/2.rdb']),
    RestoreSource.fromS3([]),
  ),
  autoMinorVersionUpgrade: maybe(true, false),
  replicationGroupId: text('shop', 'Shop', '').map((name) => (u: Unknowns) => name(u) || undefined),
  snapshotRetention: count(0, 36).map(
    (days) => (u: Unknowns) => (Number.isNaN(days(u)) || days(u) < 0 ? undefined : Duration.days(days(u))),
  ),
  snapshotWindow: text('03:00-04:00', '05:30-06:30', 'never'),
  maintenanceWindow: text('sun:05:00-sun:06:00', 'sunday', ''),
  description: text('The shop', '<b>', ''),
});

/** A cache by random properties, legal or not: its template, or the error that it was refused with. */
function build(random: { readonly [K in keyof Props]?: (unknowns: Unknowns) => Props[K] }) {
  const stack = new Stack(userApp(), 'Shop');
  const unknowns = {
    number: new CfnParameter(stack, 'Number', { type: 'Number' }).valueAsNumber,
    text: new CfnParameter(stack, 'Text').valueAsString,
  };
  const given = Object.fromEntries(
    Object.entries(random).map(([name, value]) => [name, value(unknowns)]),
  ) as unknown as Props;
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-1',
    availabilityZones: ['a', 'b'],
    isolatedSubnetIds: ['subnet-1', 'subnet-2'],
    isolatedSubnetRouteTableIds: ['rtb-1', 'rtb-2'],
  });
  const plan = () => planReplicationGroup('Shop/Cache', { vpc, ...given });
  try {
    new ReplicationGroup(stack, 'Cache', { vpc, ...given });
  } catch (error) {
    return { error: error as Error & { findings?: readonly { id: string }[] } };
  }
  return { stack, plan: plan(), template: Template.fromStack(stack) };
}

/** Randomly many come out legal, and all but a few illegal ones are refused for several reasons. */
const RUNS = 250;

it('any properties make a template that CloudFormation takes and that says what was planned, or are refused by rules that are in the catalogue', () => {
  const seen = { made: 0, refused: 0 };
  fc.assert(
    fc.property(props, (random) => {
      const result = build(random);
      if (result.error !== undefined) {
        const { error } = result;
        expect([error.name, error.message]).toEqual(['CacheConfigurationError', error.message]);
        expect(error.findings?.filter(({ id }) => !KNOWN_IDS.has(id))).toEqual([]);
        // What only the deployment knows is never what is wrong.
        expect(error.message).not.toContain('Token[');
        seen.refused += 1;
        return;
      }
      expectPlanned(result);
      seen.made += 1;
    }),
    { numRuns: RUNS },
  );
  expect(seen.refused).toBeGreaterThan(RUNS / 2);
}, 60_000);

it('legal properties beside each other, tokens among them, are never refused', () => {
  const legal = fc.record({
    topology: fc.constantFrom(
      ({ number }: Unknowns) => Topology.sharded({ shards: number, replicasPerShard: number }),
      ({ number }: Unknowns) => Topology.replicated({ replicas: number }),
      always(Topology.compatible({ replicas: 2 })),
      always(Topology.sharded({ shards: 30, replicasPerShard: 2 })),
    ),
    engine: fc.constantFrom(always(Engine.VALKEY_8_0), ({ text: version }: Unknowns) =>
      Engine.valkey(version, { parameterFamily: 'valkey8' }),
    ),
    nodeType: text('cache.r7g.large', 'cache.m7g.xlarge').map((name) => (u: Unknowns) => NodeType.of(name(u))),
    port: fc.constantFrom(always(undefined), always(7000), ({ number }: Unknowns) => number),
    eviction: maybe(...Object.values(EvictionPolicy)),
    encryption: maybe(...Object.values(CacheEncryption)),
    networkType: maybe(...Object.values(NetworkType)),
    replicationGroupId: text('shop'),
    snapshotRetention: fc.constantFrom(always(undefined), ({ number }: Unknowns) => Duration.days(number)),
    snapshotWindow: text('01:00-02:00'),
    maintenanceWindow: text('tue:05:00-tue:07:00'),
    description: text('The shop'),
  });
  fc.assert(
    fc.property(legal, (random) => {
      const result = build(random);
      expect(result.error?.message).toBeUndefined();
      if (result.error === undefined) expectPlanned(result);
    }),
    { numRuns: 100 },
  );
}, 60_000);

interface Made {
  readonly stack: Stack;
  readonly plan: ReturnType<typeof planReplicationGroup>;
  readonly template: Template;
}

/** A plan's words, found again in the template. */
function expectPlanned({ stack, plan, template }: Made): void {
  expect(schemaFindings(template.toJSON())).toEqual([]);
  const [group] = Object.values(template.findResources('AWS::ElastiCache::ReplicationGroup')) as {
    Properties: Record<string, unknown>;
  }[];
  const p = group?.Properties ?? {};
  const isCounted = plan.topology.clusterMode !== ClusterMode.ENABLED;
  const expected = {
    EngineVersion: plan.engine.version,
    Engine: plan.engine.name,
    CacheNodeType: plan.nodeType,
    Port: plan.port,
    ReplicationGroupDescription: plan.description,
    ReplicationGroupId: plan.replicationGroupId,
    NumNodeGroups: isCounted ? undefined : plan.topology.shards,
    NetworkType: plan.networkType,
    IpDiscovery: plan.ipDiscovery,
    Durability: plan.durability,
    DataTieringEnabled: plan.dataTiering ? true : undefined,
    SnapshotName: plan.restore?.snapshotName,
    SnapshotArns: plan.restore?.objectArns,
    SnapshotRetentionLimit: plan.snapshotRetentionDays,
    PreferredMaintenanceWindow: plan.maintenanceWindow,
    AutomaticFailoverEnabled: plan.automaticFailover,
    MultiAZEnabled: plan.multiAz,
    AutoMinorVersionUpgrade: plan.autoMinorVersionUpgrade,
    TransitEncryptionEnabled: plan.transitEncryption !== TransitEncryption.DISABLED,
  };
  const resolved = stack.resolve(expected) as Record<string, unknown>;
  expect(Object.fromEntries(Object.keys(expected).map((name) => [name, p[name]]))).toEqual({
    ...Object.fromEntries(Object.keys(expected).map((name) => [name, undefined])),
    ...resolved,
  });
  expect([p.UserGroupIds !== undefined, p.AuthToken !== undefined, p.KmsKeyId !== undefined]).toEqual([
    plan.authentication === 'users',
    plan.authentication === 'token',
    plan.encryption === CacheEncryption.CUSTOMER_MANAGED,
  ]);
}
