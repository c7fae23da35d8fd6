import fc from 'fast-check';
import { policiesThatSuit } from '../../lib/model/eviction';
import { isName, kebab, physicalName } from '../../lib/model/names';
import { overlaps, parseDailyWindow, parseWeeklyWindow } from '../../lib/model/windows';

const two = (value: number): string => String(value).padStart(2, '0');
const time = (minute: number): string => `${two(Math.floor(minute / 60) % 24)}:${two(minute % 60)}`;
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const moment = (minute: number): string => `${DAYS[Math.floor(minute / 1440) % 7]}:${time(minute % 1440)}`;

describe('windows', () => {
  const daily = fc.record({ start: fc.nat(1439), length: fc.integer({ min: 1, max: 1439 }) });
  const weekly = fc.record({ start: fc.nat(10_079), length: fc.integer({ min: 1, max: 10_079 }) });

  it('are read as they are written, over midnight and over the end of the week too', () => {
    fc.assert(
      fc.property(daily, weekly, (d, w) => {
        expect(parseDailyWindow(`${time(d.start)}-${time((d.start + d.length) % 1440)}`)).toEqual(d);
        expect(parseWeeklyWindow(`${moment(w.start)}-${moment((w.start + w.length) % 10_080)}`)).toEqual(w);
      }),
    );
  });

  it('overlap exactly where they share a minute', () => {
    fc.assert(
      fc.property(daily, weekly, (d, w) => {
        const inWeekly = new Set(Array.from({ length: w.length }, (_, i) => (w.start + i) % 10_080));
        const shared = DAYS.some((_, day) =>
          Array.from({ length: d.length }, (_unused, i) => (day * 1440 + d.start + i) % 10_080).some((m) =>
            inWeekly.has(m),
          ),
        );
        expect(overlaps(d, w)).toBe(shared);
      }),
      { numRuns: 60 },
    );
  });
});

describe('names', () => {
  it('made from any construct id are legal or empty', () => {
    fc.assert(fc.property(fc.string(), (id) => kebab(id) === '' || isName(kebab(id))));
  });

  it.each([
    ['CatalogFunction', 'catalog-function'],
    ['HTTPServer', 'http-server'],
    ['my_service.2', 'my-service-2'],
    ['123', ''],
  ])('%s becomes %j', (id, name) => {
    expect(kebab(id)).toBe(name);
  });

  it('of resources differ where anything that replaces the resource differs', () => {
    const inputs = fc.array(fc.string(), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(inputs, inputs, (a, b) => {
        fc.pre(JSON.stringify(a) !== JSON.stringify(b));
        expect(physicalName('catalog', a)).not.toBe(physicalName('catalog', b));
      }),
    );
  });

  it('of resources fit whatever the label', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z][a-z0-9-]{0,60}$/), (label) => {
        expect(physicalName(label, ['x'])).toMatch(/^(?!.*--$)[a-z][a-z0-9-]{0,39}$/);
      }),
    );
  });
});

it('a pattern whose keys must stay goes where nothing is evicted, and only there', () => {
  expect(policiesThatSuit('never')).toEqual(['noeviction']);
  expect(policiesThatSuit('any')).toHaveLength(8);
  expect(policiesThatSuit('only-with-ttl')).toEqual([
    'volatile-lru',
    'volatile-lfu',
    'volatile-random',
    'volatile-ttl',
    'noeviction',
  ]);
});
