import { RemovalPolicy } from 'aws-cdk-lib';
import { known } from '../cache/known';
import { madeDescription } from '../model/description';
import type { EvictionPolicyName } from '../model/eviction';
import { memcachedEviction } from '../model/memcached-eviction';
import { knownValues, planParameterGroup } from '../parameter-group/plan';
import type { ParameterGroupProps } from '../parameter-group/parameter-group-props';
import { Engine } from '../vocabulary/engine';
import { TransitEncryption } from '../vocabulary/transit-encryption';
import type { MemcachedClusterProps } from './memcached-cluster-props';

/** ElastiCache's own default, said explicitly because a port can never be changed. */
export const DEFAULT_PORT = 11211;

/** Everything that is decided about a cluster before any resource is made. Numbers and names may be tokens. */
export interface ClusterPlan {
  readonly path: string;
  readonly clusterName: string | undefined;
  readonly description: string;
  readonly engine: { readonly name: string; readonly version: string; readonly family: string | undefined };
  readonly nodeType: string;
  readonly nodes: number;
  readonly crossZone: boolean;
  /** Zones as they were asked for. */
  readonly givenZones: readonly string[] | undefined;
  /** Zones of the subnets, each once; absent where only the deployment knows how many there are. */
  readonly subnetZones: readonly string[] | undefined;
  readonly transitEncryption: TransitEncryption;
  readonly port: number;
  readonly networkType: string | undefined;
  readonly ipDiscovery: string | undefined;
  readonly maintenanceWindow: string;
  readonly removalPolicy: RemovalPolicy;
  /** A group that was made elsewhere; absent where the cluster has one of its own. */
  readonly parameterGroup: { readonly family: string | undefined } | undefined;
  /** What the cluster's own group holds. */
  readonly ownParameters: { readonly areGiven: boolean; readonly values: Readonly<Record<string, string>> };
}

/** Fills in the defaults. `subnetZones` is all that it needs to know of other resources. */
export function planMemcachedCluster(
  path: string,
  props: MemcachedClusterProps,
  subnetZones: readonly string[] | undefined,
): ClusterPlan {
  const engine = props.engine ?? Engine.MEMCACHED_1_6_22;
  return {
    path,
    clusterName: props.clusterName,
    description: props.description ?? madeDescription(`Subnets of ${path}`),
    engine: { name: engine.name, version: engine.version, family: engine.parameterFamily },
    nodeType: props.nodeType.name,
    nodes: props.nodes,
    crossZone: props.crossZone ?? spreads(props),
    givenZones: props.availabilityZones,
    subnetZones,
    transitEncryption: props.transitEncryption ?? TransitEncryption.REQUIRED,
    port: props.port ?? DEFAULT_PORT,
    networkType: props.networkType,
    ipDiscovery: props.ipDiscovery,
    maintenanceWindow: props.maintenanceWindow ?? 'sun:05:00-sun:06:00',
    removalPolicy: props.removalPolicy ?? RemovalPolicy.DESTROY,
    parameterGroup: props.parameterGroup && { family: props.parameterGroup.family },
    ownParameters: {
      areGiven: props.parameters !== undefined || props.rawParameters !== undefined,
      values: planParameterGroup(path, ownGroup(props)).parameters,
    },
  };
}

/** The parameter group that a cluster makes where it is given none: only in a group of its own can a value be changed later. */
export function ownGroup(props: MemcachedClusterProps): ParameterGroupProps {
  const { engine = Engine.MEMCACHED_1_6_22, parameters, rawParameters } = props;
  return { engine, memcachedParameters: parameters, rawParameters };
}

/** What the nodes do when memory is full. A group that was made elsewhere is taken to evict. */
export function evictionOf({ parameterGroup, ownParameters }: ClusterPlan): EvictionPolicyName {
  return memcachedEviction(parameterGroup === undefined ? knownValues(ownParameters.values) : {});
}

function spreads({ nodes, availabilityZones }: MemcachedClusterProps): boolean {
  // Of a list that only the deployment knows not even the length is known here.
  const zones = availabilityZones && known(availabilityZones);
  return zones === undefined ? known(nodes) !== 1 : new Set(zones).size > 1;
}

/**
 * Zone of each node. CloudFormation adds and removes nodes in place only where zones are named, before and after; without them a change of
 * the number replaces the cluster: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-cachecluster.html
 *
 * More nodes keep the zones of those that there are: the list of fewer nodes begins the list of more.
 */
export function zonesOfNodes({
  givenZones,
  subnetZones,
  nodes,
  crossZone,
}: ClusterPlan): readonly string[] | undefined {
  if (givenZones !== undefined) return givenZones;
  const count = known(nodes);
  if (subnetZones === undefined || subnetZones.length === 0 || count === undefined) return undefined;
  const used = crossZone ? subnetZones : subnetZones.slice(0, 1);
  return Array.from({ length: count }, (_, index) => used[index % used.length] as string);
}

/** Whether clients must encrypt. */
export function encrypts({ transitEncryption }: ClusterPlan): boolean {
  return transitEncryption !== TransitEncryption.DISABLED;
}
