import type { RemovalPolicy } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { IParameterGroup } from '../parameter-group/parameter-group';
import type { Engine } from '../vocabulary/engine';
import type { MemcachedParameters } from '../vocabulary/memcached-parameters';
import type { IpDiscovery, NetworkType } from '../vocabulary/network-type';
import type { NodeType } from '../vocabulary/node-type';
import type { TransitEncryption } from '../vocabulary/transit-encryption';

/** What a {@link MemcachedCluster} is made of. */
export interface MemcachedClusterProps {
  /** Network that the cluster lives in. */
  readonly vpc: ec2.IVpc;

  /**
   * Subnets for the nodes. Changing the VPC replaces the cluster.
   *
   * @default - the isolated subnets of the VPC; where there are none, its private subnets
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * Firewalls of the nodes. Nothing is opened in them until a consumer is connected. Memcached has no users: they alone decide who may
   * read and write.
   *
   * @default - a new one, closed in both directions
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * Engine and version. A newer version is taken over in place and empties the cluster; there is no way back to an older one.
   *
   * @default Engine.MEMCACHED_1_6_22
   */
  readonly engine?: Engine;

  /**
   * Machine of each node. CloudFormation cannot change it in a living cluster, so another type is another cluster: the new one is made,
   * empty, before the old one goes. Consumers in other stacks hold on to the old one's endpoint, which fails the deployment: for them
   * make a second cluster, connect them to it, and remove the first one then.
   */
  readonly nodeType: NodeType;

  /**
   * Number of nodes, 1 to 60. The keys are spread over them by the client; each key is on one node only, so a lost node is a lost
   * share of the cache. A change adds or removes nodes and moves no data: clients that hash consistently then miss about the share of the keys
   * that changed places.
   */
  readonly nodes: number;

  /**
   * Whether the nodes are spread over the availability zones.
   *
   * @default - true from 2 nodes on
   */
  readonly crossZone?: boolean;

  /**
   * Availability zone of each node, as many as there are nodes. Say them to keep them: the default follows the subnets, and where their zones
   * change with the VPC, CloudFormation may replace the cluster.
   *
   * @default - the zones of the subnets in turn, beginning again after the last; without `crossZone` the first one for all. Where only the
   * deployment knows the zones, ElastiCache chooses them, and a change of `nodes` replaces the cluster.
   */
  readonly availabilityZones?: string[];

  /**
   * Parameters of Memcached. They take effect when nodes start: a change on a living cluster asks for a reboot, which empties the nodes.
   *
   * @default - ElastiCache's defaults of the engine version
   */
  readonly parameters?: MemcachedParameters;

  /**
   * Further parameters by the names and values that ElastiCache uses. Checked like the typed ones.
   *
   * @default - none
   */
  readonly rawParameters?: { [name: string]: string };

  /**
   * A group that several clusters share, instead of `parameters` and `rawParameters`. It is taken to evict: with
   * `error_on_memory_exhausted` use parameters of the cluster, so that its namespaces know.
   *
   * @default - one of the cluster's own
   */
  readonly parameterGroup?: IParameterGroup;

  /**
   * Whether clients must encrypt: `REQUIRED` or `DISABLED`, Memcached has no step between. Chosen when the cluster is made, so that another
   * choice is another cluster. Needs Memcached 1.6.12.
   *
   * @default TransitEncryption.REQUIRED
   */
  readonly transitEncryption?: TransitEncryption;

  /**
   * Port of every node. Cannot be changed later without replacing the cluster.
   *
   * @default 11211
   */
  readonly port?: number;

  /**
   * Addresses that the subnets give the nodes. Cannot be changed later without replacing the cluster. IPv6 needs Memcached 1.6.6.
   *
   * @default - ElastiCache's own: IPv4
   */
  readonly networkType?: NetworkType;

  /**
   * Which addresses the cluster answers with when a client asks for its nodes.
   *
   * @default - ElastiCache's own: IPv4, or IPv6 where the network has nothing else
   */
  readonly ipDiscovery?: IpDiscovery;

  /**
   * When AWS may patch and replace nodes, which empties them: `ddd:hh:mm-ddd:hh:mm`, UTC, at least 60 minutes.
   *
   * @default 'sun:05:00-sun:06:00'
   */
  readonly maintenanceWindow?: string;

  /**
   * Hears about nodes and maintenance. Not encrypted: ElastiCache cannot publish to an encrypted topic.
   *
   * @default - nobody is told
   */
  readonly notificationTopic?: sns.ITopic;

  /**
   * Name of the cluster: 1 to 50 lower-case letters, digits and single hyphens, a letter first. It shows in host names. A cluster with a
   * name of one's own cannot be replaced by CloudFormation, because old and new would share it: not even its node type can then be changed.
   *
   * @default - CloudFormation makes one
   */
  readonly clusterName?: string;

  /**
   * What the console shows beside the subnets: a Memcached cluster has no description of its own. At most 255 characters, without
   * angle brackets.
   *
   * @default - names the construct's path
   */
  readonly description?: string;

  /**
   * What becomes of the cluster when it is removed from the stack or replaced. `SNAPSHOT` is refused: there are no snapshots of Memcached on nodes.
   *
   * @default RemovalPolicy.DESTROY, since nothing is in it that cannot be loaded again
   */
  readonly removalPolicy?: RemovalPolicy;
}
