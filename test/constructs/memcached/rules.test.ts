import { Lazy, RemovalPolicy, Size } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import {
  Engine,
  IpDiscovery,
  type MemcachedClusterProps,
  NetworkType,
  NodeType,
  ParameterGroup,
  TransitEncryption,
} from '@elasticache-kit/constructs';
import { refusal } from '../support/errors';
import { UserStack } from '../support/stacks';
import { clusterIn } from './cluster';

type Props = Partial<MemcachedClusterProps>;

const PLAIN = { transitEncryption: TransitEncryption.DISABLED };

const refused: [string, Props][] = [
  ['MC_ENGINE_UNSUPPORTED', { engine: Engine.VALKEY_8_1 }],
  ['MC_ENGINE_UNSUPPORTED', { engine: Engine.REDIS_7_1 }],
  ['MC_ENGINE_VERSION_UNKNOWN', { engine: Engine.memcached('1.6.99') }],
  ['MC_ENGINE_VERSION_UNKNOWN', { engine: Engine.memcached('1.6') }],
  ['MC_NODE_TYPE_UNSUPPORTED', { nodeType: NodeType.of('m7g.large') }],
  ['MC_NODE_TYPE_UNSUPPORTED', { nodeType: NodeType.of('cache.r7gd.large') }],
  ['MC_NODE_TYPE_UNSUPPORTED', { nodeType: NodeType.of('cache.r6gd.xlarge') }],
  ['MC_NODE_TYPE_UNSUPPORTED', { nodeType: NodeType.of('cache.r6g.24xlarge') }],
  ['MC_NODE_TYPE_UNSUPPORTED', { nodeType: NodeType.of('cache.t2.micro') }],
  ['MC_NODE_TYPE_UNSUPPORTED', { nodeType: NodeType.M6G_LARGE, engine: Engine.MEMCACHED_1_5_10, ...PLAIN }],
  ['MC_NODE_TYPE_UNSUPPORTED', { nodeType: NodeType.R8G_LARGE, engine: Engine.MEMCACHED_1_5_16, ...PLAIN }],
  ['MC_TLS_UNSUPPORTED', { engine: Engine.MEMCACHED_1_6_6 }],
  ['MC_TLS_UNSUPPORTED', { engine: Engine.MEMCACHED_1_6_6, transitEncryption: TransitEncryption.REQUIRED }],
  ['MC_TLS_UNSUPPORTED', { transitEncryption: TransitEncryption.PREFERRED }],
  ['MC_NODES_OUT_OF_RANGE', { nodes: 0 }],
  ['MC_NODES_OUT_OF_RANGE', { nodes: 61 }],
  ['MC_NODES_OUT_OF_RANGE', { nodes: 2.5 }],
  ['MC_CROSS_ZONE_NEEDS_NODES', { nodes: 1, crossZone: true }],
  ['MC_ZONES_MISMATCH', { nodes: 3, availabilityZones: ['eu-central-1a', 'eu-central-1b'] }],
  ['MC_ZONES_CONTRADICT', { nodes: 2, crossZone: false, availabilityZones: ['eu-central-1a', 'eu-central-1b'] }],
  ['MC_ZONES_CONTRADICT', { nodes: 2, crossZone: true, availabilityZones: ['eu-central-1a', 'eu-central-1a'] }],
  ['MC_IPV6_UNSUPPORTED', { networkType: NetworkType.IPV6, engine: Engine.MEMCACHED_1_5_16, ...PLAIN }],
  ['MC_IPV6_UNSUPPORTED', { networkType: NetworkType.DUAL_STACK, nodeType: NodeType.of('cache.r4.large') }],
  ['MC_IP_DISCOVERY_UNSUITED', { ipDiscovery: IpDiscovery.IPV6 }],
  ['MC_IP_DISCOVERY_UNSUITED', { networkType: NetworkType.IPV6, ipDiscovery: IpDiscovery.IPV4 }],
  ['MC_PORT_OUT_OF_RANGE', { port: 0 }],
  ['MC_PORT_OUT_OF_RANGE', { port: 65_536 }],
  ['MC_PORT_OUT_OF_RANGE', { port: 11211.5 }],
  ['MC_NAME_INVALID', { clusterName: 'Shop' }],
  ['MC_NAME_INVALID', { clusterName: 'shop-' }],
  ['MC_NAME_INVALID', { clusterName: 'shop--items' }],
  ['MC_NAME_INVALID', { clusterName: '1shop' }],
  ['MC_NAME_INVALID', { clusterName: '' }],
  ['MC_NAME_INVALID', { clusterName: 'x'.repeat(51) }],
  ['MC_DESCRIPTION_INVALID', { description: '<b>' }],
  ['MC_DESCRIPTION_INVALID', { description: '' }],
  ['MC_DESCRIPTION_INVALID', { description: 'x'.repeat(256) }],
  ['MC_MAINTENANCE_WINDOW_INVALID', { maintenanceWindow: '05:00-06:00' }],
  ['MC_MAINTENANCE_WINDOW_INVALID', { maintenanceWindow: 'sun:05:00-sun:05:30' }],
  ['MC_SNAPSHOT_IMPOSSIBLE', { removalPolicy: RemovalPolicy.SNAPSHOT }],
  ['MC_SUBNETS_OUT_OF_RANGE', { vpcSubnets: { subnets: [] }, crossZone: false }],
  ['MC_ITEM_TOO_LARGE', { nodeType: NodeType.T4G_MICRO, parameters: { maxItemSize: Size.mebibytes(128) } }],
  ['PG_MAX_ITEM_SIZE_INVALID', { rawParameters: { max_item_size: '1000000' } }],
  ['PG_PARAMETER_UNKNOWN', { rawParameters: { maxmemory: '1' } }],
  ['PG_PARAMETER_NOT_MODIFIABLE', { rawParameters: { num_threads: '4' } }],
  ['PG_PARAMETER_VALUE_INVALID', { rawParameters: { slab_automove: '3' } }],
  ['PG_PARAMETER_REPEATED', { parameters: { casDisabled: true }, rawParameters: { cas_disabled: '1' } }],
];

it.each(refused)('%s for %j', (id, props) => {
  expect(refusal(() => clusterIn(new UserStack(), props)).ids).toEqual([id]);
});

const accepted: [string, Props][] = [
  ['the most nodes', { nodes: 60 }],
  ['the first version with encryption', { engine: Engine.MEMCACHED_1_6_12 }],
  ['an old version without encryption', { engine: Engine.MEMCACHED_1_5_16, ...PLAIN }],
  ['a node family newer than this release', { nodeType: NodeType.of('cache.z9.large') }],
  ['nodes of the newest generation', { nodeType: NodeType.R8G_LARGE }],
  ['the longest name', { clusterName: 'x'.repeat(50) }],
  ['a cluster that stays when it is removed', { removalPolicy: RemovalPolicy.RETAIN }],
  ['IPv6 alone', { networkType: NetworkType.IPV6, ipDiscovery: IpDiscovery.IPV6 }],
  ['items as large as a quarter of a node', { parameters: { maxItemSize: Size.mebibytes(1024) } }],
];

it.each(accepted)('accepts %s', (_, props) => {
  expect(() => clusterIn(new UserStack(), props)).not.toThrow();
});

it('refuses one zone for nodes in several, and takes it where that is said', () => {
  const stack = new UserStack();
  const vpcSubnets = { subnets: stack.vpc.isolatedSubnets.slice(0, 1) };
  expect(refusal(() => clusterIn(stack, { vpcSubnets })).ids).toEqual(['MC_CROSS_ZONE_NEEDS_ZONES']);
  expect(() => clusterIn(stack, { vpcSubnets, crossZone: false }, 'Other')).not.toThrow();
  expect(() => clusterIn(stack, { vpcSubnets, nodes: 1 }, 'Single')).not.toThrow();
});

it('refuses zones in which the cluster has no subnet', () => {
  const stack = new UserStack();
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Imported', {
    vpcId: 'vpc-1',
    availabilityZones: ['eu-central-1a', 'eu-central-1b'],
    isolatedSubnetIds: ['subnet-1', 'subnet-2'],
  });
  const { ids, message } = refusal(() =>
    clusterIn(stack, { vpc, nodes: 2, availabilityZones: ['eu-central-1a', 'eu-central-1c'] }),
  );
  expect(ids).toEqual(['MC_ZONES_WITHOUT_SUBNET']);
  expect(message).toContain('got nodes in eu-central-1c');
});

it('refuses a topic with a key, to which ElastiCache would publish nothing without a word', () => {
  const stack = new UserStack();
  const notificationTopic = new sns.Topic(stack, 'Events', { masterKey: new kms.Key(stack, 'TopicKey') });
  expect(refusal(() => clusterIn(stack, { notificationTopic })).ids).toEqual(['MC_TOPIC_ENCRYPTED']);
});

it('refuses a parameter group of another family, and parameters beside a group', () => {
  const stack = new UserStack();
  const parameterGroup = ParameterGroup.fromParameterGroupName(stack, 'Old', 'default.memcached1.5');
  const { ids } = refusal(() => clusterIn(stack, { parameterGroup, parameters: { casDisabled: true } }));
  expect(ids).toEqual(['MC_PARAMETERS_TWICE', 'MC_PARAMETER_GROUP_FAMILY']);
});

it('names everything that is wrong at once: what was given, what is allowed, how to fix it', () => {
  const { message } = refusal(() =>
    clusterIn(new UserStack(), { nodes: 61, port: 0, rawParameters: { slab_automove: '3' } }),
  );
  expect(message).toBe(
    [
      '[Shop/Cache] 3 findings',
      'MC_NODES_OUT_OF_RANGE: got 61 nodes; allowed: a whole number from 1 to 60. Change `nodes`; for more memory use larger nodes or a second cluster',
      'MC_PORT_OUT_OF_RANGE: got port 0; allowed: a whole number from 1 to 65535. Leave `port` out for 11211',
      "PG_PARAMETER_VALUE_INVALID: got slab_automove '3'; allowed: 0, 1, 2. Change it, or leave it out for the default '0'",
    ].join('\n  '),
  );
});

describe('warnings', () => {
  // The CDK prints them while it synthesizes.
  beforeEach(() => jest.spyOn(console, 'error').mockImplementation());
  afterEach(() => jest.restoreAllMocks());

  const idIn = (text: string): string => /\[ack: @elasticache-kit\/constructs:(\w+)\]/.exec(text)?.[1] ?? text;

  const warningsOf = (props: Props): string[] => {
    const stack = new UserStack();
    clusterIn(stack, props);
    return Annotations.fromStack(stack)
      .findWarning('*', Match.anyValue())
      .map(({ entry }) => idIn(entry.data as string));
  };

  it.each<[string, Props]>([
    ['MC_SINGLE_NODE', { nodes: 1 }],
    ['MC_SINGLE_ZONE', { crossZone: false }],
    ['MC_NODE_TYPE_BURSTABLE', { nodeType: NodeType.T4G_SMALL }],
    ['MC_NODE_TYPE_OLD', { nodeType: NodeType.of('cache.r4.large') }],
    ['MC_TLS_DISABLED', PLAIN],
    ['MC_NAME_FIXED', { clusterName: 'shop' }],
  ])('%s for %j', (id, props) => {
    expect(warningsOf(props)).toEqual([id]);
  });

  it('MC_ENGINE_OLD for a version that cannot encrypt', () => {
    expect(warningsOf({ engine: Engine.MEMCACHED_1_6_6, ...PLAIN })).toEqual(['MC_TLS_DISABLED', 'MC_ENGINE_OLD']);
  });

  it('MC_ZONES_UNKNOWN where ElastiCache has to choose the zones, unless they are named', () => {
    const nodes = Lazy.number({ produce: () => 3 });
    const availabilityZones = ['eu-central-1a', 'eu-central-1b', 'eu-central-1b'];
    expect([warningsOf({ nodes }), warningsOf({ nodes, availabilityZones })]).toEqual([['MC_ZONES_UNKNOWN'], []]);
  });

  it('none for the cluster that users write first', () => {
    expect(warningsOf({})).toEqual([]);
  });
});
