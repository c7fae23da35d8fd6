import fc from 'fast-check';
import { accessCautions } from '../../../lib/model/access-cautions';
import { accessAllows } from '../../../lib/model/access-evaluation';
import { parseAccessString } from '../../../lib/model/access-parser';
import { accessFindings } from '../../../lib/model/access-rules';
import type { AccessTarget } from '../../../lib/model/access-target';
import { type Engine, startEngine } from '../support/engine';

const VALKEY: AccessTarget = { engine: 'valkey', version: '8.0', kind: 'sharded' };
const on = (engine: AccessTarget['engine'], version: string, kind: AccessTarget['kind'] = 'sharded'): AccessTarget => ({
  engine,
  version,
  kind,
});

const idsOf = (text: string, target = VALKEY): string[] => accessFindings(text, target).map(({ id }) => id);

it.each([
  ['', ['ACL_STATE_MISSING']],
  ['~app:* -@all +@read', ['ACL_STATE_MISSING']],
  ['on >passwordpassword ~app:* +@read', ['ACL_PASSWORD_FORBIDDEN']],
  ['on #0123 ~app:* +@read', ['ACL_PASSWORD_FORBIDDEN']],
  ['on nopass ~app:* +@read', ['ACL_PASSWORD_FORBIDDEN']],
  ['on resetpass ~app:* +@read', ['ACL_PASSWORD_FORBIDDEN']],
  ['reset on ~app:* +@read', ['ACL_PASSWORD_FORBIDDEN']],
  ['on ~* +@read -@all', ['ACL_GRANTS_TAKEN_BACK']],
  ['on ~app:* resetkeys +@read', ['ACL_GRANTS_TAKEN_BACK']],
  ['on resetchannels &app:* resetchannels +@read', ['ACL_GRANTS_TAKEN_BACK']],
  ['on ~app:*', ['ACL_GRANTS_NOTHING']],
  ['on ~app:* -@all', ['ACL_GRANTS_NOTHING']],
  ['on ~app:* +gett', ['ACL_COMMAND_UNKNOWN']],
  ['on ~app:* +client|nonsense', ['ACL_COMMAND_UNKNOWN']],
  ['on ~app:* +get -select|0', ['ACL_COMMAND_UNKNOWN']],
  ['on ~app:* +@reading', ['ACL_CATEGORY_UNKNOWN']],
  ['on ~app:* +@all -config', ['ACL_COMMAND_FORBIDDEN']],
  ['on ~app:* +config|get', ['ACL_COMMAND_FORBIDDEN']],
  ['on ~app:* +acl|setuser', ['ACL_COMMAND_FORBIDDEN']],
  ['on ~app:* +hexpire', ['ACL_COMMAND_UNAVAILABLE']],
  ['on ~ +get', ['ACL_PATTERN_INVALID']],
  ['on ~* ~app:* +get', ['ACL_PATTERN_AFTER_ALL']],
  ['on ~app:* +get &news', ['ACL_PATTERN_AFTER_ALL']],
  ['on ~app:* +get on-off', ['ACL_WORD_UNKNOWN']],
  ['on ~app:* +get (+set ~x', ['ACL_WORD_UNKNOWN']],
  ['on ~app:* +get db=0', ['ACL_SYNTAX_TOO_NEW']],
  ['on ~* +@read -@all >secret +gett', ['ACL_PASSWORD_FORBIDDEN', 'ACL_GRANTS_TAKEN_BACK', 'ACL_COMMAND_UNKNOWN']],
])('%s: %j', (text, ids) => {
  expect(idsOf(text)).toEqual(ids);
});

it.each([
  ['on ~app:* -@all +@read'],
  ['on resetchannels ~app:* &app:* -@all +@read +@pubsub'],
  ['ON ~app:* +GET +Client|SetName -@dangerous'],
  ['on %R~app:* %W~log:* +get +set (~cache:* +del)'],
  ['on ~app:* +select|0'],
  ['on allkeys allcommands'],
  ['off'],
  ['off ~keys* -@all'],
])('finds nothing wrong with %s', (text) => {
  expect(accessFindings(text, VALKEY)).toEqual([]);
});

it.each([
  [on('redis', '6.0'), 'on resetchannels ~app:* +get', ['ACL_SYNTAX_TOO_NEW']],
  [on('redis', '6.2'), 'on resetchannels ~app:* +get', []],
  [on('redis', '6.2'), 'on %R~app:* +get', ['ACL_SYNTAX_TOO_NEW']],
  [on('redis', '7.0'), 'on %R~app:* +get', []],
  [on('redis', '6.2'), 'on ~app:* +@all -client|kill', ['ACL_SYNTAX_TOO_NEW']],
  [on('redis', '6.2'), 'on ~app:* +get (~b +set)', ['ACL_SYNTAX_TOO_NEW']],
  [on('redis', '7.1'), 'on ~app:* +client|setinfo', ['ACL_COMMAND_UNAVAILABLE']],
  [on('redis', '6.0'), 'on ~app:* +xautoclaim', ['ACL_COMMAND_UNAVAILABLE']],
  [on('valkey', '9.0'), 'on ~app:* +get db=0,1', ['ACL_SYNTAX_TOO_NEW']],
  [on('valkey', '9.1'), 'on ~app:* +get db=0,1', []],
  [on('valkey', '8', 'serverless'), 'on ~app:* +keys', ['ACL_COMMAND_UNAVAILABLE']],
  [on('valkey', '8.0'), 'on ~app:* +keys', []],
  // A version that this release does not know may have commands that it does not know.
  [on('valkey', '10.0'), 'on ~app:* +newcommand +@newcategory', []],
])('%j takes %s: %j', (target, text, ids) => {
  expect(idsOf(text, target)).toEqual(ids);
});

it('says what it was given, what is allowed and how to fix it, without the password', () => {
  expect(accessFindings('on >hunter2hunter2hunter2 ~app:* +gett', VALKEY)).toEqual([
    {
      id: 'ACL_PASSWORD_FORBIDDEN',
      given: "'>...' in an access string",
      allowed: 'rights only; ElastiCache keeps passwords apart from them',
      fix: 'Leave it out: the user construct gives the user its password',
    },
    {
      id: 'ACL_COMMAND_UNKNOWN',
      given: "the command 'gett'",
      allowed: 'commands of the engine, a subcommand as `cluster|slots`',
      fix: "Did you mean 'get'?",
    },
  ]);
});

it.each([
  ['on ~app:* resetchannels +@all', ['ACL_ALL_COMMANDS']],
  ['on ~* resetchannels +get', ['ACL_ALL_KEYS']],
  ['on %R~* resetchannels +get', ['ACL_ALL_KEYS']],
  ['on ~app:* resetchannels +@read +@dangerous', ['ACL_DANGEROUS_COMMANDS']],
  ['on ~app:* +@read +publish', ['ACL_ALL_CHANNELS']],
  ['on ~app:* +@read', []],
  ['on resetchannels ~app:* +get (~* +get)', ['ACL_ALL_KEYS']],
  ['on allkeys allcommands', ['ACL_ALL_COMMANDS', 'ACL_ALL_KEYS', 'ACL_ALL_CHANNELS']],
  ['off ~* +@all', []],
  ['on resetchannels ~app:* -@all +@read +client|setname', []],
])('warns of what is dangerous in %s: %j', (text, ids) => {
  expect(accessCautions(text).map(({ id }) => id)).toEqual(ids);
});

describe('against a real engine', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine();
  });
  afterAll(() => engine.stop());

  const usual = [
    ...['~app:*', '~b', '%R~log:*', '%W~log:*', '%RW~x', 'resetchannels', '(~b +get)', '+@read', '-@read', '+@write'],
    ...['+@pubsub', '-@dangerous', '+get', '-get', '+GET', '+set', '-set', '+del', '+client|setname', '+client'],
    ...['-client|setname', '-client', '+keys', '+select|0', '+xgroup|create', '+cluster|slots', '+info'],
  ];
  const odd = [
    ...['~*', 'allkeys', 'resetkeys', '%~x', '%X~y', '~', '&app:*', 'allchannels', '+@all', '-@all', 'clearselectors'],
    ...['+gett', '+@reading', 'allcommands', 'nocommands', '-select|0', '+client|nope', '(+@read', 'maybe', '+', '-@'],
    ...['&', '+hexpire', '+|', '+get|', '+cluster|slots|x'],
  ];
  const word = fc.oneof(
    { arbitrary: fc.constantFrom(...usual), weight: 12 },
    { arbitrary: fc.constantFrom(...odd), weight: 1 },
  );
  const texts = fc.array(word, { minLength: 1, maxLength: 7 }).map((list) => `on ${list.join(' ')}`);

  it('a text without findings is one that the engine takes', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        fc.pre(accessFindings(text, VALKEY).length === 0);
        const reply: unknown = await engine
          .ask(['ACL', 'SETUSER', 'checked', 'reset', ...text.split(' ')])
          .catch((error: Error) => error.message);
        expect([text, reply]).toEqual([text, 'OK']);
      }),
      { numRuns: 300 },
    );
  });

  const calls: Readonly<Record<string, readonly string[]>> = {
    get: ['GET', 'app:1'],
    set: ['SET', 'app:1', 'v'],
    del: ['DEL', 'app:1'],
    keys: ['KEYS', '*'],
    info: ['INFO'],
    'client|setname': ['CLIENT', 'SETNAME', 'x'],
    'client|kill': ['CLIENT', 'KILL', 'ID', '1'],
    'xgroup|create': ['XGROUP', 'CREATE', 'app:1', 'g', '0'],
    publish: ['PUBLISH', 'app:1', 'x'],
  };

  it('what a text allows is what the engine lets its user run', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        fc.pre(accessFindings(text, VALKEY).length === 0);
        const access = parseAccessString(text);
        await engine.ask(['ACL', 'SETUSER', 'checked', 'reset', ...text.split(' ')]);
        for (const [name, call] of Object.entries(calls)) {
          const reply = String(await engine.ask(['ACL', 'DRYRUN', 'checked', ...call]));
          // Keys and channels are refused in other words, by a user that may run the command.
          const runs = !reply.includes('no permissions to run');
          expect([text, name, runs]).toEqual([text, name, accessAllows(access, name)]);
        }
      }),
      { numRuns: 150 },
    );
  });
});
