import { renderAccess } from '../../../lib/model/access-renderer';
import { NO_ACCESS, renderAccessString, renderRoleAccess } from '../../../lib/model/access-string';
import { COMMANDS } from '../../../lib/model/commands';
import { connectionNeeds } from '../../../lib/model/connection-needs';
import type { Needs } from '../../../lib/model/needs';
import * as needs from '../../../lib/model/pattern-needs';
import { type Engine, startEngine } from '../support/engine';
import * as flows from './support/flows';
import { type Operation, PREFIX } from './support/operations';
import * as structures from './support/structures';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

interface Case {
  readonly needs: Needs;
  readonly operations: readonly Operation[];
}

const PATTERNS: Readonly<Record<string, Case>> = {
  'cache-aside and read-through': { needs: needs.cacheAsideNeeds(PREFIX), operations: flows.CACHE_ASIDE },
  'cache-aside with tags': { needs: needs.taggedCacheAsideNeeds(PREFIX), operations: flows.TAGGED_CACHE_ASIDE },
  'write-through': { needs: needs.cacheAsideNeeds(PREFIX), operations: flows.WRITE_THROUGH },
  'write-behind': { needs: needs.writeBehindNeeds(PREFIX), operations: flows.WRITE_BEHIND },
  sessions: { needs: needs.sessionNeeds(PREFIX), operations: structures.SESSIONS },
  leaderboard: { needs: needs.leaderboardNeeds(PREFIX), operations: structures.LEADERBOARD },
  'rate limiter': { needs: needs.rateLimiterNeeds(PREFIX), operations: structures.RATE_LIMITER },
  lock: { needs: needs.lockNeeds(PREFIX), operations: structures.LOCK },
  feed: { needs: needs.feedNeeds(PREFIX), operations: structures.FEED },
  'unique visitors': { needs: needs.uniqueVisitorsNeeds(PREFIX), operations: structures.UNIQUE_VISITORS },
  'pub/sub': { needs: needs.pubSubNeeds(PREFIX), operations: flows.PUB_SUB },
  stream: { needs: needs.streamNeeds(PREFIX), operations: flows.STREAM },
  'every connection': { needs: connectionNeeds('sharded'), operations: flows.CONNECTION },
  'every connection that reads from replicas': {
    needs: connectionNeeds('sharded', 'reader'),
    operations: flows.READER_CONNECTION,
  },
};

/** What the engine says where it refuses for want of rights. A script quotes it. */
const REFUSED = /NOPERM|ACL failure in script/;
const KEY_REFUSED = /(NOPERM|ACL failure in script).*key/i;

/** Each operation has a user of its own: a connection that listens takes nothing else. */
async function run(accessString: string, { prepare, first, call }: Operation): Promise<string> {
  await engine.prepare([['FLUSHALL'], ...prepare]);
  const user = await engine.user(accessString);
  const opening = first === undefined ? '' : await user.call(first);
  return REFUSED.test(opening) ? opening : user.call(call);
}

const expected = ({ reply }: Operation): unknown => (typeof reply === 'string' ? reply : expect.stringMatching(reply));

describe.each(Object.entries(PATTERNS))('the rights for %s', (_, { needs: parts, operations }) => {
  it('are enough for all that it does', async () => {
    const access = renderAccessString([parts]);
    for (const operation of operations) {
      expect([operation.call, await run(access, operation)]).toEqual([operation.call, expected(operation)]);
    }
  });

  it('hold nothing that it does not use', () => {
    const used = new Set(operations.flatMap(({ takes }) => takes));
    expect([...parts.commands].sort()).toEqual([...used].sort());
  });

  it.each(parts.commands.map((name) => [name]))('are not enough without %s', async (name) => {
    const access = renderAccessString([{ ...parts, commands: parts.commands.filter((other) => other !== name) }]);
    for (const operation of operations.filter(({ takes }) => takes.includes(name))) {
      expect([operation.call, await run(access, operation)]).toEqual([operation.call, expect.stringMatching(REFUSED)]);
    }
  });

  const local = operations.filter(({ call }) => call.some((word) => word.startsWith(PREFIX)));
  if (local.length > 0) {
    it.each([['orders:'], ['shop'], ['xshop:']])('reach nothing below %s', async (foreign) => {
      const abroad = (words: readonly string[]): string[] =>
        words.map((word) => (word.startsWith(PREFIX) ? foreign + word.slice(PREFIX.length) : word));
      for (const { call, first } of local) {
        const operation = { takes: [], prepare: [], call: abroad(call), first: first && abroad(first), reply: '' };
        expect([operation.call, await run(renderAccessString([parts]), operation)]).toEqual([
          operation.call,
          expect.stringMatching(/NOPERM/),
        ]);
      }
    });
  }

  it('let a reader look, and change nothing', async () => {
    const access = renderRoleAccess([{ needs: parts, role: 'reader' }]);
    const looking = operations.filter(({ takes }) => takes.every((name) => parts.reads.includes(name)));
    expect([...new Set(looking.flatMap(({ takes }) => takes))].sort()).toEqual([...parts.reads].sort());
    for (const operation of operations) {
      expect([operation.call, await run(access, operation)]).toEqual([
        operation.call,
        looking.includes(operation) ? expected(operation) : expect.stringMatching(REFUSED),
      ]);
    }
  });

  it('name only commands that exist', () => {
    expect(parts.commands.filter((name) => !COMMANDS.has(name))).toEqual([]);
    expect(parts.reads.filter((name) => !parts.commands.includes(name))).toEqual([]);
  });
});

it("a reader's keys cannot be changed by any command, not even one that it should not have", async () => {
  const [key] = [{ pattern: `${PREFIX}*`, read: true, write: false }];
  const user = await engine.user(
    renderAccess({ enabled: true, rules: [{ name: '@all', allowed: true }], keys: [key], channels: [] }),
  );
  await engine.prepare([['SET', `${PREFIX}1`, 'value']]);
  expect(await user.call(['GET', `${PREFIX}1`])).toBe('value');
  for (const call of [
    ['SET', `${PREFIX}1`, 'other'],
    ['DEL', `${PREFIX}1`],
    ['PEXPIRE', `${PREFIX}1`, '1'],
    ['EVAL', "return redis.call('SET', KEYS[1], 'other')", '1', `${PREFIX}1`],
  ]) {
    expect([call, await user.call(call)]).toEqual([call, expect.stringMatching(KEY_REFUSED)]);
  }
});

it('planting a lease where something unreadable stands takes no further rights', async () => {
  const access = renderAccessString([needs.cacheAsideNeeds(PREFIX)]);
  for (const operation of flows.SEIZING) {
    expect([operation.call, await run(access, operation)]).toEqual([operation.call, expected(operation)]);
  }
});

describe('a consumer of every pattern', () => {
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
    ['PUBLISH', 'shop:news', 'x'],
    ['XGROUP', 'DESTROY', 'shop:{0}:changes', 'sink'],
  ])('may do nothing else: %s', async (...call) => {
    const user = await engine.user(renderAccessString(Object.values(PATTERNS).map((each) => each.needs)));
    expect(await user.call(call)).toMatch(/^NOPERM/);
  });

  it('reaches no key that it names inside a script instead of declaring it', async () => {
    const user = await engine.user(renderAccessString(Object.values(PATTERNS).map((each) => each.needs)));
    expect(await user.call(['EVAL', "return redis.call('GET', 'orders:42')", '0'])).toMatch(
      /No permissions to access a key|ACL failure/,
    );
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
