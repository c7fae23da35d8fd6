import type { EngineName } from './engine-catalog';

/** When AWS stops maintaining the versions of one major version. */
export interface EngineSupport {
  /** Last day of standard support, `yyyy-mm-dd`. From the next day on Extended Support is charged, without anybody asking for it. */
  readonly standardUntil: string;
  /** Last day of Extended Support, `yyyy-mm-dd`. */
  readonly extendedUntil: string;
}

/** Announced ends only. Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/extended-support-versions.html */
const ENDS: Partial<Readonly<Record<EngineName, Readonly<Record<string, EngineSupport>>>>> = {
  redis: {
    '4': { standardUntil: '2026-01-31', extendedUntil: '2029-01-31' },
    '5': { standardUntil: '2026-01-31', extendedUntil: '2029-01-31' },
    '6': { standardUntil: '2027-01-31', extendedUntil: '2030-01-31' },
  },
};

/**
 * The announced end of a version's support; nothing where none is announced. Nothing here looks at today's date: the same program
 * gives the same template, and the same warnings, on every day.
 */
export function engineSupportEnd(engine: string, version: string): EngineSupport | undefined {
  const majors = Object.hasOwn(ENDS, engine) ? (ENDS[engine as EngineName] ?? {}) : {};
  const major = version.split('.')[0] ?? '';
  return Object.hasOwn(majors, major) ? majors[major] : undefined;
}
