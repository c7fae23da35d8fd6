import { Token } from 'aws-cdk-lib';
import { madeDescription } from '../model/description';
import { known } from '../cache/known';
import type { EvictionPolicyName } from '../model/eviction';
import { parametersOf } from '../model/parameter-catalog';
import type { ParameterValues } from '../model/parameter-combinations';
import type { ParameterGroupProps } from './parameter-group-props';
import { renderEngineParameters, renderMemcachedParameters } from './typed-parameters';

/** Everything that is decided about a parameter group before any resource is made. */
export interface ParameterGroupPlan {
  readonly path: string;
  readonly description: string;
  readonly engine: { readonly name: string; readonly version: string; readonly family: string | undefined };
  readonly clusterMode: boolean;
  /** The policy that the caches will have; absent for Memcached. */
  readonly evictionPolicy: EvictionPolicyName | undefined;
  /** What the user wrote, by its origin: the rules look for contradictions between them. */
  readonly given: {
    readonly presetEviction: EvictionPolicyName | undefined;
    readonly eviction: EvictionPolicyName | undefined;
    readonly typed: Readonly<Record<string, string>>;
    readonly memcached: Readonly<Record<string, string>> | undefined;
    readonly raw: Readonly<Record<string, string>>;
    /** Names of the properties that only Valkey and Redis have. */
    readonly engineOnly: readonly string[];
  };
  /** What the group holds, in the order in which it is written. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** ElastiCache's own policy where a group says none. */
const DEFAULT_POLICY: EvictionPolicyName = 'volatile-lru';

/** Puts together what was given: the preset first, what is said explicitly over it. Decides nothing by looking at other resources. */
export function planParameterGroup(path: string, props: ParameterGroupProps): ParameterGroupPlan {
  const { engine, preset, eviction } = props;
  const family = engine.parameterFamily ?? '';
  const isMemcached = engine.name === 'memcached';
  const typed = renderEngineParameters(family, props.parameters ?? {});
  const memcached = props.memcachedParameters && renderMemcachedParameters(family, props.memcachedParameters);
  const raw = props.rawParameters ?? {};
  const policy = eviction ?? preset?.eviction;
  return {
    path,
    description: props.description ?? madeDescription(`Parameters of ${path}`),
    engine: { name: engine.name, version: engine.version, family: engine.parameterFamily },
    clusterMode: props.clusterMode ?? false,
    evictionPolicy: isMemcached ? undefined : (policy ?? DEFAULT_POLICY),
    given: {
      presetEviction: preset?.eviction,
      eviction,
      typed,
      memcached,
      raw,
      engineOnly: (['preset', 'eviction', 'parameters'] as const).filter((name) => props[name] !== undefined),
    },
    parameters: {
      ...(props.clusterMode ? { 'cluster-enabled': 'yes' } : {}),
      ...(policy === undefined ? {} : { 'maxmemory-policy': policy }),
      ...preset?._parameters(family),
      ...(isMemcached ? memcached : typed),
      ...raw,
    },
  };
}

/** Values that can be judged before the deployment. */
export function knownValues(values: Readonly<Record<string, string>>): ParameterValues {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, Token.isUnresolved(value) ? undefined : value]),
  );
}

/**
 * Id of the group's resource below the construct. It changes with everything that an existing group cannot change: CloudFormation then
 * makes a second group, moves the caches to it and removes the first, where otherwise it would ask ElastiCache for what it refuses.
 */
export function resourceId({ engine, clusterMode, parameters }: ParameterGroupPlan): string {
  // A logical id cannot follow what only the deployment knows.
  const family = known(engine.family ?? '') ?? 'family';
  const fixed = parametersOf(family).filter((row) => row.change === 'at-creation' && row.name !== 'cluster-enabled');
  const values = knownValues(parameters);
  return [
    family,
    ...(clusterMode ? ['cluster'] : []),
    ...fixed.flatMap(({ name }) => (name in values ? [`${name}-${values[name] ?? 'given'}`] : [])),
  ].join('-');
}
