import fc from 'fast-check';
import { type KeyRule, parseAccessString, type Rights } from '../../../lib/model/access-parser';
import { renderAccess } from '../../../lib/model/access-renderer';

const pattern = fc.stringMatching(/^[a-z][a-z0-9:{}*?-]{0,12}$/);
const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);

const rule = fc.record({
  name: fc.oneof(
    word,
    fc.tuple(word, word).map((parts) => parts.join('|')),
    word.filter((name) => name !== 'all').map((name) => `@${name}`),
  ),
  allowed: fc.boolean(),
});

const key: fc.Arbitrary<KeyRule> = fc.oneof(
  fc.record({ pattern, read: fc.constant(true), write: fc.boolean() }),
  fc.record({ pattern, read: fc.constant(false), write: fc.constant(true) }),
);

const everyKey: readonly KeyRule[] = [{ pattern: '*', read: true, write: true }];

const rights: fc.Arbitrary<Rights> = fc.record(
  {
    rules: fc
      .tuple(fc.boolean(), fc.uniqueArray(rule, { selector: ({ name }) => name, maxLength: 6 }))
      .map(([all, rules]) => (all ? [{ name: '@all', allowed: true }, ...rules] : rules)),
    keys: fc.oneof(fc.uniqueArray(key, { selector: (k) => k.pattern, maxLength: 4 }), fc.constant(everyKey)),
    channels: fc.oneof(fc.uniqueArray(pattern, { maxLength: 3 }), fc.constant(['*'])),
    databases: fc.uniqueArray(fc.nat({ max: 15 }), { minLength: 1, maxLength: 3 }),
  },
  { requiredKeys: ['rules', 'keys', 'channels'] },
);

it('reads back whatever was written', () => {
  const access = fc.tuple(rights, fc.record({ enabled: fc.boolean(), selectors: fc.array(rights, { maxLength: 2 }) }));
  fc.assert(
    fc.property(access, ([root, more]) => {
      expect(parseAccessString(renderAccess({ ...root, ...more }))).toMatchObject({ ...root, ...more, unreadable: [] });
    }),
  );
});

it('reads from left to right, as the engine does', () => {
  expect(parseAccessString('on ~app:* +@read -get +GET -@all +set')).toEqual({
    enabled: true,
    rules: [{ name: 'set', allowed: true }],
    commands: [{ name: 'set', allowed: true }],
    categories: [],
    keys: [{ pattern: 'app:*', read: true, write: true }],
    channels: ['*'],
    selectors: [],
    unreadable: [],
  });
});

it('keeps the order in which commands and categories have the last word', () => {
  const { rules, commands, categories } = parseAccessString('off -@all +@read -keys +@write');
  expect(rules).toEqual([
    { name: '@read', allowed: true },
    { name: 'keys', allowed: false },
    { name: '@write', allowed: true },
  ]);
  expect(commands).toEqual([{ name: 'keys', allowed: false }]);
  expect(categories.map(({ name }) => name)).toEqual(['read', 'write']);
});

it.each([
  ['allkeys', [{ pattern: '*', read: true, write: true }]],
  ['~a:* ~*', [{ pattern: '*', read: true, write: true }]],
  ['~* resetkeys ~a:*', [{ pattern: 'a:*', read: true, write: true }]],
  ['%R~a:* %W~a:*', [{ pattern: 'a:*', read: true, write: true }]],
  ['%rw~a:*', [{ pattern: 'a:*', read: true, write: true }]],
  [
    '%R~* ~a:*',
    [
      { pattern: '*', read: true, write: false },
      { pattern: 'a:*', read: true, write: true },
    ],
  ],
])('understands the keys of %s', (text, keys) => {
  expect(parseAccessString(`on ${text}`).keys).toEqual(keys);
});

it('a text that says nothing about channels means all of them, which is what ElastiCache makes of it', () => {
  expect(parseAccessString('on ~* +@all').channels).toEqual(['*']);
  expect(parseAccessString('on resetchannels &news:*').channels).toEqual(['news:*']);
});

it('a text that does not say on means off', () => {
  expect(parseAccessString('~* +@all').enabled).toBe(false);
  expect(parseAccessString('on off').enabled).toBe(false);
});

it('never keeps a password that somebody wrote into an access string', () => {
  const parsed = parseAccessString('on >hunter2hunter2hunter2 ~* +@all');
  expect(parsed.unreadable).toEqual(['>...']);
  expect(JSON.stringify(parsed)).not.toContain('hunter2');
});
