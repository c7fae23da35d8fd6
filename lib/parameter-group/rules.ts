import { known } from '../cache/known';
import { versionGiven } from '../cache/rules/version';
import { engineVersions, isEngineName } from '../model/engine-catalog';
import { titleOf } from '../model/engine-features';
import { type Finding, findingsOf, type Objection, type Rule, unless } from '../model/finding';
import { checkParameter, type ParameterObjection } from '../model/parameter-catalog';
import { maxItemSizeObjection, reservedMemoryObjection } from '../model/parameter-combinations';
import { knownValues, type ParameterGroupPlan } from './plan';

const familyUnknown: Rule<ParameterGroupPlan> = {
  id: 'PG_FAMILY_UNKNOWN',
  check: ({ engine }) =>
    unless(engine.family !== undefined, {
      given: versionGiven(engine),
      allowed: isEngineName(engine.name) ? engineVersions(engine.name).join(', ') : '',
      fix: `Use one of these; for a newer version name its family too: Engine.${engine.name}('…', { parameterFamily: '…' })`,
    }),
};

const familyOfOtherEngine: Rule<ParameterGroupPlan> = {
  id: 'PG_FAMILY_OF_OTHER_ENGINE',
  check: ({ engine }) =>
    unless(engine.family === undefined || known(engine.family)?.startsWith(engine.name) !== false, {
      given: `the family '${engine.family}' for ${titleOf(engine.name)}`,
      allowed: `families whose name begins with '${engine.name}'`,
      fix: 'Change `parameterFamily` of the engine',
    }),
};

const clusterMode: Rule<ParameterGroupPlan> = {
  id: 'PG_CLUSTER_MODE_UNSUPPORTED',
  check: (plan) =>
    unless(!plan.clusterMode || plan.engine.name !== 'memcached', {
      given: 'clusterMode for Memcached',
      allowed: 'clusterMode for Valkey and Redis',
      fix: 'Leave `clusterMode` out: Memcached spreads keys over its nodes without it',
    }),
};

const otherEngine: Rule<ParameterGroupPlan> = {
  id: 'PG_PROPERTY_OF_OTHER_ENGINE',
  check: ({ engine, given }) => {
    const isMemcached = engine.name === 'memcached';
    const misplaced = isMemcached ? given.engineOnly : given.memcached === undefined ? [] : ['memcachedParameters'];
    return misplaced.map((property) => ({
      given: `\`${property}\` for ${titleOf(engine.name)}`,
      allowed: isMemcached ? 'memcachedParameters, rawParameters' : 'preset, eviction, parameters, rawParameters',
      fix: `Leave \`${property}\` out`,
    }));
  },
};

const contradiction: Rule<ParameterGroupPlan> = {
  id: 'PG_EVICTION_CONTRADICTION',
  check: ({ given: { eviction, presetEviction } }) =>
    unless(eviction === undefined || presetEviction === undefined || eviction === presetEviction, {
      given: `eviction '${eviction}' with a preset of '${presetEviction}'`,
      allowed: 'one eviction policy',
      fix: 'Leave `eviction` out, or choose the preset that has it',
    }),
};

const repeated: Rule<ParameterGroupPlan> = {
  id: 'PG_PARAMETER_REPEATED',
  check: ({ engine, given }) => {
    const typed = (engine.name === 'memcached' ? given.memcached : given.typed) ?? {};
    return Object.keys(given.raw)
      .filter((name) => Object.hasOwn(typed, name))
      .map((name) => ({
        given: `parameter '${name}' both typed and in rawParameters`,
        allowed: 'each parameter once',
        fix: 'Leave it out of rawParameters',
      }));
  },
};

/** What single parameters get wrong: one rule for each way, over the typed and the raw ones alike. */
function perParameter(id: string, kind: ParameterObjection['kind']): Rule<ParameterGroupPlan> {
  return {
    id,
    check: (plan) => {
      const { family } = plan.engine;
      if (family === undefined || known(family) === undefined) return [];
      return Object.entries(knownValues(writtenParameters(plan))).flatMap(([name, value]): Objection[] => {
        const objection = checkParameter(family, name, value);
        if (objection?.kind !== kind) return [];
        const { given, allowed, fix } = objection;
        return [{ given, allowed, fix }];
      });
    },
  };
}

/** What the user wrote by name, without what follows from clusterMode, preset and eviction. */
function writtenParameters({ engine, given }: ParameterGroupPlan): Readonly<Record<string, string>> {
  return { ...(engine.name === 'memcached' ? given.memcached : given.typed), ...given.raw };
}

const reservedMemory: Rule<ParameterGroupPlan> = {
  id: 'PG_RESERVED_MEMORY_TWICE',
  check: (plan) => optional(reservedMemoryObjection(knownValues(plan.parameters))),
};

const maxItemSize: Rule<ParameterGroupPlan> = {
  id: 'PG_MAX_ITEM_SIZE_INVALID',
  check: ({ engine, parameters }) =>
    engine.name === 'memcached' && engine.family !== undefined
      ? optional(maxItemSizeObjection(engine.family, knownValues(parameters)))
      : [],
};

const description: Rule<ParameterGroupPlan> = {
  id: 'PG_DESCRIPTION_EMPTY',
  check: (plan) =>
    unless(plan.description.trim() !== '', {
      given: 'an empty description',
      allowed: 'at least one character: CloudFormation requires a description',
      fix: 'Change `description`, or leave it out for the path of the construct',
    }),
};

function optional(objection: Objection | undefined): readonly Objection[] {
  return objection === undefined ? [] : [objection];
}

const PARAMETER_RULES: readonly Rule<ParameterGroupPlan>[] = [
  familyOfOtherEngine,
  clusterMode,
  otherEngine,
  contradiction,
  repeated,
  perParameter('PG_PARAMETER_UNKNOWN', 'unknown'),
  perParameter('PG_PARAMETER_NOT_IN_FAMILY', 'not-in-family'),
  perParameter('PG_PARAMETER_NOT_MODIFIABLE', 'not-modifiable'),
  perParameter('PG_PARAMETER_DERIVED', 'derived'),
  perParameter('PG_PARAMETER_VALUE_INVALID', 'value'),
  reservedMemory,
  maxItemSize,
  description,
];

/** What a group alone can get wrong. */
export const PARAMETER_GROUP_RULES: readonly Rule<ParameterGroupPlan>[] = [familyUnknown, ...PARAMETER_RULES];

/**
 * Everything wrong with a planned group except an unknown engine version, which the cache that makes the group reports by itself: for
 * constructs that report it together with their own findings.
 */
export function parameterFindings(plan: ParameterGroupPlan): Finding[] {
  return findingsOf(PARAMETER_RULES, plan);
}
