import { command, type Operation, PREFIX, script } from './operations';

/** What a client of each structure does. Any client may do it otherwise; these are the operations that the rights are cut to. */

const SESSION = `${PREFIX}7f3a`;
const session = ['HSET', SESSION, 'user', '42', 'until', '99999999999999'];

/** Creates, unless there is one already; writes all at once, so that no session is without an end. */
const CREATE_SESSION = `
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
redis.call('HSET', KEYS[1], 'until', ARGV[2], 'user', ARGV[3])
return redis.call('PEXPIRE', KEYS[1], ARGV[1])`;

/** Saves a session that still exists: one that was destroyed meanwhile stays so. */
const SAVE_SESSION = `
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
redis.call('HSET', KEYS[1], 'user', ARGV[1])
redis.call('HDEL', KEYS[1], 'cart')
return 1`;

/** Moves the end, by the engine's clock and not past the absolute age. */
const TOUCH_SESSION = `
local last = redis.call('HGET', KEYS[1], 'until')
if not last then return 0 end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
return redis.call('PEXPIRE', KEYS[1], math.min(tonumber(ARGV[1]), last - now))`;

export const SESSIONS: readonly Operation[] = [
  ...script({
    lua: CREATE_SESSION,
    keys: [SESSION],
    args: ['1800000', '99999999999999', '42'],
    takes: ['exists', 'hset', 'pexpire'],
    reply: '1',
  }),
  ...script(
    { lua: SAVE_SESSION, keys: [SESSION], args: ['43'], takes: ['exists', 'hset', 'hdel'], reply: '1' },
    { after: [session] },
  ),
  ...script(
    { lua: TOUCH_SESSION, keys: [SESSION], args: ['1800000'], takes: ['hget', 'time', 'pexpire'], reply: '1' },
    { after: [session] },
  ),
  command(['HGETALL', SESSION], /"user","42"/, { after: [session] }),
  command(['HGET', SESSION, 'user'], '42', { after: [session] }),
  command(['EXISTS', SESSION], '1', { after: [session] }),
  command(['DEL', SESSION], '1', { after: [session] }),
];

const BOARD = `${PREFIX}week-47`;
const board = ['ZADD', BOARD, '10', 'ada', '20', 'bob', '20', 'cyn'];

/** The page around a member, read in one step so that nobody moves in between. */
const AROUND = `
local rank = redis.call('ZREVRANK', KEYS[1], ARGV[1])
if not rank then return {} end
return redis.call('ZRANGE', KEYS[1], math.max(0, rank - 1), rank + 1, 'REV', 'WITHSCORES')`;

export const LEADERBOARD: readonly Operation[] = [
  command(['ZADD', BOARD, 'GT', '30', 'ada'], '0', { after: [board] }),
  command(['ZINCRBY', BOARD, '5', 'ada'], '15', { after: [board] }),
  command(['ZREM', BOARD, 'ada'], '1', { after: [board] }),
  command(['ZSCORE', BOARD, 'bob'], '20', { after: [board] }),
  command(['ZRANK', BOARD, 'ada'], '0', { after: [board] }),
  command(['ZREVRANK', BOARD, 'ada'], '2', { after: [board] }),
  // Two are ahead, so the shared rank is the third.
  command(['ZCOUNT', BOARD, '(10', '+inf'], '2', { after: [board] }),
  command(['ZCARD', BOARD], '3', { after: [board] }),
  command(['ZRANGE', BOARD, '0', '0', 'REV'], '["cyn"]', { after: [board] }),
  ...script(
    { lua: AROUND, keys: [BOARD], args: ['bob'], takes: ['zrevrank', 'zrange'], reply: /"bob","20"/ },
    { after: [board] },
  ),
  command(['ZREMRANGEBYRANK', BOARD, '0', '-3'], '1', { after: [board] }),
  command(['PEXPIRE', BOARD, '604800000', 'NX'], '1', { after: [board] }),
  command(['DEL', BOARD], '1', { after: [board] }),
];

const CALLER = `${PREFIX}{10.0.0.1}`;

/** Token bucket by the theoretical arrival time of the next request (GCRA), in milliseconds. */
const TAKE = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local every, burst = tonumber(ARGV[1]), tonumber(ARGV[2])
local due = math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), now)
if due - now > (burst - 1) * every then return 0 end
redis.call('SET', KEYS[1], due + every, 'PX', due + every - now)
return 1`;

export const RATE_LIMITER: readonly Operation[] = [
  ...script({ lua: TAKE, keys: [CALLER], args: ['600', '100'], takes: ['time', 'get', 'set'], reply: '1' }),
  command(['GET', CALLER], '1', { after: [['SET', CALLER, '1']] }),
  command(['DEL', CALLER], '1', { after: [['SET', CALLER, '1']] }),
];

const LOCK_KEY = `${PREFIX}{invoice-7}`;
const FENCE = `${LOCK_KEY}:fence`;
const held = ['SET', LOCK_KEY, 'token'];

/** Plants the token and counts the fencing number in one step. */
const ACQUIRE = `
if not redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return 0 end
return redis.call('INCR', KEYS[2])`;

const EXTEND = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])`;

const LET_GO = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])`;

export const LOCK: readonly Operation[] = [
  ...script({ lua: ACQUIRE, keys: [LOCK_KEY, FENCE], args: ['token', '30000'], takes: ['set', 'incr'], reply: '1' }),
  ...script(
    { lua: EXTEND, keys: [LOCK_KEY], args: ['token', '30000'], takes: ['get', 'pexpire'], reply: '1' },
    { after: [held] },
  ),
  ...script({ lua: LET_GO, keys: [LOCK_KEY], args: ['token'], takes: ['get', 'del'], reply: '1' }, { after: [held] }),
  command(['GET', LOCK_KEY], 'token', { after: [held] }),
];

const FEED_KEY = `${PREFIX}ada`;
const feed = ['LPUSH', FEED_KEY, 'first', 'second'];

const PUBLISH_ITEM = `
redis.call('LPUSH', KEYS[1], ARGV[1])
redis.call('LTRIM', KEYS[1], 0, ARGV[2] - 1)
return redis.call('PEXPIRE', KEYS[1], ARGV[3])`;

export const FEED: readonly Operation[] = [
  ...script({
    lua: PUBLISH_ITEM,
    keys: [FEED_KEY],
    args: ['item', '1000', '60000'],
    takes: ['lpush', 'ltrim', 'pexpire'],
    reply: '1',
  }),
  command(['LRANGE', FEED_KEY, '0', '9'], '["second","first"]', { after: [feed] }),
  command(['LLEN', FEED_KEY], '2', { after: [feed] }),
  command(['LREM', FEED_KEY, '1', 'first'], '1', { after: [feed] }),
  command(['DEL', FEED_KEY], '1', { after: [feed] }),
];

const [MONDAY, TUESDAY, WEEK] = [`${PREFIX}{p}:mon`, `${PREFIX}{p}:tue`, `${PREFIX}{p}:week`];
const visits = [
  ['PFADD', MONDAY, 'ada', 'bob'],
  ['PFADD', TUESDAY, 'bob', 'cyn'],
];

export const UNIQUE_VISITORS: readonly Operation[] = [
  command(['PFADD', MONDAY, 'ada'], '1'),
  command(['PEXPIRE', MONDAY, '60000'], '1', { after: visits }),
  command(['PFCOUNT', MONDAY, TUESDAY], '3', { after: visits }),
  command(['PFMERGE', WEEK, MONDAY, TUESDAY], 'OK', { after: visits }),
];
