import { defaultParameters, parameterFamily } from '../../../lib/model/engine-parameters';
import type { CachePlan } from './plan';
import type { PropertyReader } from './property-reader';

/** A parameter group of the template. */
export interface ReadParameterGroup {
  readonly logicalId: string;
  readonly family: string;
  readonly values: Readonly<Record<string, string>>;
}

/** The parameters with which a cache runs. */
export interface ChosenParameters extends Pick<CachePlan, 'parameters' | 'parameterGroup'> {
  /** Whether the group is one for cluster mode; `undefined` where the template names none. */
  readonly clusterEnabled?: boolean;
}

/**
 * Reads CacheParameterGroupName: a group of the template, one of ElastiCache's own (`default.…`), or none.
 * Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html
 *
 * @param version absent where the template leaves it to ElastiCache
 */
export function readParameters(
  reader: PropertyReader,
  engine: { readonly name: string; readonly version?: string; readonly latest: string },
  find: (name: string) => ReadParameterGroup | undefined,
): ChosenParameters {
  const property = 'CacheParameterGroupName';
  const name = reader.text(property);
  const expected = parameterFamily(engine.name, engine.version ?? engine.latest);
  if (name === undefined) return { parameters: defaultParameters(expected) };
  const group = find(name);
  const ownFamily = /^default\.(.+?)(?:\.cluster\.on)?$/.exec(name)?.[1];
  const family = group?.family ?? ownFamily;
  if (family === undefined) throw reader.invalid(property, 'a group of this template or a default group', name);
  // Without a version ElastiCache takes the newest that fits.
  const fits = engine.version === undefined ? family.startsWith(engine.name) : family === expected;
  if (!fits) {
    const wanted = engine.version === undefined ? `an ${engine.name} family` : `the family ${expected}`;
    const version = engine.version === undefined ? '' : ` ${engine.version}`;
    throw reader.invalid(
      property,
      `a group of ${wanted}, as ${engine.name}${version} needs`,
      `${name} of the family ${family}`,
    );
  }
  if (group === undefined) {
    return { parameters: defaultParameters(family), clusterEnabled: name.endsWith('.cluster.on') };
  }
  return {
    parameters: { ...defaultParameters(family), ...group.values },
    parameterGroup: { logicalId: group.logicalId, names: Object.keys(group.values) },
    clusterEnabled: group.values['cluster-enabled'] === 'yes',
  };
}
