import { type Duration, type Size, SizeRoundingBehavior, Token, Tokenization } from 'aws-cdk-lib';

/** Fractions are kept, so that the check of the parameter can say what is allowed. */
const WITH_FRACTION = { integral: false };
const UNROUNDED = { rounding: SizeRoundingBehavior.NONE };

/**
 * Values as ElastiCache takes them. A number that only the deployment knows stays a token; one that is not whole stays as it is, and the
 * check of the parameter refuses it.
 */
export function numeral(value: number): string {
  return Token.isUnresolved(value) ? Tokenization.stringifyNumber(value) : String(value);
}

export const yesNo = (value: boolean): string => (value ? 'yes' : 'no');

export const oneZero = (value: boolean): string => (value ? '1' : '0');

export const verbatim = (value: string): string => value;

export const bytes = (value: Size): string => numeral(value.toBytes(UNROUNDED));

export const mebibytes = (value: Size): string => numeral(value.toMebibytes(UNROUNDED));

export const minutes = (value: Duration): string => numeral(value.toMinutes(WITH_FRACTION));

export const seconds = (value: Duration): string => numeral(value.toSeconds(WITH_FRACTION));

export const milliseconds = (value: Duration): string => numeral(value.toMilliseconds(WITH_FRACTION));

/** 0.57 milliseconds are 570 microseconds, not the 569.9999999999999 that floating point makes of it. */
export function microseconds(value: Duration): string {
  const ms = value.toMilliseconds(WITH_FRACTION);
  if (Token.isUnresolved(ms)) {
    throw new Error(
      'a time that only the deployment knows cannot be turned into microseconds: give slowlog-log-slower-than by rawParameters',
    );
  }
  return String(Number((ms * 1000).toFixed(6)));
}

/** In the order of the commands' names, so that the order in which they were written does not matter. */
export function renames(value: Readonly<Record<string, string>>): string {
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([command, name]) => `${command} ${name}`)
    .join(' ');
}
