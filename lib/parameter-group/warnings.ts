import { known } from '../cache/known';
import { type Rule, unless } from '../model/finding';
import { effectiveFrom } from '../model/parameter-catalog';
import { knownValues, type ParameterGroupPlan } from './plan';

/** The most that one call of ModifyCacheParameterGroup takes: whether CloudFormation makes several calls is not documented. */
const MAX_PER_CALL = 20;

/** ElastiCache's default, in percent. */
const USUAL_RESERVE = 25;

const withoutEffect: Rule<ParameterGroupPlan> = {
  id: 'PG_PARAMETER_WITHOUT_EFFECT',
  check: ({ engine: { family, version }, parameters }) =>
    Object.keys(parameters).flatMap((name) => {
      const since =
        family === undefined || known(version) === undefined ? undefined : effectiveFrom(family, name, version);
      return unless(since === undefined, {
        given: `parameter '${name}' on version ${version}, where it has no effect`,
        allowed: `version ${since} or newer`,
        fix: 'Leave the parameter out, or use a newer engine version',
      });
    }),
};

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_ModifyCacheParameterGroup.html */
const many: Rule<ParameterGroupPlan> = {
  id: 'PG_MANY_PARAMETERS',
  check: ({ parameters }) => {
    const count = Object.keys(parameters).length;
    return unless(count <= MAX_PER_CALL, {
      given: `${count} parameters in one group`,
      allowed: `at most ${MAX_PER_CALL}, all that ElastiCache takes in one call`,
      fix: 'Leave out what has its default value; a change of them all may have to be deployed in steps',
    });
  },
};

const silentNotifications: Rule<ParameterGroupPlan> = {
  id: 'PG_NOTIFICATIONS_SILENT',
  check: ({ parameters }) => {
    const events = knownValues(parameters)['notify-keyspace-events'];
    return unless(events === undefined || events === '' || /[KE]/.test(events), {
      given: `notify-keyspace-events '${events}', which publishes nothing`,
      allowed: 'K (by key) or E (by event) beside the kinds of events',
      fix: `Write it as 'K${events}' or 'E${events}'`,
    });
  },
};

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/redis-memory-management.html */
const lowReserve: Rule<ParameterGroupPlan> = {
  id: 'PG_RESERVED_MEMORY_LOW',
  check: ({ parameters }) => {
    const reserved = knownValues(parameters)['reserved-memory-percent'];
    return unless(reserved === undefined || Number(reserved) >= USUAL_RESERVE, {
      given: `reserved-memory-percent ${reserved}`,
      allowed: `${USUAL_RESERVE} or more: with less, snapshots and new replicas may run a node out of memory`,
      fix: 'Change it, or acknowledge this for caches without snapshots and replicas',
    });
  },
};

/** What is legal in a group and yet may disappoint. */
export const PARAMETER_GROUP_WARNINGS: readonly Rule<ParameterGroupPlan>[] = [
  withoutEffect,
  many,
  silentNotifications,
  lowReserve,
];
