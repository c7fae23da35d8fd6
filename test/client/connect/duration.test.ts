import fc from 'fast-check';
import { type Duration, durationToMs } from '../../../client/src/duration';

describe('a duration', () => {
  it.each([
    ['250ms', 250],
    ['1.5s', 1_500],
    ['5m', 300_000],
    ['1h', 3_600_000],
    ['7d', 604_800_000],
    ['0s', 0],
    [{ minutes: 5 }, 300_000],
    [{ minutes: 1, seconds: 30, milliseconds: 1 }, 90_001],
    [{ hours: 1, days: undefined }, 3_600_000],
  ] as [Duration, number][])('%j is %i ms', (duration, ms) => {
    expect(durationToMs(duration)).toBe(ms);
  });

  it.each([
    300,
    0,
    Number.NaN,
    '300',
    '5 m',
    '5min',
    '-1s',
    's',
    '',
    {},
    { minutes: -1 },
    { minutes: '5' },
    { fortnights: 1 },
    [5],
    null,
  ])('%j is refused, with what is allowed', (duration) => {
    expect(() => durationToMs(duration as Duration, 'ttl')).toThrow(
      expect.objectContaining({ code: 'DURATION_INVALID', message: expect.stringMatching(/ttl got .*allowed are/) }),
    );
  });

  it.each([`${'9'.repeat(400)}d`, { days: Number.POSITIVE_INFINITY }])('without end is refused: %j', (duration) => {
    expect(() => durationToMs(duration as Duration)).toThrow('DURATION_INVALID');
  });

  it('means the same as text and as an object', () => {
    const units = [
      ['ms', 'milliseconds'],
      ['s', 'seconds'],
      ['m', 'minutes'],
      ['h', 'hours'],
      ['d', 'days'],
    ] as const;
    fc.assert(
      fc.property(fc.nat({ max: 100_000 }), fc.constantFrom(...units), (amount, [unit, field]) => {
        expect(durationToMs(`${amount}${unit}`)).toBe(durationToMs({ [field]: amount }));
      }),
    );
  });
});
