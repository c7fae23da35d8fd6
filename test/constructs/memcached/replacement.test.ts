import {
  type MemcachedClusterProps,
  NodeType,
  Engine,
  NetworkType,
  TransitEncryption,
} from '@elasticache-kit/constructs';
import { onlyResource, UserStack } from '../support/stacks';
import { CLUSTER, clusterIn, templateOfCluster } from './cluster';

type Props = Partial<MemcachedClusterProps>;

/**
 * Properties whose change makes CloudFormation replace the cluster, which starts empty: "Update requires: Replacement" on
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-cachecluster.html
 */
const CREATE_ONLY = [
  'CacheSubnetGroupName',
  'ClusterName',
  'Engine',
  'NetworkType',
  'Port',
  'SnapshotArns',
  'SnapshotName',
];

/** Replace the cluster under conditions: zones that name other ones for nodes that there are, addresses that it does not have. */
const CONDITIONALLY_CREATE_ONLY = ['IpDiscovery', 'PreferredAvailabilityZones'];

const emitted = (names: readonly string[], props: Props = {}): string[] => {
  const { Properties } = onlyResource(templateOfCluster(props), CLUSTER);
  return names.filter((name) => name in Properties);
};

// A new entry means that one more change of a user's code empties a cache; a vanished one replaces every cluster there is.
it('a cluster emits exactly these properties that replace it when they change', () => {
  expect(emitted(CREATE_ONLY)).toEqual(['CacheSubnetGroupName', 'Engine', 'Port']);
  expect(emitted(CREATE_ONLY, { clusterName: 'shop', networkType: NetworkType.IPV4 })).toEqual([
    'CacheSubnetGroupName',
    'ClusterName',
    'Engine',
    'NetworkType',
    'Port',
  ]);
});

it('a cluster names the zones of its nodes: without them each change of the number of nodes would replace it', () => {
  expect(emitted(CONDITIONALLY_CREATE_ONLY)).toEqual(['PreferredAvailabilityZones']);
});

const idOf = (props: Props): string => onlyResource(templateOfCluster(props), CLUSTER).logicalId;

it.each<[string, Props]>([
  ['more nodes', { nodes: 5 }],
  ['fewer nodes', { nodes: 1 }],
  ['a newer engine', { engine: Engine.MEMCACHED_1_6_17 }],
  ['a parameter', { rawParameters: { idle_timeout: '60' } }],
  ['another maintenance window', { maintenanceWindow: 'tue:05:00-tue:06:00' }],
  ['other zones', { availabilityZones: ['eu-central-1a', 'eu-central-1b', 'eu-central-1a'] }],
])('%s is a change of the same cluster', (_, props) => {
  const [before, after] = [templateOfCluster(), templateOfCluster(props)].map((template) =>
    onlyResource(template, CLUSTER),
  );
  expect(after?.logicalId).toBe(before?.logicalId);
  for (const name of CREATE_ONLY) expect([name, after?.Properties[name]]).toEqual([name, before?.Properties[name]]);
});

it.each<[string, Props]>([
  ['another node type, which CloudFormation cannot change in a Memcached cluster', { nodeType: NodeType.R7G_LARGE }],
  [
    'another choice of encryption, which a cluster keeps for its life',
    { transitEncryption: TransitEncryption.DISABLED },
  ],
])('%s is another cluster, made before the old one goes', (_, props) => {
  expect(idOf(props)).not.toBe(idOf({}));
});

it('each node type has a cluster of its own, and going back leads to the first', () => {
  const types = ['cache.m7g.large', 'cache.m7g.xlarge', 'cache.m7gx.large', 'cache.r7g.large'].map(NodeType.of);
  const ids = types.map((nodeType) => idOf({ nodeType }));
  expect(new Set(ids).size).toBe(types.length);
  expect(idOf({ nodeType: NodeType.of('cache.m7g.large') })).toBe(ids[0]);
});

it('whoever adjusts the resource finds it whatever it is called', () => {
  const stack = new UserStack();
  const cluster = clusterIn(stack);
  expect(cluster.node.defaultChild).toMatchObject({ cfnResourceType: CLUSTER });
});
