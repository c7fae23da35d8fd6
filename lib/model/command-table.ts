/**
 * Every command of the engines with its ACL categories and its first version, as data.
 *
 * Categories are what a real engine (Valkey 8.0) answers to `ACL CAT`, and a test compares the two. Commands of later versions, and
 * those of the built-in JSON, Bloom filter and search modules, are from their documentation: https://valkey.io/commands/ and
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/SupportedCommands.html
 */

/** Names are separated by white space; a subcommand is `container|subcommand`. */
export const COMMANDS_OF_CATEGORY: Readonly<Record<string, string>> = {
  keyspace: `
    clusterscan copy dbsize del dump exists expire expireat expiretime flushall flushdb keys migrate move
    object|encoding object|freq object|help object|idletime object|refcount persist pexpire pexpireat
    pexpiretime pttl randomkey rename renamenx restore restore-asking scan swapdb touch ttl type unlink`,
  read: `
    bf.card bf.exists bf.info bf.mexists bitcount bitfield_ro bitpos clusterscan dbsize dump exists expiretime
    ft._list ft.aggregate ft.info ft.search geodist geohash geopos georadius_ro georadiusbymember_ro geosearch
    get getbit getrange hexists hexpiretime hget hgetall hkeys hlen hmget hpexpiretime hpttl hrandfield hscan
    hstrlen httl hvals json.arrindex json.arrlen json.debug json.get json.mget json.objkeys json.objlen
    json.resp json.strlen json.type keys lcs lindex llen lolwut lpos lrange memory|usage mget object|encoding
    object|freq object|idletime object|refcount pexpiretime pfcount pttl randomkey scan scard sdiff sinter
    sintercard sismember smembers smismember sort_ro srandmember sscan strlen substr sunion touch ttl type
    xinfo|consumers xinfo|groups xinfo|stream xlen xpending xrange xread xrevrange zcard zcount zdiff zinter
    zintercard zlexcount zmscore zrandmember zrange zrangebylex zrangebyscore zrank zrevrange zrevrangebylex
    zrevrangebyscore zrevrank zscan zscore zunion`,
  write: `
    append bf.add bf.insert bf.load bf.madd bf.reserve bitfield bitop blmove blmpop blpop brpop brpoplpush
    bzmpop bzpopmax bzpopmin copy decr decrby del delifeq expire expireat flushall flushdb ft.create
    ft.dropindex function|delete function|flush function|load function|restore geoadd georadius
    georadiusbymember geosearchstore getdel getex getset hdel hexpire hexpireat hgetdel hgetex hincrby
    hincrbyfloat hmset hpersist hpexpire hpexpireat hset hsetex hsetnx incr incrby incrbyfloat json.arrappend
    json.arrinsert json.arrpop json.arrtrim json.clear json.del json.forget json.mset json.numincrby
    json.nummultby json.set json.strappend json.toggle linsert lmove lmpop lpop lpush lpushx lrem lset ltrim
    migrate move mset msetex msetnx persist pexpire pexpireat pfadd pfdebug pfmerge psetex rename renamenx
    restore restore-asking rpop rpoplpush rpush rpushx sadd sdiffstore set setbit setex setnx setrange
    sinterstore smove sort spop srem sunionstore swapdb unlink xack xadd xautoclaim xclaim xdel xgroup|create
    xgroup|createconsumer xgroup|delconsumer xgroup|destroy xgroup|setid xreadgroup xsetid xtrim zadd zdiffstore
    zincrby zinterstore zmpop zpopmax zpopmin zrangestore zrem zremrangebylex zremrangebyrank zremrangebyscore
    zunionstore`,
  set: `
    sadd scard sdiff sdiffstore sinter sintercard sinterstore sismember smembers smismember smove sort sort_ro
    spop srandmember srem sscan sunion sunionstore`,
  sortedset: `
    bzmpop bzpopmax bzpopmin sort sort_ro zadd zcard zcount zdiff zdiffstore zincrby zinter zintercard
    zinterstore zlexcount zmpop zmscore zpopmax zpopmin zrandmember zrange zrangebylex zrangebyscore zrangestore
    zrank zrem zremrangebylex zremrangebyrank zremrangebyscore zrevrange zrevrangebylex zrevrangebyscore
    zrevrank zscan zscore zunion zunionstore`,
  list: `
    blmove blmpop blpop brpop brpoplpush lindex linsert llen lmove lmpop lpop lpos lpush lpushx lrange lrem lset
    ltrim rpop rpoplpush rpush rpushx sort sort_ro`,
  hash: `
    hdel hexists hexpire hexpireat hexpiretime hget hgetall hgetdel hgetex hincrby hincrbyfloat hkeys hlen hmget
    hmset hpersist hpexpire hpexpireat hpexpiretime hpttl hrandfield hscan hset hsetex hsetnx hstrlen httl hvals`,
  string: `
    append decr decrby delifeq get getdel getex getrange getset incr incrby incrbyfloat lcs mget mset msetex
    msetnx psetex set setex setnx setrange strlen substr`,
  bitmap: `
    bitcount bitfield bitfield_ro bitop bitpos getbit setbit`,
  hyperloglog: `
    pfadd pfcount pfdebug pfmerge pfselftest`,
  geo: `
    geoadd geodist geohash geopos georadius georadius_ro georadiusbymember georadiusbymember_ro geosearch
    geosearchstore`,
  stream: `
    xack xadd xautoclaim xclaim xdel xgroup|create xgroup|createconsumer xgroup|delconsumer xgroup|destroy
    xgroup|help xgroup|setid xinfo|consumers xinfo|groups xinfo|help xinfo|stream xlen xpending xrange xread
    xreadgroup xrevrange xsetid xtrim`,
  pubsub: `
    psubscribe publish pubsub|channels pubsub|numpat pubsub|numsub pubsub|shardchannels pubsub|shardnumsub
    punsubscribe spublish ssubscribe subscribe sunsubscribe unsubscribe`,
  admin: `
    acl|deluser acl|dryrun acl|getuser acl|list acl|load acl|log acl|save acl|setuser acl|users bgrewriteaof
    bgsave client|kill client|list client|no-evict client|pause client|unblock client|unpause cluster|addslots
    cluster|addslotsrange cluster|bumpepoch cluster|count-failure-reports cluster|delslots cluster|delslotsrange
    cluster|failover cluster|flushslots cluster|forget cluster|meet cluster|replicas cluster|replicate
    cluster|reset cluster|saveconfig cluster|set-config-epoch cluster|setslot cluster|slaves commandlog|get
    commandlog|len commandlog|reset config|get config|resetstat config|rewrite config|set debug failover
    ft._list lastsave latency|doctor latency|graph latency|histogram latency|history latency|latest
    latency|reset module|list module|load module|loadex module|unload monitor pfdebug pfselftest psync replconf
    replicaof role save shutdown slaveof slowlog|get slowlog|len slowlog|reset sync`,
  fast: `
    append asking auth bf.add bf.card bf.exists bf.info bf.insert bf.load bf.madd bf.mexists bf.reserve
    bitfield_ro bzpopmax bzpopmin dbsize decr decrby delifeq discard echo exists expire expireat expiretime get
    getbit getdel getex getset hdel hello hexists hexpire hexpireat hexpiretime hget hgetdel hgetex hincrby
    hincrbyfloat hlen hmget hmset hpersist hpexpire hpexpireat hpexpiretime hpttl hset hsetex hsetnx hstrlen
    httl incr incrby incrbyfloat lastsave llen lolwut lpop lpush lpushx mget move multi persist pexpire
    pexpireat pexpiretime pfadd ping pttl publish quit readonly readwrite renamenx reset role rpop rpush rpushx
    sadd scard select setnx sismember smismember smove spop spublish srem strlen swapdb time touch ttl type
    unlink unwatch watch xack xadd xautoclaim xclaim xdel xlen xsetid zadd zcard zcount zincrby zlexcount
    zmscore zpopmax zpopmin zrank zrem zrevrank zscore`,
  slow: `
    acl acl|cat acl|deluser acl|dryrun acl|genpass acl|getuser acl|help acl|list acl|load acl|log acl|save
    acl|setuser acl|users acl|whoami bgrewriteaof bgsave bitcount bitfield bitop bitpos blmove blmpop blpop
    brpop brpoplpush bzmpop client client|caching client|capa client|getname client|getredir client|help
    client|id client|import-source client|info client|kill client|list client|no-evict client|no-touch
    client|pause client|reply client|setinfo client|setname client|tracking client|trackinginfo client|unblock
    client|unpause cluster clusterscan cluster|addslots cluster|addslotsrange cluster|bumpepoch
    cluster|count-failure-reports cluster|countkeysinslot cluster|delslots cluster|delslotsrange
    cluster|failover cluster|flushslots cluster|forget cluster|getkeysinslot cluster|help cluster|info
    cluster|keyslot cluster|links cluster|meet cluster|myid cluster|myshardid cluster|nodes cluster|replicas
    cluster|replicate cluster|reset cluster|saveconfig cluster|set-config-epoch cluster|setslot cluster|shards
    cluster|slaves cluster|slot-stats cluster|slots command commandlog commandlog|get commandlog|help
    commandlog|len commandlog|reset command|count command|docs command|getkeys command|getkeysandflags
    command|help command|info command|list config config|get config|help config|resetstat config|rewrite
    config|set copy debug del dump eval eval_ro evalsha evalsha_ro exec failover fcall fcall_ro flushall flushdb
    ft._list function function|delete function|dump function|flush function|help function|kill function|list
    function|load function|restore function|stats geoadd geodist geohash geopos georadius georadius_ro
    georadiusbymember georadiusbymember_ro geosearch geosearchstore getrange hgetall hkeys hrandfield hscan
    hvals info json.arrappend json.arrindex json.arrinsert json.arrlen json.arrpop json.arrtrim json.clear
    json.debug json.del json.forget json.get json.mget json.mset json.numincrby json.nummultby json.objkeys
    json.objlen json.resp json.set json.strappend json.strlen json.toggle json.type keys latency latency|doctor
    latency|graph latency|help latency|histogram latency|history latency|latest latency|reset lcs lindex linsert
    lmove lmpop lpos lrange lrem lset ltrim memory memory|doctor memory|help memory|malloc-stats memory|purge
    memory|stats memory|usage migrate module module|help module|list module|load module|loadex module|unload
    monitor mset msetex msetnx object object|encoding object|freq object|help object|idletime object|refcount
    pfcount pfdebug pfmerge pfselftest psetex psubscribe psync pubsub pubsub|channels pubsub|help pubsub|numpat
    pubsub|numsub pubsub|shardchannels pubsub|shardnumsub punsubscribe randomkey rename replconf replicaof
    restore restore-asking rpoplpush save scan script script|debug script|exists script|flush script|help
    script|kill script|load script|show sdiff sdiffstore set setbit setex setrange shutdown sinter sintercard
    sinterstore slaveof slowlog slowlog|get slowlog|help slowlog|len slowlog|reset smembers sort sort_ro
    srandmember sscan ssubscribe subscribe substr sunion sunionstore sunsubscribe sync unsubscribe wait waitaof
    xgroup xgroup|create xgroup|createconsumer xgroup|delconsumer xgroup|destroy xgroup|help xgroup|setid xinfo
    xinfo|consumers xinfo|groups xinfo|help xinfo|stream xpending xrange xread xreadgroup xrevrange xtrim zdiff
    zdiffstore zinter zintercard zinterstore zmpop zrandmember zrange zrangebylex zrangebyscore zrangestore
    zremrangebylex zremrangebyrank zremrangebyscore zrevrange zrevrangebylex zrevrangebyscore zscan zunion
    zunionstore`,
  blocking: `
    blmove blmpop blpop brpop brpoplpush bzmpop bzpopmax bzpopmin wait waitaof xread xreadgroup`,
  dangerous: `
    acl|deluser acl|dryrun acl|getuser acl|list acl|load acl|log acl|save acl|setuser acl|users bgrewriteaof
    bgsave client|kill client|list client|no-evict client|pause client|unblock client|unpause cluster|addslots
    cluster|addslotsrange cluster|bumpepoch cluster|count-failure-reports cluster|delslots cluster|delslotsrange
    cluster|failover cluster|flushslots cluster|forget cluster|meet cluster|replicas cluster|replicate
    cluster|reset cluster|saveconfig cluster|set-config-epoch cluster|setslot cluster|slaves commandlog|get
    commandlog|len commandlog|reset config|get config|resetstat config|rewrite config|set debug failover
    flushall flushdb info keys lastsave latency|doctor latency|graph latency|histogram latency|history
    latency|latest latency|reset migrate module|list module|load module|loadex module|unload monitor pfdebug
    pfselftest psync replconf replicaof restore restore-asking role save shutdown slaveof slowlog|get
    slowlog|len slowlog|reset sort sort_ro swapdb sync`,
  connection: `
    asking auth client|caching client|capa client|getname client|getredir client|help client|id
    client|import-source client|info client|kill client|list client|no-evict client|no-touch client|pause
    client|reply client|setinfo client|setname client|tracking client|trackinginfo client|unblock client|unpause
    command command|count command|docs command|getkeys command|getkeysandflags command|help command|info
    command|list echo hello ping quit readonly readwrite reset select wait waitaof`,
  transaction: `
    discard exec multi unwatch watch`,
  scripting: `
    eval eval_ro evalsha evalsha_ro fcall fcall_ro function|delete function|dump function|flush function|help
    function|kill function|list function|load function|restore function|stats script|debug script|exists
    script|flush script|help script|kill script|load script|show`,
  json: `
    json.arrappend json.arrindex json.arrinsert json.arrlen json.arrpop json.arrtrim json.clear json.debug
    json.del json.forget json.get json.mget json.mset json.numincrby json.nummultby json.objkeys json.objlen
    json.resp json.set json.strappend json.strlen json.toggle json.type`,
  bloom: `
    bf.add bf.card bf.exists bf.info bf.insert bf.load bf.madd bf.mexists bf.reserve`,
  search: `
    ft._list ft.aggregate ft.create ft.dropindex ft.info ft.search`,
};

/** First version of each command that Redis 6.0 did not have yet. Valkey starts at 7.2 and has all that Redis 7.2 had. */
export const COMMANDS_ADDED_IN: Readonly<Record<string, string>> = {
  '6.2': `
    blmove client|info client|trackinginfo client|unpause copy failover geosearch geosearchstore getdel getex
    hrandfield json.arrappend json.arrindex json.arrinsert json.arrlen json.arrpop json.arrtrim json.clear
    json.debug json.del json.forget json.get json.mget json.mset json.numincrby json.nummultby json.objkeys
    json.objlen json.resp json.set json.strappend json.strlen json.toggle json.type lmove object|help
    pubsub|help reset slowlog|help smismember xautoclaim xgroup|createconsumer zdiff zdiffstore zinter zmscore
    zrandmember zrangestore zunion`,
  '7.0': `
    acl|dryrun blmpop bzmpop client|no-evict cluster|addslotsrange cluster|delslotsrange cluster|links
    cluster|shards command|docs command|getkeysandflags command|list eval_ro evalsha_ro expiretime fcall
    fcall_ro function function|delete function|dump function|flush function|help function|kill function|list
    function|load function|restore function|stats latency|histogram lcs lmpop module|loadex pexpiretime
    pubsub|shardchannels pubsub|shardnumsub sintercard sort_ro spublish ssubscribe sunsubscribe zintercard zmpop`,
  '7.2': `
    client|no-touch client|setinfo cluster|myshardid waitaof`,
  '8.0': `
    client|capa cluster|slot-stats script|show`,
  '8.1': `
    bf.add bf.card bf.exists bf.info bf.insert bf.load bf.madd bf.mexists bf.reserve client|import-source
    commandlog commandlog|get commandlog|help commandlog|len commandlog|reset`,
  '8.2': `
    ft._list ft.create ft.dropindex ft.info ft.search`,
  '9.0': `
    delifeq ft.aggregate hexpire hexpireat hexpiretime hgetex hpersist hpexpire hpexpireat hpexpiretime hpttl
    hsetex httl`,
  '9.1': `
    clusterscan hgetdel msetex`,
};
