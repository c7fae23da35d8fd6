import * as fc from 'fast-check';
import { type Engine, startEngine } from '../support/engine';
import { failureOf } from './support/failure';
import { userWith } from './support/templates';

describe('the rights of a user are read from left to right:', () => {
  it.each<[string, string, boolean]>([
    ['on -@all +get ~*', 'get', true],
    ['on -@all +get ~*', 'set', false],
    ['on ~* +@all -flushall', 'flushall', false],
    ['on ~* +@all -flushall', 'get', true],
    ['on ~* +get -@all', 'get', false],
    ['on ~* -@all +@read', 'get', true],
    ['on ~* -@all +@read', 'set', false],
    ['on ~* +@all -@dangerous', 'keys', false],
    ['on ~* +@all -@dangerous +keys', 'keys', true],
    ['on ~* -@all +cluster|slots', 'cluster|slots', true],
    ['on ~* -@all +cluster|slots', 'CLUSTER SLOTS', true],
    ['on ~* -@all +cluster|slots', 'cluster|nodes', false],
    ['on ~* -@all +cluster|slots', 'cluster', false],
    ['on ~* -@all +cluster', 'cluster|nodes', true],
    ['on ~* -@all +cluster', 'cluster', true],
    ['on ~* -@all +cluster -cluster|nodes', 'cluster|nodes', false],
    ['on ~* +@all (-@all)', 'get', true],
    ['on -@all (+get ~a*)', 'get', true],
    ['off ~* +@all', 'get', false],
    ['~* +@all', 'get', false],
    ['on', 'get', false],
  ])('with %s, may it %s? %s', (accessString, command, expected) => {
    expect(userWith(accessString).allows(command)).toBe(expected);
  });

  it('a user that may not log in reaches nothing', () => {
    const user = userWith('off ~* &* +@all');
    expect([user.keys, user.channels, user.reaches('x'), user.hears('x')]).toEqual([[], [], false, false]);
  });

  it('channels are open unless the text closes them, as ElastiCache has it', () => {
    expect(userWith('on ~* +@all').hears('news')).toBe(true);
    expect(userWith('on resetchannels &news:* ~* +@all').hears('news:1')).toBe(true);
    expect(userWith('on resetchannels &news:* ~* +@all').hears('other')).toBe(false);
  });

  it('a key that may only be read is reached', () => {
    expect(userWith('on %R~shared:* -@all +get').keys).toEqual(['shared:*']);
    userWith('on %R~shared:* -@all +get').reaching('shared:1').notReaching('own:1');
  });

  it('a category that the kit does not know is not guessed', () => {
    expect(failureOf(() => userWith('on ~* -@all +@newest').allows('get'))).toContain(
      "whether user 'reader' may run 'get' follows from @newest in 'on ~* -@all +@newest'",
    );
  });

  it('a text with words that are no rule is refused rather than half read', () => {
    expect(failureOf(() => userWith('on ~* everything'))).toContain('words that are no rule: everything');
  });
});

describe('a real engine agrees', () => {
  let engine: Engine;
  beforeAll(async () => (engine = await startEngine()));
  afterAll(() => engine.stop());

  /** Characters that mean something in patterns, and few others, so that patterns and keys meet often. */
  const characters = fc.constantFrom('a', 'b', 'c', 'd', ':', '-');
  const piece = fc.oneof(
    characters,
    fc.constantFrom('*', '?', '\\*', '\\a', '[abc]', '[^ab]', '[a-c]', '[c-a]', '[a\\]b]', '[]', '[^]', 'a*b'),
  );

  it('which keys a pattern reaches', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { minLength: 1, maxLength: 5 }).map((pieces) => pieces.join('')),
        fc.array(
          fc.array(characters, { minLength: 1, maxLength: 4 }).map((all) => all.join('')),
          { minLength: 5, maxLength: 10 },
        ),
        async (pattern, keys) => {
          const user = await engine.user(`on resetchannels -@all +get ~${pattern}`);
          const assertion = userWith(`on resetchannels -@all +get ~${pattern}`);
          for (const key of keys) {
            const reply = await user.call(['get', key]);
            expect([pattern, key, assertion.reaches(key)]).toEqual([pattern, key, !reply.includes('NOPERM')]);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('which commands a list of rules allows', async () => {
    const rule = fc
      .tuple(
        fc.constantFrom('+', '-'),
        fc.constantFrom(
          'get',
          'set',
          '@read',
          '@write',
          '@string',
          '@all',
          'cluster',
          'cluster|slots',
          '@slow',
          '@dangerous',
        ),
      )
      .map(([sign, name]) => `${sign}${name}`);
    const commands: Record<string, string[]> = {
      get: ['get', 'a'],
      set: ['set', 'a', '1'],
      'cluster|slots': ['cluster', 'slots'],
      'cluster|myid': ['cluster', 'myid'],
      keys: ['keys', 'nothing'],
    };
    await fc.assert(
      fc.asyncProperty(fc.array(rule, { minLength: 1, maxLength: 5 }), async (rules) => {
        const text = `on resetchannels ~* -@all ${rules.join(' ')}`;
        const user = await engine.user(text);
        for (const [name, command] of Object.entries(commands)) {
          const reply = await user.call(command);
          expect([text, name, userWith(text).allows(name)]).toEqual([text, name, !reply.includes('NOPERM')]);
        }
      }),
      { numRuns: 60 },
    );
  });
});
