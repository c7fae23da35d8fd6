import { CacheError } from './errors';

/**
 * A length of time that carries its unit: `'250ms'`, `'30s'`, `'5m'`, `'1.5h'`, `'7d'`, or `{ minutes: 5, seconds: 30 }`.
 *
 * A bare number is refused: whether `300` means seconds or milliseconds is the most common mistake with cache settings.
 */
export type Duration = `${number}${DurationUnit}` | DurationFields;

export type DurationUnit = 'ms' | 's' | 'm' | 'h' | 'd';

/** The fields add up. Each is zero or more. */
export interface DurationFields {
  readonly milliseconds?: number;
  readonly seconds?: number;
  readonly minutes?: number;
  readonly hours?: number;
  readonly days?: number;
}

const UNIT_MS: Readonly<Record<DurationUnit, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const FIELD_MS: Readonly<Record<string, number>> = {
  milliseconds: UNIT_MS.ms,
  seconds: UNIT_MS.s,
  minutes: UNIT_MS.m,
  hours: UNIT_MS.h,
  days: UNIT_MS.d,
};
const TEXT = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/;
const ALLOWED = `allowed are texts such as '250ms', '30s', '5m', '1h', '7d' and objects such as { minutes: 5 }`;

/**
 * The duration in whole milliseconds.
 *
 * @param what names the option in the error message
 * @throws CacheError `DURATION_INVALID` for a bare number, an unknown unit or field, a negative or an endless duration
 */
export function durationToMs(duration: Duration, what = 'duration'): number {
  const ms = typeof duration === 'string' ? textToMs(duration) : fieldsToMs(duration);
  if (ms === undefined || !Number.isSafeInteger(Math.round(ms))) {
    const hint =
      typeof duration === 'number' ? `; did you mean '${String(duration)}ms' or '${String(duration)}s'?` : '';
    throw new CacheError('DURATION_INVALID', `${what} got ${show(duration)}; ${ALLOWED}${hint}`);
  }
  return Math.round(ms);
}

function textToMs(text: string): number | undefined {
  const match = TEXT.exec(text);
  return match === null ? undefined : Number(match[1]) * UNIT_MS[match[2] as DurationUnit];
}

function fieldsToMs(fields: unknown): number | undefined {
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) return undefined;
  const entries = Object.entries(fields).filter(([, amount]) => amount !== undefined);
  if (entries.length === 0) return undefined;
  let total = 0;
  for (const [field, amount] of entries) {
    const factor = Object.hasOwn(FIELD_MS, field) ? FIELD_MS[field] : undefined;
    if (factor === undefined || typeof amount !== 'number' || !(amount >= 0)) return undefined;
    total += amount * factor;
  }
  return total;
}

function show(value: unknown): string {
  if (typeof value === 'number') return `the bare number ${value}`;
  return JSON.stringify(value) ?? String(value);
}
