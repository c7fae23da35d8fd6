import { Aws, Fn, Lazy } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import fc from 'fast-check';
import { Access, CachePattern, type CustomAccessProps, Engine, PasswordUser } from '@elasticache-kit/constructs';
import { parseAccessString } from '../../../lib/model/access-parser';
import type { AccessTarget } from '../../../lib/model/access-target';
import { refusal } from '../support/errors';
import { REDIS, UsersStack, VALKEY } from './support/stack';

const TARGET: AccessTarget = { engine: 'valkey', version: '8.1', kind: 'sharded' };

/** What a user with this access gets in the template. */
function rendered(access: Access, engine = VALKEY, stack = new UsersStack()): unknown {
  new PasswordUser(stack, 'User', { engine, access });
  return stack.onlyUser().AccessString;
}

const idsOf = (access: Access, engine = VALKEY): readonly string[] =>
  refusal(() => new PasswordUser(new UsersStack(), 'User', { engine, access })).ids;

it('of namespaces is what their patterns need and what clients ask when they connect', () => {
  const stack = new UsersStack();
  const access = Access.forNamespaces([stack.namespace('products')]);
  expect(rendered(access, VALKEY, stack)).toBe(
    'on resetchannels -@all +asking +client|setinfo +client|setname +cluster|info +cluster|nodes +cluster|shards ' +
      '+cluster|slots +del +eval +evalsha +get +info +pexpire +ping +set ~products:*',
  );
});

it('that only reads has the commands that look, on keys that cannot be changed', () => {
  const stack = new UsersStack();
  const parsed = parseAccessString(String(rendered(Access.readOnly([stack.namespace('products')]), VALKEY, stack)));
  expect(parsed.keys).toEqual([{ pattern: 'products:*', read: true, write: false }]);
  const names = parsed.commands.map(({ name }) => name);
  expect(names).toContain('get');
  expect(names).toContain('readonly');
  expect(names.filter((name) => ['set', 'del', 'pexpire', 'eval', 'evalsha'].includes(name))).toEqual([]);
});

it('can write some namespaces and only read others', () => {
  const stack = new UsersStack();
  const access = Access.forNamespaces([stack.namespace('orders')], [stack.namespace('products')]);
  expect(rendered(access, VALKEY, stack)).toMatch(/ ~orders:\* %R~products:\*$/);
});

it('of both roles is refused where the engine cannot keep them apart', () => {
  const stack = new UsersStack();
  const mixed = Access.forNamespaces([stack.namespace('orders')], [stack.namespace('products')]);
  expect(idsOf(mixed, Engine.redis('6.2'))).toEqual(['ACL_ROLES_MIXED']);
  const channels = ['news', 'chat'].map((name) => stack.namespace(name, CachePattern.pubSub()));
  expect(idsOf(Access.forNamespaces(channels.slice(1), channels.slice(0, 1)))).toEqual(['ACL_ROLES_MIXED']);
});

it('speaks the language of the engine that it is for', () => {
  const stack = new UsersStack();
  const access = Access.forNamespaces([stack.namespace('news', CachePattern.pubSub())]);
  expect(rendered(access, Engine.redis('6.0'), stack)).not.toMatch(/resetchannels|&|ssubscribe|setinfo/);
});

it('of no namespace is refused', () => {
  expect(idsOf(Access.forNamespaces([]))).toEqual(['ACL_NAMESPACES_MISSING']);
  expect(idsOf(Access.readOnly([]))).toEqual(['ACL_NAMESPACES_MISSING']);
});

it('written out by kind takes everything away first and is in a stable order', () => {
  const access = Access.custom({
    commands: ['SET', 'client setname', 'get', 'get'],
    categories: ['@read'],
    except: ['keys'],
    keys: ['app:*'],
    readKeys: ['shared:*'],
    writeKeys: ['log:*'],
    channels: ['app:*'],
  });
  expect(rendered(access)).toBe(
    'on resetchannels -@all +@read +client|setname +get +set -keys ~app:* %R~shared:* %W~log:* &app:*',
  );
});

it.each<[string, CustomAccessProps]>([
  ['ACL_GRANTS_NOTHING', { keys: ['app:*'] }],
  ['ACL_COMMAND_UNKNOWN', { commands: ['gett'], keys: ['app:*'] }],
  ['ACL_COMMAND_FORBIDDEN', { commands: ['config'], keys: ['app:*'] }],
  ['ACL_CATEGORY_UNKNOWN', { categories: ['reading'], keys: ['app:*'] }],
  ['ACL_NAME_INVALID', { commands: ['+get'], keys: ['app:*'] }],
  ['ACL_NAME_INVALID', { commands: ['get ~* +set'], keys: ['app:*'] }],
  ['ACL_NAME_INVALID', { categories: ['read +@all'], keys: ['app:*'] }],
  ['ACL_PATTERN_INVALID', { commands: ['get'], keys: ['app:* +@all'] }],
  ['ACL_PATTERN_INVALID', { commands: ['get'], readKeys: [''] }],
  ['ACL_PATTERN_INVALID', { commands: ['publish'], channels: ['a\nb'] }],
])('written out: %s of %j', (id, props) => {
  expect(idsOf(Access.custom(props))).toEqual([id]);
});

it('written out says what an old engine does not understand, instead of leaving it out', () => {
  const access = Access.custom({ commands: ['get'], readKeys: ['app:*'], channels: ['app:*'] });
  expect(idsOf(access, Engine.redis('6.0'))).toEqual(['ACL_SYNTAX_TOO_NEW', 'ACL_SYNTAX_TOO_NEW']);
  expect(rendered(Access.custom({ commands: ['get'], keys: ['app:*'] }), Engine.redis('6.0'))).toBe(
    'on -@all +get ~app:*',
  );
});

it('written out comes back from its own text', () => {
  const name = fc.constantFrom('get', 'set', 'del', 'hgetall', 'client|setname', 'xgroup|create');
  const pattern = fc.stringMatching(/^[a-z]{1,6}:\*?$/);
  const props = fc.record({
    commands: fc.uniqueArray(name, { minLength: 1, maxLength: 4 }),
    keys: fc.uniqueArray(pattern, { maxLength: 3 }),
    channels: fc.uniqueArray(pattern, { maxLength: 3 }),
  });
  fc.assert(
    fc.property(props, (given) => {
      const access = Access.custom(given);
      expect(access._findings(TARGET)).toEqual([]);
      const parsed = parseAccessString(access._render(TARGET));
      expect(parsed.commands.map((rule) => rule.name)).toEqual([...given.commands].sort());
      expect(parsed.keys.map((key) => key.pattern)).toEqual([...given.keys].sort());
      expect(parsed.channels).toEqual([...given.channels].sort());
    }),
  );
});

it('from a text is that text', () => {
  expect(rendered(Access.fromString(' on resetchannels -@all +@read ~app:* '))).toBe(
    'on resetchannels -@all +@read ~app:*',
  );
});

it('from a text is checked as a whole, every finding at once and without the password', () => {
  const { ids, message } = refusal(
    () =>
      new PasswordUser(new UsersStack(), 'User', {
        engine: REDIS,
        access: Access.fromString('~* +@read -@all >hunter2hunter2hunter2 +gett'),
      }),
  );
  expect(ids).toEqual(['ACL_STATE_MISSING', 'ACL_PASSWORD_FORBIDDEN', 'ACL_GRANTS_TAKEN_BACK', 'ACL_COMMAND_UNKNOWN']);
  expect(message).not.toContain('hunter2');
});

it('takes values that only the deployment knows, and judges the words around them', () => {
  const text = `on resetchannels -@all +@read ~${Aws.STACK_NAME}:*`;
  expect(rendered(Access.fromString(text))).toEqual({
    'Fn::Join': ['', ['on resetchannels -@all +@read ~', { Ref: 'AWS::StackName' }, ':*']],
  });
  expect(idsOf(Access.fromString(`${text} +gett`))).toEqual(['ACL_COMMAND_UNKNOWN']);
  expect(rendered(Access.fromString(Fn.importValue('Rights')))).toEqual({ 'Fn::ImportValue': 'Rights' });
  expect(rendered(Access.fromString(Lazy.string({ produce: () => 'off' })))).toBe('off');
  expect(rendered(Access.custom({ commands: ['get'], keys: [`${Aws.STACK_NAME}:*`] }))).toEqual({
    'Fn::Join': ['', ['on resetchannels -@all +get ~', { Ref: 'AWS::StackName' }, ':*']],
  });
});

it('that is none cannot log in, on any engine', () => {
  expect(rendered(Access.none())).toBe('off resetchannels -@all');
  expect(rendered(Access.none(), Engine.redis('6.0'))).toBe('off -@all');
});

it('that is dangerous is warned of and not refused', () => {
  const stack = new UsersStack();
  new PasswordUser(stack, 'Admin', { engine: VALKEY, access: Access.fromString('on ~* &* +@all') });
  for (const id of ['ACL_ALL_COMMANDS', 'ACL_ALL_KEYS']) {
    expect(Annotations.fromStack(stack).findWarning('/Shop/Admin', Match.stringLikeRegexp(id))).toHaveLength(1);
  }
});

it('that is generated is warned of nothing', () => {
  const stack = new UsersStack();
  new PasswordUser(stack, 'User', { engine: VALKEY, access: Access.forNamespaces([stack.namespace('products')]) });
  expect(Annotations.fromStack(stack).findWarning('*', Match.anyValue())).toEqual([]);
});
