import { compareVersions } from './engine-catalog';
import { nearest } from './nearest';
import { ENGINE_PARAMETERS } from './parameter-catalog-engine';
import { MEMCACHED_PARAMETERS } from './parameter-catalog-memcached';
import {
  ENGINE_PARAMETER_FAMILIES,
  isKnownFamily,
  isMemcachedFamily,
  MEMCACHED_PARAMETER_FAMILIES,
  type ParameterFacts,
} from './parameter-facts';
import { describeType, valueFits } from './parameter-types';
import { derivedFrom, notParameter } from './parameters';

/** What is wrong with one parameter of a group. */
export interface ParameterObjection {
  readonly kind: 'unknown' | 'not-in-family' | 'not-modifiable' | 'derived' | 'value';
  readonly given: string;
  readonly allowed: string;
  readonly fix: string;
}

const PAGE = 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html';

/** Rows of each family that this release knows, by name. An app with a hundred caches asks thousands of times. */
const BY_FAMILY: ReadonlyMap<string, ReadonlyMap<string, ParameterFacts>> = new Map(
  [...ENGINE_PARAMETER_FAMILIES, ...MEMCACHED_PARAMETER_FAMILIES].map((family) => [
    family,
    new Map(tableOf(family).flatMap((row) => (row.families.includes(family) ? [[row.name, row] as const] : []))),
  ]),
);

/** Every parameter of a family; empty for a family that this release does not know. */
export function parametersOf(family: string): readonly ParameterFacts[] {
  return [...(BY_FAMILY.get(family)?.values() ?? [])];
}

/** One parameter as a family has it. */
export function parameterFacts(family: string, name: string): ParameterFacts | undefined {
  return BY_FAMILY.get(family)?.get(name);
}

/**
 * Why a parameter cannot be in a group; nothing where it can. Of a family that this release does not know, only what no family takes
 * is refused.
 *
 * @param value absent where only the deployment knows it
 */
export function checkParameter(
  family: string,
  name: string,
  value: string | undefined,
): ParameterObjection | undefined {
  const anywhere = isMemcachedFamily(family) ? undefined : (derived(name) ?? never(name));
  return anywhere ?? inFamily(family, name, value);
}

/** The engine version from which a parameter has an effect, where the given one is older. */
export function effectiveFrom(family: string, name: string, engineVersion: string): string | undefined {
  const since = parameterFacts(family, name)?.sinceVersion;
  return since !== undefined && compareVersions(engineVersion, since) < 0 ? since : undefined;
}

function tableOf(family: string): readonly ParameterFacts[] {
  return isMemcachedFamily(family) ? MEMCACHED_PARAMETERS : ENGINE_PARAMETERS;
}

function derived(name: string): ParameterObjection | undefined {
  const fix = derivedFrom(name);
  if (fix === undefined) return undefined;
  return {
    kind: 'derived',
    given: `parameter '${name}'`,
    allowed: 'parameters that follow from no other property',
    fix,
  };
}

function never(name: string): ParameterObjection | undefined {
  const fix = notParameter(name);
  return fix === undefined ? undefined : notModifiable(name, fix);
}

function notModifiable(name: string, fix = `Leave it out: ${PAGE}`): ParameterObjection {
  return {
    kind: 'not-modifiable',
    given: `parameter '${name}'`,
    allowed: 'parameters that ElastiCache lets change',
    fix,
  };
}

function inFamily(family: string, name: string, value: string | undefined): ParameterObjection | undefined {
  if (!isKnownFamily(family)) return undefined;
  const facts = parameterFacts(family, name);
  if (facts === undefined) {
    const others = tableOf(family).filter((row) => row.name === name);
    return others.length === 0 ? unknown(family, name) : elsewhere(family, name, others);
  }
  if (facts.change === 'never') return notModifiable(name, facts.fix);
  return value === undefined || valueFits(facts.type, value) ? undefined : wrongValue(facts, value);
}

function unknown(family: string, name: string): ParameterObjection {
  const names = parametersOf(family)
    .filter((row) => row.change !== 'never')
    .map((row) => row.name);
  const suggestion = nearest(name, names);
  return {
    kind: 'unknown',
    given: `parameter '${name}'`,
    allowed: `parameters of the family ${family}: ${PAGE}`,
    fix:
      (suggestion === undefined ? 'Leave it out' : `Did you mean '${suggestion}'?`) +
      '; a parameter newer than this release goes in by addPropertyOverride on the group of the construct',
  };
}

function elsewhere(family: string, name: string, rows: readonly ParameterFacts[]): ParameterObjection {
  return {
    kind: 'not-in-family',
    given: `parameter '${name}' in the family ${family}`,
    allowed: `it exists in ${[...new Set(rows.flatMap((row) => row.families))].join(', ')}`,
    fix: sentence(
      rows.find((row) => row.elsewhere !== undefined)?.elsewhere ?? 'leave it out, or use such an engine version',
    ),
  };
}

function wrongValue(facts: ParameterFacts, value: string): ParameterObjection {
  return {
    kind: 'value',
    given: `${facts.name} '${value}'`,
    allowed: describeType(facts.type),
    fix:
      facts.defaultValue === undefined
        ? 'Change it'
        : `Change it, or leave it out for the default '${facts.defaultValue}'`,
  };
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
