import { RELEASE, RENEW, SEIZE, STORE } from '../../../../client/src/patterns/cache-aside/scripts';
import { command, type Operation, PREFIX, script } from './operations';

const KEY = `${PREFIX}{42}`;
const [TAG, OTHER_TAG] = [`${KEY}:tag:shoes`, `${KEY}:tag:sale`];
const leased = ['SET', KEY, 'lease'];

/** What the kit's own client does, with its own scripts. */
export const CACHE_ASIDE: readonly Operation[] = [
  command(['SET', KEY, 'lease', 'NX', 'GET', 'PX', '60000'], 'null'),
  command(['GET', KEY], 'lease', { after: [leased] }),
  command(['DEL', KEY], '1', { after: [leased] }),
  ...script(
    { lua: RENEW.lua, keys: [KEY], args: ['lease', '2000'], takes: ['get', 'pexpire'], reply: '1' },
    { after: [leased] },
  ),
  ...script(
    { lua: STORE.lua, keys: [KEY], args: ['lease', 'value', '60000'], takes: ['get', 'set'], reply: '1' },
    { after: [leased] },
  ),
  ...script({ lua: RELEASE.lua, keys: [KEY], args: ['lease'], takes: ['get', 'del'], reply: '1' }, { after: [leased] }),
];

/** Plants a lease where something unreadable stands. It bears a GET that is refused, so it shows sufficiency and not need. */
export const SEIZING: readonly Operation[] = script({
  lua: SEIZE.lua,
  keys: [KEY],
  args: ['lease', '2000', 'digest'],
  takes: ['set'],
  reply: 'null',
});

/** Tags are keys that hold a version; an entry is read together with the versions of its tags. */
export const TAGGED_CACHE_ASIDE: readonly Operation[] = [
  ...CACHE_ASIDE,
  command(['MGET', KEY, TAG, OTHER_TAG], '["lease","v1",null]', { after: [leased, ['SET', TAG, 'v1']] }),
  command(['SET', TAG, 'v2', 'NX', 'GET', 'PX', '60000'], 'null'),
  command(['PEXPIRE', TAG, '60000'], '1', { after: [['SET', TAG, 'v1']] }),
  command(['DEL', TAG], '1', { after: [['SET', TAG, 'v1']] }),
];

/** A write-through writes what it just wrote to the database, and removes the entry when the database refused. */
export const WRITE_THROUGH: readonly Operation[] = [
  ...CACHE_ASIDE,
  command(['SET', KEY, 'written', 'PX', '60000'], 'OK'),
];

const STREAM_KEY = `${PREFIX}{0}:changes`;
const DEAD = `${PREFIX}{0}:dead`;
const change = ['XADD', STREAM_KEY, '1-1', 'key', '42'];
const group = ['XGROUP', 'CREATE', STREAM_KEY, 'sink', '0', 'MKSTREAM'];
const delivered = ['XREADGROUP', 'GROUP', 'sink', 'a', 'STREAMS', STREAM_KEY, '>'];

const CONSUMER_GROUP: readonly Operation[] = [
  command(['XADD', STREAM_KEY, '*', 'key', '42'], /^\d+-\d+$/),
  command(['XLEN', STREAM_KEY], '1', { after: [change] }),
  command([...group], 'OK'),
  command([...delivered], /"1-1"/, { after: [change, group] }),
  command(['XACK', STREAM_KEY, 'sink', '1-1'], '1', { after: [change, group, delivered] }),
  command(['XPENDING', STREAM_KEY, 'sink', '-', '+', '10'], /"1-1","a"/, { after: [change, group, delivered] }),
  command(['XAUTOCLAIM', STREAM_KEY, 'sink', 'b', '0', '0'], /"1-1"/, { after: [change, group, delivered] }),
  command(['XTRIM', STREAM_KEY, 'MINID', '1-2'], '1', { after: [change] }),
  command(['XGROUP', 'DELCONSUMER', STREAM_KEY, 'sink', 'a'], '1', { after: [change, group, delivered] }),
];

/** Stores the entry and appends the change in one step, unless the database is too far behind. */
const WRITE = `
if redis.call('XLEN', KEYS[2]) >= tonumber(ARGV[2]) then return redis.error_reply('BACKLOG') end
redis.call('SET', KEYS[1], ARGV[1])
return redis.call('XADD', KEYS[2], '*', 'key', KEYS[1], 'value', ARGV[1])`;

/** Moves what cannot be written out of the way in one step. */
const BURY = `
redis.call('XADD', KEYS[2], '*', 'id', ARGV[1])
return redis.call('XACK', KEYS[1], 'sink', ARGV[1])`;

const BURIAL = script(
  { lua: BURY, keys: [STREAM_KEY, DEAD], args: ['1-1'], takes: ['xadd', 'xack'], reply: '1' },
  { after: [change, group, delivered] },
);

export const WRITE_BEHIND: readonly Operation[] = [
  ...script({
    lua: WRITE,
    keys: [`${PREFIX}{0}:42`, STREAM_KEY],
    args: ['value', '10000'],
    takes: ['xlen', 'set', 'xadd'],
    reply: /^\d+-\d+$/,
  }),
  command(['GET', KEY], 'lease', { after: [leased] }),
  command(['PEXPIRE', KEY, '60000'], '1', { after: [leased] }),
  command(['DEL', KEY], '1', { after: [leased] }),
  ...CONSUMER_GROUP,
  ...BURIAL,
];

export const STREAM: readonly Operation[] = [
  ...CONSUMER_GROUP,
  ...BURIAL,
  command(['XREAD', 'STREAMS', STREAM_KEY, '0'], /"1-1"/, { after: [change] }),
  command(['XRANGE', STREAM_KEY, '-', '+'], /"1-1"/, { after: [change] }),
];

const CHANNEL = `${PREFIX}news`;

const listen = ['SSUBSCRIBE', CHANNEL];

export const PUB_SUB: readonly Operation[] = [
  command(['SPUBLISH', CHANNEL, 'hello'], '0'),
  command(listen, `["ssubscribe","${CHANNEL}",1]`),
  {
    ...command(['SUNSUBSCRIBE', CHANNEL], `["sunsubscribe","${CHANNEL}",0]`),
    takes: ['ssubscribe', 'sunsubscribe'],
    first: listen,
  },
];

/** Every client's own, in a cache with slots. */
export const CONNECTION: readonly Operation[] = [
  command(['PING'], 'PONG'),
  command(['CLUSTER', 'SLOTS'], /^\[\[0,16383/),
  command(['ASKING'], 'OK'),
  // What other clients ask before they are ready, and what an operator looks at first.
  command(['INFO', 'memory'], /maxmemory_policy:/),
  command(['CLIENT', 'SETINFO', 'LIB-NAME', 'ioredis'], 'OK'),
  command(['CLIENT', 'SETNAME', 'catalog'], 'OK'),
  command(['CLUSTER', 'INFO'], /cluster_state:/),
  command(['CLUSTER', 'NODES'], /myself,master/),
  command(['CLUSTER', 'SHARDS'], /slots/),
];

export const READER_CONNECTION: readonly Operation[] = [...CONNECTION, command(['READONLY'], 'OK')];
