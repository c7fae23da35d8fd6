import fc from 'fast-check';
import { NO_ACCESS, renderAccessString } from '../../lib/model/access-string';
import { cacheAsideNeeds } from '../../lib/model/cache-aside-needs';
import { connectionNeeds } from '../../lib/model/connection-needs';
import type { Needs } from '../../lib/model/needs';
import { STORE, RELEASE, RENEW } from '../../client/src/patterns/cache-aside/scripts';
import { type Engine, startEngine } from './support/engine';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

const products = cacheAsideNeeds('products:');
const connection = connectionNeeds('sharded');
const KEY = 'products:42';

/** Each command that the access string grants, used the way the client uses it. The scripts are the client's own. */
const USES: Readonly<Record<string, readonly Use[]>> = {
  set: [{ call: ['SET', KEY, 'lease', 'NX', 'GET', 'PX', '60000'], reply: 'null' }],
  get: [{ call: ['GET', KEY], reply: 'lease' }],
  evalsha: [{ call: ['EVALSHA', RENEW.sha1, '1', KEY, 'lease', '2000'], reply: '1' }],
  pexpire: [{ call: ['EVAL', RENEW.lua, '1', KEY, 'lease', '2000'], reply: '1' }],
  eval: [{ call: ['EVAL', STORE.lua, '1', KEY, 'lease', 'value', '60000'], reply: '1' }],
  del: [
    { call: ['EVAL', RELEASE.lua, '1', KEY, 'value'], reply: '1' },
    { call: ['DEL', KEY], reply: '0' },
  ],
  ping: [{ call: ['PING'], reply: 'PONG' }],
  'cluster|slots': [{ call: ['CLUSTER', 'SLOTS'], reply: /^\[\[0,16383/ }],
  asking: [{ call: ['ASKING'], reply: 'OK' }],
  // What other clients ask before they are ready, and what an operator looks at first.
  info: [{ call: ['INFO', 'memory'], reply: /maxmemory_policy:/ }],
  'client|setinfo': [{ call: ['CLIENT', 'SETINFO', 'LIB-NAME', 'ioredis'], reply: 'OK' }],
  'client|setname': [{ call: ['CLIENT', 'SETNAME', 'catalog'], reply: 'OK' }],
  'cluster|info': [{ call: ['CLUSTER', 'INFO'], reply: /cluster_state:/ }],
  'cluster|nodes': [{ call: ['CLUSTER', 'NODES'], reply: /myself,master/ }],
  'cluster|shards': [{ call: ['CLUSTER', 'SHARDS'], reply: /slots/ }],
};

interface Use {
  readonly call: readonly string[];
  readonly reply: string | RegExp;
}

const without = (needs: Needs, command: string): Needs => ({
  ...needs,
  commands: needs.commands.filter((name) => name !== command),
});

describe('the access string of a cache-aside consumer', () => {
  it('is enough for everything that the client does', async () => {
    await engine.prepare([
      ['DEL', KEY],
      ['SCRIPT', 'LOAD', RENEW.lua],
    ]);
    const user = await engine.user(renderAccessString([connection, products]));
    for (const { call, reply } of Object.values(USES).flat()) {
      const expected: unknown = typeof reply === 'string' ? reply : expect.stringMatching(reply);
      expect([call, await user.call(call)]).toEqual([call, expected]);
    }
  });

  it('grants nothing that this test does not use', () => {
    expect([...connection.commands, ...products.commands].sort()).toEqual(Object.keys(USES).sort());
  });

  it.each(Object.entries(USES))('is not enough without %s', async (command, uses) => {
    // The state in which the script of each use reaches the command that it needs.
    await engine.prepare([
      ['SET', KEY, command === 'del' ? 'value' : 'lease'],
      ['SCRIPT', 'LOAD', RENEW.lua],
    ]);
    const user = await engine.user(renderAccessString([without(connection, command), without(products, command)]));
    for (const { call } of uses) {
      // A command inside a script is refused by the script, which quotes the engine's reason.
      expect([call, await user.call(call)]).toEqual([call, expect.stringMatching(/NOPERM|ACL failure in script/)]);
    }
  });

  it('reaches no key outside the namespace', async () => {
    const user = await engine.user(renderAccessString([connection, products]));
    for (const key of ['prices:42', 'product', 'products', 'xproducts:42']) {
      expect([key, await user.call(['GET', key])]).toEqual([key, expect.stringMatching(/^NOPERM/)]);
    }
    expect(await user.call(['EVAL', "return redis.call('GET', 'prices:42')", '0'])).toMatch(
      /No permissions to access a key|ACL failure/,
    );
  });

  it.each([
    ['KEYS', '*'],
    ['SCAN', '0'],
    ['FLUSHALL'],
    ['CONFIG', 'GET', '*'],
    ['ACL', 'LIST'],
    ['CLUSTER', 'FORGET', 'x'],
    ['CLIENT', 'LIST'],
    ['CLIENT', 'KILL', 'ID', '1'],
    ['SCRIPT', 'FLUSH'],
    ['PUBLISH', 'news', 'x'],
  ])('allows nothing else: %s', async (...call) => {
    const user = await engine.user(renderAccessString([connection, products]));
    expect(await user.call(call)).toMatch(/^NOPERM/);
  });
});

it('HELLO and AUTH need no grant, so none is written', async () => {
  const user = await engine.user(renderAccessString([]));
  expect(await user.call(['PING'])).toMatch(/^NOPERM/);
  expect(await user.hello()).toBe('OK');
});

it('the user that stands in where nobody is connected cannot log in', async () => {
  await expect(engine.user(NO_ACCESS)).rejects.toThrow(/WRONGPASS/);
});

describe('rendering', () => {
  it('gives the same string whatever the order of namespaces, so that templates do not churn', () => {
    const prefixes = fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(
        prefixes.chain((names) =>
          fc.tuple(fc.constant(names), fc.shuffledSubarray(names, { minLength: names.length })),
        ),
        ([names, shuffled]) => {
          const render = (list: readonly string[]): string =>
            renderAccessString(list.map((name) => cacheAsideNeeds(`${name}:`)));
          expect(render(shuffled)).toBe(render(names));
        },
      ),
    );
  });

  it('takes everything away before it gives anything', () => {
    expect(renderAccessString([products])).toMatch(/^on resetchannels -@all (\+\S+ )+~products:\*$/);
  });
});
