import { type IResource, Resource, Token } from 'aws-cdk-lib';
import { CfnParameterGroup } from 'aws-cdk-lib/aws-elasticache';
import type { Construct } from 'constructs';
import { refuse } from '../errors/configuration-error';
import { propertyFindings } from '../errors/property-kinds';
import { warn } from '../errors/warn';
import { defaultParameterGroup } from '../model/default-parameter-groups';
import { findingsOf } from '../model/finding';
import type { EvictionPolicy } from '../vocabulary/eviction-policy';
import type { ParameterGroupProps } from './parameter-group-props';
import { planParameterGroup, resourceId } from './plan';
import { PARAMETER_GROUP_PROPERTIES } from './properties';
import { PARAMETER_GROUP_RULES } from './rules';
import { PARAMETER_GROUP_WARNINGS } from './warnings';

/** A parameter group, made here or elsewhere. */
export interface IParameterGroup extends IResource {
  /** Name that ElastiCache knows the group by. */
  readonly parameterGroupName: string;

  /** Family of the group, for example `valkey8`; absent where it is not known. */
  readonly family?: string;

  /** Whether the group is for sharded caches; absent where it is not known. */
  readonly clusterEnabled?: boolean;

  /** Eviction policy of the group's caches; absent for Memcached and where it is not known. */
  readonly evictionPolicy?: EvictionPolicy;
}

/** What is known of a parameter group that was made elsewhere. */
export interface ParameterGroupAttributes {
  /** Name that ElastiCache knows the group by. */
  readonly parameterGroupName: string;

  /**
   * Family of the group, for example `valkey8`.
   *
   * @default - not known: nobody checks whether it fits a cache's engine
   */
  readonly family?: string;

  /**
   * Whether the group has `cluster-enabled: yes`.
   *
   * @default - not known: nobody checks whether it fits a cache's topology
   */
  readonly clusterEnabled?: boolean;

  /**
   * The group's `maxmemory-policy`.
   *
   * @default - not known: nobody checks whether it suits a cache's namespaces
   */
  readonly evictionPolicy?: EvictionPolicy;
}

/**
 * Parameters of an engine, checked against what its version has and takes.
 *
 * CloudFormation names the group. Its family and whether it is for sharded caches are fixed when it is made; where either changes, for
 * example with a new major version, a second group is made, the caches move to it in the same deployment, and the first is removed.
 *
 * @resource AWS::ElastiCache::ParameterGroup
 */
export class ParameterGroup extends Resource implements IParameterGroup {
  /**
   * A group by its name. Of AWS's own groups (`default.valkey8`, `default.valkey8.cluster.on`) the name says everything.
   */
  public static fromParameterGroupName(scope: Construct, id: string, parameterGroupName: string): IParameterGroup {
    const known = Token.isUnresolved(parameterGroupName) ? undefined : defaultParameterGroup(parameterGroupName);
    return ParameterGroup.fromParameterGroupAttributes(scope, id, {
      parameterGroupName,
      family: known?.family,
      clusterEnabled: known?.clusterEnabled,
      evictionPolicy: known?.evictionPolicy as EvictionPolicy | undefined,
    });
  }

  /** A group by what is known of it. */
  public static fromParameterGroupAttributes(
    scope: Construct,
    id: string,
    attributes: ParameterGroupAttributes,
  ): IParameterGroup {
    class Import extends Resource implements IParameterGroup {
      public readonly parameterGroupName = attributes.parameterGroupName;
      public readonly family = attributes.family;
      public readonly clusterEnabled = attributes.clusterEnabled;
      public readonly evictionPolicy = attributes.evictionPolicy;
    }
    return new Import(scope, id);
  }

  public readonly parameterGroupName: string;
  public readonly family?: string;
  public readonly clusterEnabled?: boolean;
  public readonly evictionPolicy?: EvictionPolicy;

  public constructor(scope: Construct, id: string, props: ParameterGroupProps) {
    super(scope, id);
    const ids = { missing: 'PG_PROPERTY_MISSING', kind: 'PG_PROPERTY_KIND' };
    refuse(this.node.path, propertyFindings(ids, PARAMETER_GROUP_PROPERTIES, props));
    const plan = planParameterGroup(this.node.path, props);
    refuse(this.node.path, findingsOf(PARAMETER_GROUP_RULES, plan));
    warn(this, findingsOf(PARAMETER_GROUP_WARNINGS, plan));
    const group = new CfnParameterGroup(this, resourceId(plan), {
      cacheParameterGroupFamily: plan.engine.family ?? '',
      description: plan.description,
      properties: { ...plan.parameters },
    });
    this.node.defaultChild = group;
    this.parameterGroupName = group.ref;
    this.family = plan.engine.family;
    this.clusterEnabled = plan.clusterMode;
    this.evictionPolicy = plan.evictionPolicy as EvictionPolicy | undefined;
  }
}
