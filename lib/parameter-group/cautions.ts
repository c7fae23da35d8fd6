import type { Caution } from '../model/caution';
import { effectiveFrom } from '../model/parameter-catalog';
import { knownValues, type ParameterGroupPlan } from './plan';

/** The most that one call of ModifyCacheParameterGroup takes: whether CloudFormation makes several calls is not documented. */
const MAX_PER_CALL = 20;

/** AWS's default, below which snapshots and new replicas may run a node out of memory. */
const USUAL_RESERVE = 25;

/**
 * What is legal in a planned group and yet may disappoint.
 * Sources: https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_ModifyCacheParameterGroup.html,
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/redis-memory-management.html
 */
export function parameterCautions({ engine, parameters }: ParameterGroupPlan): readonly Caution[] {
  const values = knownValues(parameters);
  const count = Object.keys(values).length;
  const events = values['notify-keyspace-events'];
  const reserved = values['reserved-memory-percent'];
  return [
    ...Object.keys(values).flatMap((name): Caution[] => {
      const since = engine.family && effectiveFrom(engine.family, name, engine.version);
      return since
        ? [
            {
              id: 'PG_PARAMETER_WITHOUT_EFFECT',
              text: `parameter '${name}' has no effect on version ${engine.version}: it needs ${since}`,
            },
          ]
        : [];
    }),
    ...(count > MAX_PER_CALL
      ? [
          {
            id: 'PG_MANY_PARAMETERS',
            text:
              `${count} parameters in one group: ElastiCache takes at most ${MAX_PER_CALL} in one call, so a change of them all may ` +
              'have to be deployed in steps. Leave out what has its default value',
          },
        ]
      : []),
    ...(events !== undefined && events !== '' && !/[KE]/.test(events)
      ? [
          {
            id: 'PG_NOTIFICATIONS_SILENT',
            text: `notify-keyspace-events '${events}' publishes nothing: it needs K (by key) or E (by event) beside the kinds of events`,
          },
        ]
      : []),
    ...(reserved !== undefined && Number(reserved) < USUAL_RESERVE
      ? [
          {
            id: 'PG_RESERVED_MEMORY_LOW',
            text:
              `reserved-memory-percent ${reserved} is below ${USUAL_RESERVE}: snapshots and new replicas may run a node out of ` +
              'memory, and auto scaling of replicas asks for that much',
          },
        ]
      : []),
  ];
}
