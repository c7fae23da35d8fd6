import { Duration, Token } from 'aws-cdk-lib';
import { refuse } from '../errors/configuration-error';
import { type Objection, unless } from '../model/finding';
import type { EntryProps } from './pattern-props';

/** What the manifest says about a pattern besides its name. Times are in milliseconds, their names end in `Ms`. */
export interface PatternSettings {
  readonly [name: string]: number | boolean | string | undefined;
  readonly ttlMs?: number;
  readonly jitter?: number;
  readonly negativeTtlMs?: number;
}

const DEFAULT_NEGATIVE_TTL_MS = 30_000;

/**
 * In milliseconds, as the manifest says them. A time that only the deployment knows must be in them already, because CloudFormation cannot
 * multiply.
 */
export function milliseconds(duration: Duration): number {
  if (duration.isUnresolved() && duration.unitLabel() !== 'millis') {
    refuse('CachePattern', [
      {
        id: 'NS_TIME_UNIT_UNKNOWN',
        given: `a time in ${duration.unitLabel()} that only the deployment knows`,
        allowed: 'milliseconds: CloudFormation cannot multiply',
        fix: 'Use Duration.millis(…), with a value in milliseconds',
      },
    ]);
  }
  return duration.toMilliseconds({ integral: false });
}

/** How copies of what a database knows live, with defaults. */
export function entrySettings(props: EntryProps): PatternSettings & { readonly ttlMs: number } {
  const ttlMs = milliseconds(props.ttl ?? Duration.minutes(5));
  return {
    ttlMs,
    jitter: props.jitter ?? 0.1,
    negativeTtlMs:
      props.negativeTtl === undefined
        ? Math.min(Math.floor(ttlMs), DEFAULT_NEGATIVE_TTL_MS)
        : milliseconds(props.negativeTtl),
  };
}

/** Nothing where a count is a whole number of at least 1, or known only at deployment, or not given. */
export function countObjections(counts: Readonly<Record<string, number | undefined>>): readonly Objection[] {
  return Object.entries(counts).flatMap(([name, value]) =>
    unless(value === undefined || Token.isUnresolved(value) || (Number.isSafeInteger(value) && value >= 1), {
      given: `\`${name}\` ${value}`,
      allowed: 'a whole number, at least 1',
      fix: `Change \`${name}\``,
    }),
  );
}

/** Nothing where a time is whole milliseconds, at least 1. */
export function timeObjections(times: Readonly<Record<string, number>>): readonly Objection[] {
  return Object.entries(times).flatMap(([name, value]) =>
    unless(Token.isUnresolved(value) || (Number.isSafeInteger(value) && value >= 1), {
      given: `\`${name}\` of ${value} milliseconds`,
      allowed: 'whole milliseconds, at least 1',
      fix: `Change \`${name}\`, for example Duration.minutes(1)`,
    }),
  );
}

/** Nothing where refresh-ahead begins within an entry's life. */
export function refreshAheadObjections(share: number): readonly Objection[] {
  return unless(Token.isUnresolved(share) || (share > 0 && share <= 1), {
    given: `\`refreshAhead\` ${share}`,
    allowed: 'a share of the TTL above 0, up to 1',
    fix: 'Change `refreshAhead`, for example 0.8',
  });
}

/** Nothing where a session may live at least as long as it may lie unused. */
export function maxAgeObjections(ttlMs: number, maxAgeMs: number): readonly Objection[] {
  return unless(Token.isUnresolved(ttlMs) || Token.isUnresolved(maxAgeMs) || maxAgeMs >= ttlMs, {
    given: `\`maxAge\` of ${maxAgeMs} milliseconds with a TTL of ${ttlMs}`,
    allowed: 'at least the TTL',
    fix: 'Raise `maxAge` or lower `ttl`',
  });
}
