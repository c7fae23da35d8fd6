import { type AccessTarget, isAtLeast } from '../access-target';
import type { Needs } from '../needs';

/**
 * What a leaderboard asks of the engine: a sorted set for each board.
 *
 * Scores are set (ZADD, with GT or LT for a best score) or counted (ZINCRBY) and taken away (ZREM). A rank from either end is ZRANK or
 * ZREVRANK, one that members with equal scores share is ZCOUNT. A page is ZRANGE, the page around a member a script of the two.
 * A board keeps its best by ZREMRANGEBYRANK, ends by PEXPIRE and is emptied by DEL. ZRANGE counts from the other end since 6.2;
 * before, ZREVRANGE does.
 *
 * A board without a TTL is where its scores live, so it must stay.
 */
export function leaderboardNeeds(keyPrefix: string, target?: AccessTarget): Needs {
  const pages = target === undefined || isAtLeast(target, '6.2') ? ['zrange'] : ['zrange', 'zrevrange'];
  const reads = ['zscore', 'zrank', 'zrevrank', 'zcount', 'zcard', ...pages];
  return {
    commands: [...reads, 'zadd', 'zincrby', 'zrem', 'zremrangebyrank', 'pexpire', 'del', 'evalsha', 'eval'],
    reads,
    keys: [`${keyPrefix}*`],
    channels: [],
    eviction: 'only-with-ttl',
  };
}
