import fc from 'fast-check';
import { parseAccessString } from '../../../lib/model/access-parser';
import { mixedRolesObjection, noAccess, renderAccessString, renderRoleAccess } from '../../../lib/model/access-string';
import { connectionNeeds } from '../../../lib/model/connection-needs';
import { cacheAsideNeeds, pubSubNeeds, streamNeeds, leaderboardNeeds } from '../../../lib/model/pattern-needs';

const redis = (version: string) => ({ engine: 'redis', version, kind: 'sharded' }) as const;
const valkey = (version: string) => ({ engine: 'valkey', version, kind: 'sharded' }) as const;

const products = cacheAsideNeeds('products:');
const orders = cacheAsideNeeds('orders:');

it('takes everything away before it gives anything', () => {
  expect(renderAccessString([products])).toBe(
    'on resetchannels -@all +del +eval +evalsha +get +pexpire +set ~products:*',
  );
});

it('gives the same string whatever the order of namespaces, so that templates do not churn', () => {
  const prefixes = fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/), { minLength: 1, maxLength: 6 });
  const shuffled = prefixes.chain((names) =>
    fc.tuple(fc.constant(names), fc.shuffledSubarray(names, { minLength: names.length })),
  );
  fc.assert(
    fc.property(shuffled, ([names, others]) => {
      const render = (list: readonly string[]): string =>
        renderAccessString(list.map((name) => cacheAsideNeeds(`${name}:`)));
      expect(render(others)).toBe(render(names));
    }),
  );
});

it('lets a reader read and nothing else', () => {
  expect(renderRoleAccess([{ needs: products, role: 'reader' }])).toBe('on resetchannels -@all +get %R~products:*');
});

it('keeps what is only read apart from what is written, in one user', () => {
  const text = renderRoleAccess([
    { needs: products, role: 'reader' },
    { needs: orders, role: 'writer' },
  ]);
  expect(parseAccessString(text).keys).toEqual([
    { pattern: 'orders:*', read: true, write: true },
    { pattern: 'products:*', read: true, write: false },
  ]);
});

it('somebody who both reads and writes a namespace may write it', () => {
  const both = [
    { needs: products, role: 'reader' as const },
    { needs: products, role: 'writer' as const },
  ];
  expect(renderRoleAccess(both)).toBe(renderAccessString([products]));
});

it('says nothing to Redis 6.0 about channels, which it would refuse', () => {
  const text = renderAccessString([products, pubSubNeeds('products:', redis('6.0'))], redis('6.0'));
  expect(text).toBe('on -@all +del +eval +evalsha +get +pexpire +publish +set +subscribe +unsubscribe ~products:*');
  expect(noAccess(redis('6.0'))).toBe('off -@all');
  expect(noAccess(redis('6.2'))).toBe('off resetchannels -@all');
});

it('leaves out what an engine would refuse a user for', () => {
  expect(renderAccessString([connectionNeeds('sharded')], redis('7.1'))).not.toContain('setinfo');
  expect(renderAccessString([connectionNeeds('sharded')], valkey('7.2'))).toContain('+client|setinfo');
});

it('tells a reader of an engine without read-only keys by its commands alone', () => {
  expect(renderRoleAccess([{ needs: products, role: 'reader' }], redis('6.2'))).toBe(
    'on resetchannels -@all +get ~products:*',
  );
});

it('refuses one user with two roles where the engine cannot keep them apart', () => {
  const mixed = [
    { needs: products, role: 'reader' as const },
    { needs: orders, role: 'writer' as const },
  ];
  expect(mixedRolesObjection(mixed, redis('6.2'))).toBe('redis 6.2 has no keys that can only be read (since 7.0)');
  expect(mixedRolesObjection(mixed, redis('7.0'))).toBeUndefined();
  expect(mixedRolesObjection(mixed.slice(1), redis('6.2'))).toBeUndefined();
  const channels = [
    { needs: pubSubNeeds('a:'), role: 'reader' as const },
    { needs: pubSubNeeds('b:'), role: 'writer' as const },
  ];
  expect(mixedRolesObjection(channels, valkey('8.1'))).toBe('no engine has channels that can only be listened to');
});

it.each([
  ['stream', streamNeeds('s:', redis('6.0')), 'xclaim', 'xautoclaim'],
  ['pub/sub', pubSubNeeds('s:', redis('6.2')), 'publish', 'spublish'],
  ['leaderboard', leaderboardNeeds('s:', redis('6.0')), 'zrevrange', 'zrangestore'],
])('a %s does it the old way on an old engine', (_, { commands }, present, absent) => {
  expect(commands).toContain(present);
  expect(commands).not.toContain(absent);
});
