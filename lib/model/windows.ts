/** A weekly or daily time span in UTC, in minutes: `start` since Sunday (weekly) or midnight (daily) 00:00. */
export interface Window {
  readonly start: number;
  readonly length: number;
}

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const DAY = 24 * 60;
const WEEK = 7 * DAY;

/** Shortest window that ElastiCache takes, in minutes. */
export const MIN_WINDOW_MINUTES = 60;

/** Reads `ddd:hh:mm-ddd:hh:mm` (UTC); absent where the text has another form. */
export function parseWeeklyWindow(text: string): Window | undefined {
  const match = /^([a-z]{3}):([0-9]{2}:[0-9]{2})-([a-z]{3}):([0-9]{2}:[0-9]{2})$/.exec(text);
  const [from, to] = [DAYS.indexOf(match?.[1] ?? ''), DAYS.indexOf(match?.[3] ?? '')];
  const [start, end] = [minuteOfDay(match?.[2]), minuteOfDay(match?.[4])];
  if (from < 0 || to < 0 || start === undefined || end === undefined) return undefined;
  const first = from * DAY + start;
  return { start: first, length: positiveRemainder(to * DAY + end - first, WEEK) };
}

/** Reads `hh:mm-hh:mm` (UTC); absent where the text has another form. */
export function parseDailyWindow(text: string): Window | undefined {
  const match = /^([0-9]{2}:[0-9]{2})-([0-9]{2}:[0-9]{2})$/.exec(text);
  const [start, end] = [minuteOfDay(match?.[1]), minuteOfDay(match?.[2])];
  if (start === undefined || end === undefined) return undefined;
  return { start, length: positiveRemainder(end - start, DAY) };
}

/** Whether a daily window meets a weekly one on any day. Windows that only touch do not overlap. */
export function overlaps(daily: Window, weekly: Window): boolean {
  return DAYS.some((_, day) => {
    const start = day * DAY + daily.start;
    // A window may run over the end of the week, so the distance from either start to the other is taken around it.
    return (
      positiveRemainder(start - weekly.start, WEEK) < weekly.length ||
      positiveRemainder(weekly.start - start, WEEK) < daily.length
    );
  });
}

function minuteOfDay(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const [hour, minute] = [Number(text.slice(0, 2)), Number(text.slice(3))];
  return hour < 24 && minute < 60 ? hour * 60 + minute : undefined;
}

function positiveRemainder(value: number, modulus: number): number {
  return ((value % modulus) + modulus) % modulus;
}
