import { CfnParameter, Duration, Lazy, RemovalPolicy, Size, Token } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as fc from 'fast-check';
import {
  Authentication,
  CacheEncryption,
  type DataStorageLimits,
  type EcpuLimits,
  NetworkType,
  type ServerlessCacheProps,
  ServerlessConnectionType,
  ServerlessEngine,
} from '@elasticache-kit/constructs';
import { planServerlessCache } from '../../../lib/serverless-cache/plan';
import { renderServerlessCache } from '../../../lib/serverless-cache/render';
import { SERVERLESS_RULES } from '../../../lib/serverless-cache/rules';
import { findingsOf } from '../../../lib/model/finding';
import { refusal } from '../support/errors';
import { serverlessOf, ServerlessStack } from './support';

type Props = Partial<ServerlessCacheProps>;

const storage = (dataStorage: DataStorageLimits): Props => ({ usageLimits: { dataStorage } });
const ecpu = (ecpuPerSecond: EcpuLimits): Props => ({ usageLimits: { ecpuPerSecond } });
const PUBLIC: Props = {
  vpc: undefined,
  engine: ServerlessEngine.VALKEY_9,
  connectionType: ServerlessConnectionType.PUBLIC,
};

const refused: [string, string, Props][] = [
  ['SC_ENGINE_VERSION_UNKNOWN', 'a minor version', { engine: ServerlessEngine.valkey('8.1') }],
  ['SC_ENGINE_VERSION_UNKNOWN', 'a version that never was', { engine: ServerlessEngine.valkey('6') }],
  ['SC_ENGINE_VERSION_UNKNOWN', 'a later Redis', { engine: ServerlessEngine.redis('8') }],
  ['SC_ENGINE_VERSION_UNKNOWN', 'Memcached with a patch', { engine: ServerlessEngine.memcached('1.6.22') }],
  ['SC_VPC_MISSING', 'neither VPC nor public endpoint', { vpc: undefined }],
  ['SC_PUBLIC_UNSUPPORTED', 'Valkey 8', { ...PUBLIC, engine: ServerlessEngine.VALKEY_8 }],
  ['SC_PUBLIC_UNSUPPORTED', 'Redis', { ...PUBLIC, engine: ServerlessEngine.REDIS_7 }],
  ['SC_PUBLIC_NEEDS_USERS', 'nobody', { ...PUBLIC, authentication: Authentication.none() }],
  ['SC_PUBLIC_OUTSIDE_VPC', 'subnets', { ...PUBLIC, vpcSubnets: {} }],
  ['SC_PUBLIC_OUTSIDE_VPC', 'firewalls', { ...PUBLIC, securityGroups: [] }],
  ['SC_SECURITY_GROUPS_EMPTY', 'an empty list', { securityGroups: [] }],
  ['SC_SUBNETS_OUT_OF_RANGE', 'none', { vpcSubnets: { subnets: [] } }],
  ['SC_AUTH_TOKEN_UNSUPPORTED', 'a token', { authentication: Authentication.authToken() }],
  [
    'SC_USERS_UNSUPPORTED',
    'users of Memcached',
    { engine: ServerlessEngine.MEMCACHED_1_6, authentication: Authentication.users() },
  ],
  ['SC_DATA_STORAGE_OUT_OF_RANGE', 'too little', storage({ minimum: Size.mebibytes(512) })],
  ['SC_DATA_STORAGE_OUT_OF_RANGE', 'too much', storage({ maximum: Size.gibibytes(5001) })],
  ['SC_DATA_STORAGE_OUT_OF_RANGE', 'a fraction', storage({ maximum: Size.mebibytes(1536) })],
  ['SC_ECPU_OUT_OF_RANGE', 'too little', ecpu({ minimum: 999 })],
  ['SC_ECPU_OUT_OF_RANGE', 'too much', ecpu({ maximum: 15_000_001 })],
  ['SC_ECPU_OUT_OF_RANGE', 'a fraction', ecpu({ maximum: 1000.5 })],
  ['SC_LIMITS_CONTRADICT', 'data', storage({ minimum: Size.gibibytes(11), maximum: Size.gibibytes(10) })],
  ['SC_LIMITS_CONTRADICT', 'work', ecpu({ minimum: 2000, maximum: 1000 })],
  ['SC_SNAPSHOT_RETENTION_OUT_OF_RANGE', 'too long', { snapshotRetention: Duration.days(36) }],
  ['SC_SNAPSHOT_RETENTION_OUT_OF_RANGE', 'half a day', { snapshotRetention: Duration.hours(12) }],
  ['SC_SNAPSHOT_TIME_INVALID', 'a window', { dailySnapshotTime: '03:00-04:00' }],
  ['SC_SNAPSHOT_TIME_INVALID', 'midnight of tomorrow', { dailySnapshotTime: '24:00' }],
  ['SC_SNAPSHOT_TIME_INVALID', 'one digit', { dailySnapshotTime: '3:00' }],
  [
    'SC_SNAPSHOT_TIME_WITHOUT_RETENTION',
    'nothing kept',
    { dailySnapshotTime: '03:00', snapshotRetention: Duration.days(0) },
  ],
  ['SC_FINAL_SNAPSHOT_NAME_INVALID', 'upper case', { finalSnapshotName: 'Final' }],
  ['SC_FINAL_SNAPSHOT_NAME_INVALID', 'a double hyphen', { finalSnapshotName: 'the--end' }],
  ['SC_FINAL_SNAPSHOT_NAME_INVALID', 'too long', { finalSnapshotName: 'x'.repeat(256) }],
  [
    'SC_FINAL_SNAPSHOT_UNUSED',
    'no snapshot taken',
    { finalSnapshotName: 'final', removalPolicy: RemovalPolicy.DESTROY },
  ],
  ['SC_RESTORE_SOURCE_INVALID', 'a name', { restoreFrom: ['before'] }],
  ['SC_RESTORE_SOURCE_INVALID', 'a cache', { restoreFrom: ['arn:aws:elasticache:r:1:serverlesscache:shop'] }],
  ['SC_RESTORE_SOURCE_INVALID', 'a bucket', { restoreFrom: ['arn:aws:s3:::bucket'] }],
  ['SC_RESTORE_SOURCE_INVALID', 'a comma', { restoreFrom: ['arn:aws:s3:::bucket/a,b.rdb'] }],
  ['SC_RESTORE_SOURCE_INVALID', 'nothing', { restoreFrom: [] }],
  ['SC_NAME_INVALID', 'upper case', { serverlessCacheName: 'Shop' }],
  ['SC_NAME_INVALID', 'a digit first', { serverlessCacheName: '1shop' }],
  ['SC_NAME_INVALID', 'a hyphen last', { serverlessCacheName: 'shop-' }],
  ['SC_NAME_INVALID', 'too long', { serverlessCacheName: 'x'.repeat(41) }],
  ['SC_NAME_INVALID', 'nothing', { serverlessCacheName: '' }],
  ['SC_DESCRIPTION_INVALID', 'angle brackets', { description: '<b>' }],
  ['SC_DESCRIPTION_INVALID', 'too long', { description: 'x'.repeat(256) }],
];

it.each(refused)('%s: %s', (id, _, props) => {
  expect(refusal(() => new ServerlessStack().serverless(props)).ids).toEqual([id]);
});

it('SC_KEY_CONTRADICTS_ENCRYPTION: a key with the key of AWS', () => {
  const stack = new ServerlessStack();
  const props = { encryptionKey: new kms.Key(stack, 'Key'), encryption: CacheEncryption.AWS_OWNED };
  expect(refusal(() => stack.serverless(props)).ids).toEqual(['SC_KEY_CONTRADICTS_ENCRYPTION']);
});

it('SC_PUBLIC_OUTSIDE_VPC: a VPC', () => {
  const stack = new ServerlessStack();
  const { ids, message } = refusal(() => stack.serverless({ ...PUBLIC, vpc: stack.vpc }));
  expect(ids).toEqual(['SC_PUBLIC_OUTSIDE_VPC']);
  expect(message).toContain('got vpc with connectionType PUBLIC');
});

describe('subnets that are listed one by one', () => {
  const listed = (...zones: string[]): Props => {
    const stack = new ServerlessStack(undefined, 'Networks');
    const subnets = zones.map((availabilityZone, index) =>
      ec2.Subnet.fromSubnetAttributes(stack, `Subnet${index}`, { subnetId: `subnet-${index}`, availabilityZone }),
    );
    return { vpcSubnets: { subnets } };
  };

  it.each([
    ['SC_SUBNETS_OUT_OF_RANGE', ['a']],
    ['SC_SUBNETS_OUT_OF_RANGE', ['a', 'b', 'c', 'd']],
    ['SC_SUBNETS_SHARE_ZONE', ['a', 'a']],
    ['SC_SUBNETS_SHARE_ZONE', ['a', 'b', 'b']],
  ])('are not dropped in silence: %s for zones %j', (id, zones) => {
    expect(refusal(() => new ServerlessStack().serverless(listed(...zones))).ids).toEqual([id]);
  });
});

it('names everything that is wrong at once, with what was given, what is allowed and what to do', () => {
  const { ids, message } = refusal(() =>
    new ServerlessStack().serverless({
      engine: ServerlessEngine.valkey('8.1'),
      vpcSubnets: { subnets: [] },
      dailySnapshotTime: 'noon',
      ...ecpu({ maximum: 10 }),
    }),
  );
  expect(ids).toEqual([
    'SC_ENGINE_VERSION_UNKNOWN',
    'SC_ECPU_OUT_OF_RANGE',
    'SC_SNAPSHOT_TIME_INVALID',
    'SC_SUBNETS_OUT_OF_RANGE',
  ]);
  expect(message).toContain(
    "got Valkey version '8.1'; allowed: major versions of serverless caches: 7, 8, 9. Use a constant",
  );
  expect(message).toContain(
    'got usageLimits.ecpuPerSecond.maximum of 10 ECPU per second; allowed: a whole number from 1000',
  );
});

it.each([
  ['the next Valkey', ServerlessEngine.valkey('10')],
  ['the next Memcached', ServerlessEngine.memcached('1.7')],
])('takes %s, which this release cannot know', (_, engine) => {
  expect(() => new ServerlessStack().serverless({ engine })).not.toThrow();
});

it('says nothing about values that only the deployment knows', () => {
  const stack = new ServerlessStack();
  const text = (id: string): string => new CfnParameter(stack, id).valueAsString;
  const number = (id: string): number => new CfnParameter(stack, id, { type: 'Number' }).valueAsNumber;
  stack.serverless({
    engine: ServerlessEngine.valkey(text('Version')),
    usageLimits: {
      dataStorage: { minimum: Size.gibibytes(number('Least')), maximum: Size.gibibytes(number('Most')) },
      ecpuPerSecond: { minimum: number('LeastWork'), maximum: 1000 },
    },
    dailySnapshotTime: text('Time'),
    finalSnapshotName: text('Final'),
    restoreFrom: [text('Source')],
    serverlessCacheName: text('Name'),
    description: Lazy.string({ produce: () => 'late' }),
  });
  const properties = serverlessOf(stack.template());
  expect(properties).toMatchObject({
    MajorEngineVersion: { Ref: 'Version' },
    CacheUsageLimits: { DataStorage: { Minimum: { Ref: 'Least' } }, ECPUPerSecond: { Minimum: { Ref: 'LeastWork' } } },
    Description: 'late',
  });
});

describe('limits, whatever they are', () => {
  const number = fc.oneof(
    fc.constant(undefined),
    fc.constant(0),
    fc.integer({ min: -10, max: 5100 }),
    fc.integer({ min: 900, max: 15_001_000 }),
  );

  it('are refused or stand in the template as given', () => {
    fc.assert(
      fc.property(number, number, number, number, (leastData, mostData, leastWork, mostWork) => {
        fc.pre([leastData, mostData].every((value) => value === undefined || value >= 0));
        const gib = (value: number | undefined): Size | undefined =>
          value === undefined ? undefined : Size.gibibytes(value);
        const plan = planServerlessCache('Shop/Cache', {
          engine: ServerlessEngine.VALKEY_8,
          vpc: {} as ec2.IVpc,
          usageLimits: {
            dataStorage: { minimum: gib(leastData), maximum: gib(mostData) },
            ecpuPerSecond: { minimum: leastWork, maximum: mostWork },
          },
        });
        const inRange = (value: number | undefined, least: number, most: number): boolean =>
          value === undefined || value === 0 || (value >= least && value <= most);
        const ordered = (least = 0, most = 0): boolean => most === 0 || least <= most;
        const isLegal =
          [leastData, mostData].every((value) => inRange(value, 1, 5000)) &&
          [leastWork, mostWork].every((value) => inRange(value, 1000, 15_000_000)) &&
          ordered(leastData, mostData) &&
          ordered(leastWork, mostWork);
        expect(findingsOf(SERVERLESS_RULES, plan).length === 0).toBe(isLegal);
        const refs = { name: 'shop', subnetIds: [], securityGroupIds: [], userGroupId: undefined, keyArn: undefined };
        const { cacheUsageLimits } = renderServerlessCache(plan, refs) as {
          cacheUsageLimits?: { dataStorage?: unknown; ecpuPerSecond?: unknown };
        };
        const isSaid = (...values: unknown[]): boolean => values.some((value) => value !== undefined);
        expect(cacheUsageLimits?.dataStorage).toEqual(
          isSaid(leastData, mostData) ? { unit: 'GB', minimum: leastData, maximum: mostData } : undefined,
        );
        expect(cacheUsageLimits?.ecpuPerSecond).toEqual(
          isSaid(leastWork, mostWork) ? { minimum: leastWork, maximum: mostWork } : undefined,
        );
      }),
    );
  });
});

describe('warnings', () => {
  const BOUNDED: Props = {
    usageLimits: { dataStorage: { maximum: Size.gibibytes(10) }, ecpuPerSecond: { maximum: 10_000 } },
  };
  const warningsOf = (props: Props): unknown[] => {
    const stack = new ServerlessStack();
    stack.serverless(props);
    return Annotations.fromStack(stack)
      .findWarning('/Shop/Cache', Match.anyValue())
      .map(({ entry }) => /constructs:([A-Z_]+)/.exec(JSON.stringify(entry.data))?.[1]);
  };

  it('are none for a cache whose use is bounded', () => {
    expect(warningsOf(BOUNDED)).toEqual([]);
  });

  it.each<[string, Props]>([
    ['SC_USAGE_UNBOUNDED', { usageLimits: { dataStorage: { maximum: Size.gibibytes(10) } } }],
    ['SC_USAGE_UNBOUNDED', { usageLimits: { ...BOUNDED.usageLimits, ecpuPerSecond: { maximum: 0 } } }],
    ['SC_SNAPSHOTS_OFF', { ...BOUNDED, snapshotRetention: Duration.days(0) }],
    ['SC_NO_AUTHENTICATION', { ...BOUNDED, authentication: Authentication.none() }],
    ['SC_PUBLIC', { ...BOUNDED, ...PUBLIC }],
    ['SC_NAME_FIXED', { ...BOUNDED, serverlessCacheName: 'shop' }],
    [
      'SC_RESTORE_MUST_STAY',
      { ...BOUNDED, restoreFrom: ['arn:aws:elasticache:eu-central-1:111122223333:snapshot:before'] },
    ],
  ])('%s for %j', (id, props) => {
    expect(warningsOf(props)).toEqual([id]);
  });

  it('say nothing about Memcached without users, which it cannot have', () => {
    expect(warningsOf({ ...BOUNDED, engine: ServerlessEngine.MEMCACHED_1_6 })).toEqual([]);
  });

  it('name what is unbounded', () => {
    const stack = new ServerlessStack();
    stack.serverless({ usageLimits: { ecpuPerSecond: { maximum: 1000 } } });
    Annotations.fromStack(stack).hasWarning('/Shop/Cache', Match.stringLikeRegexp('no maximum for dataStorage;'));
  });

  it('tell of a firewall that is open to everybody', () => {
    const stack = new ServerlessStack();
    const cache = stack.serverless({ ...BOUNDED, networkType: NetworkType.IPV4 });
    cache.connections.allowDefaultPortFromAnyIpv4('open');
    Annotations.fromStack(stack).hasWarning('/Shop/Cache', Match.stringLikeRegexp('CACHE_OPEN_TO_EVERYBODY'));
  });
});

it('a maximum that only the deployment knows counts as one', () => {
  const stack = new ServerlessStack();
  stack.serverless({
    usageLimits: {
      dataStorage: { maximum: Size.gibibytes(Token.asNumber({ Ref: 'Most' })) },
      ecpuPerSecond: { maximum: 1000 },
    },
  });
  Annotations.fromStack(stack).hasNoWarning('/Shop/Cache', Match.stringLikeRegexp('SC_USAGE_UNBOUNDED'));
});
