import { known } from '../../cache/known';
import { type Objection, type Rule, unless } from '../../model/finding';
import type { LimitPlan, ServerlessPlan } from '../plan';

/** What a limit may be: https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CacheUsageLimits.html */
interface LimitRange {
  readonly property: string;
  readonly unit: string;
  readonly least: number;
  readonly most: number;
  readonly example: string;
}

const DATA_STORAGE: LimitRange = {
  property: 'dataStorage',
  unit: 'GiB',
  least: 1,
  most: 5000,
  example: 'Size.gibibytes(10)',
};

const ECPU: LimitRange = {
  property: 'ecpuPerSecond',
  unit: 'ECPU per second',
  least: 1000,
  most: 15_000_000,
  example: '100_000',
};

/** Zero is how a limit is taken away again. */
function fits(value: number | undefined, { least, most }: LimitRange): boolean {
  const limit = value === undefined ? undefined : known(value);
  return limit === undefined || limit === 0 || (Number.isInteger(limit) && limit >= least && limit <= most);
}

function rangeObjections(limits: LimitPlan, range: LimitRange): readonly Objection[] {
  return (['minimum', 'maximum'] as const).flatMap((bound) =>
    unless(fits(limits[bound], range), {
      given: `usageLimits.${range.property}.${bound} of ${limits[bound]} ${range.unit}`,
      allowed: `a whole number from ${range.least} to ${range.most} ${range.unit}, or 0 to take away a limit that was set before`,
      fix: `Change it, for example to ${range.example}`,
    }),
  );
}

function orderObjections({ minimum = 0, maximum = 0 }: LimitPlan, range: LimitRange): readonly Objection[] {
  const [least, most] = [known(minimum), known(maximum)];
  return unless(least === undefined || most === undefined || most === 0 || least <= most, {
    given: `usageLimits.${range.property} with a minimum of ${minimum} above its maximum of ${maximum} ${range.unit}`,
    allowed: 'a minimum that is no more than the maximum',
    fix: 'Lower the minimum or raise the maximum',
  });
}

const dataStorage: Rule<ServerlessPlan> = {
  id: 'SC_DATA_STORAGE_OUT_OF_RANGE',
  check: ({ dataStorageGiB }) => rangeObjections(dataStorageGiB, DATA_STORAGE),
};

const ecpu: Rule<ServerlessPlan> = {
  id: 'SC_ECPU_OUT_OF_RANGE',
  check: ({ ecpuPerSecond }) => rangeObjections(ecpuPerSecond, ECPU),
};

const order: Rule<ServerlessPlan> = {
  id: 'SC_LIMITS_CONTRADICT',
  check: ({ dataStorageGiB, ecpuPerSecond }) => [
    ...orderObjections(dataStorageGiB, DATA_STORAGE),
    ...orderObjections(ecpuPerSecond, ECPU),
  ],
};

export const LIMIT_RULES: readonly Rule<ServerlessPlan>[] = [dataStorage, ecpu, order];
