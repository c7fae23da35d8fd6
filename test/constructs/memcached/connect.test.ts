import { Duration } from 'aws-cdk-lib';
import { Annotations, Match, type Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import {
  CacheEndpoint,
  CachePattern,
  ConsumerAuthentication,
  Engine,
  EvictionPolicy,
  type IMemcachedCluster,
  MemcachedCluster,
  type MemcachedClusterProps,
  TransitEncryption,
} from '@elasticache-kit/constructs';
import { type CacheManifest, parseManifest } from '../../../lib/contract';
import { refusal } from '../support/errors';
import { deployed } from '../support/resolve';
import { onlyResource, UserStack } from '../support/stacks';
import { clusterIn } from './cluster';

function manifestIn(template: Template): CacheManifest {
  return parseManifest(deployed(template.toJSON().Outputs.CacheManifestCache.Value));
}

const manifestOf = (props: Partial<MemcachedClusterProps>): CacheManifest => {
  const stack = new UserStack();
  clusterIn(stack, props);
  return manifestIn(stack.template());
};

describe('the manifest', () => {
  const stack = new UserStack();
  const cluster = clusterIn(stack);
  const products = cluster.addNamespace('products', CachePattern.cacheAside({ ttl: Duration.minutes(30) }));
  const access = cluster.connect(stack.lambda(), { namespaces: [products] });
  const template = stack.template();

  it('says all that a client needs, and the contract’s reader accepts it', () => {
    expect(manifestIn(template)).toEqual({
      manifestVersion: 1,
      cacheId: 'Shop/Cache',
      kind: 'memcached',
      engine: { name: 'memcached', version: '1.6.22' },
      endpoints: {
        configuration: { host: expect.stringMatching(/^ConfigurationEndpoint.Address.of.Cache/) as string, port: 6379 },
      },
      tls: true,
      auth: { kind: 'none' },
      evictionPolicy: 'allkeys-lru',
      namespaces: [
        {
          name: 'products',
          keyPrefix: 'products:',
          pattern: 'cache-aside',
          ttlMs: 1_800_000,
          jitter: 0.1,
          negativeTtlMs: 30_000,
        },
      ],
      restricted: ['config', 'admin', 'keys', 'psubscribe', 'functions', 'tracking'],
      region: 'eu-central-1',
    });
  });

  it('reaches the consumer, with the name that it asks by', () => {
    const { Environment } = onlyResource(template, 'AWS::Lambda::Function').Properties as {
      Environment: { Variables: Record<string, unknown> };
    };
    expect(Object.keys(Environment.Variables).sort()).toEqual(['ELASTICACHE_KIT_CONSUMER', 'ELASTICACHE_KIT_MANIFEST']);
    expect(parseManifest(deployed(Environment.Variables.ELASTICACHE_KIT_MANIFEST)).namespaces).toHaveLength(1);
    expect([access.userName, access.secret]).toEqual([undefined, undefined]);
  });

  it('is all that there is besides the network: no user, no secret, no key', () => {
    for (const type of [
      'AWS::ElastiCache::User',
      'AWS::ElastiCache::UserGroup',
      'AWS::SecretsManager::Secret',
      'AWS::KMS::Key',
    ]) {
      template.resourceCountIs(type, 0);
    }
  });

  it('opens just the cluster’s port, just to the consumer', () => {
    const { Properties } = onlyResource(template, 'AWS::EC2::SecurityGroupIngress');
    expect(Properties).toMatchObject({ FromPort: 11211, ToPort: 11211, IpProtocol: 'tcp' });
    expect(JSON.stringify(Properties.SourceSecurityGroupId)).toContain('CatalogSecurityGroup');
  });

  it.each<[string, Partial<MemcachedClusterProps>, string]>([
    ['that a full node refuses new items', { parameters: { errorOnMemoryExhausted: true } }, 'noeviction'],
    ['the same of raw parameters', { rawParameters: { error_on_memory_exhausted: '1' } }, 'noeviction'],
    [
      'that items without a life stay',
      { parameters: { expirezeroDoesNotEvict: true, lruMaintainer: true } },
      'volatile-lru',
    ],
    ['that they do not where nobody maintains them', { parameters: { expirezeroDoesNotEvict: true } }, 'allkeys-lru'],
  ])('says %s', (_, props, policy) => {
    expect(manifestOf(props).evictionPolicy).toBe(policy);
  });

  it('says where a cluster does not encrypt', () => {
    expect(manifestOf({ transitEncryption: TransitEncryption.DISABLED }).tls).toBe(false);
  });
});

describe('a namespace', () => {
  const add = (pattern: CachePattern): unknown => clusterIn(new UserStack()).addNamespace('things', pattern);

  it.each<[string, () => CachePattern]>([
    ['sessions', () => CachePattern.sessions()],
    ['sessions that may be evicted', () => CachePattern.sessions({ mayBeEvicted: true })],
    ['a leaderboard', () => CachePattern.leaderboard()],
    ['a rate limiter', () => CachePattern.rateLimiter()],
    ['locks', () => CachePattern.lock()],
    ['feeds', () => CachePattern.feed()],
    ['unique visitors', () => CachePattern.uniqueVisitors()],
    ['pub/sub', () => CachePattern.pubSub()],
    ['a stream', () => CachePattern.stream()],
    ['write-behind', () => CachePattern.writeBehind()],
    ['cache-aside with tags', () => CachePattern.cacheAside({ tags: true })],
  ])('for %s is refused, and told where to go', (_, pattern) => {
    const { ids, message } = refusal(() => add(pattern()));
    expect(ids).toEqual(['CACHE_PATTERN_UNSUITED']);
    expect(message).toContain('ReplicationGroup or a ServerlessCache of Valkey');
  });

  it.each<[string, () => CachePattern]>([
    ['cache-aside', () => CachePattern.cacheAside()],
    ['read-through', () => CachePattern.readThrough()],
    ['write-through', () => CachePattern.writeThrough()],
    ['what lives for a second', () => CachePattern.cacheAside({ ttl: Duration.seconds(1) })],
    ['what is not remembered to be absent', () => CachePattern.cacheAside({ negativeTtl: Duration.millis(0) })],
  ])('for %s is accepted', (_, pattern) => {
    expect(() => add(pattern())).not.toThrow();
  });

  it.each<[string, () => CachePattern]>([
    ['a TTL', () => CachePattern.cacheAside({ ttl: Duration.millis(999) })],
    ['a negative TTL', () => CachePattern.cacheAside({ negativeTtl: Duration.millis(1) })],
  ])('with %s below a second is refused: Memcached would keep it for ever', (_, pattern) => {
    expect(refusal(() => add(pattern())).ids).toEqual(['CACHE_TTL_TOO_SHORT']);
  });

  it('has a name as in every cache', () => {
    expect(refusal(() => clusterIn(new UserStack()).addNamespace('Things', CachePattern.cacheAside())).ids).toEqual([
      'NS_NAME_INVALID',
    ]);
  });

  it('warns in a cluster that refuses new items when it is full', () => {
    const stack = new UserStack();
    clusterIn(stack, { parameters: { errorOnMemoryExhausted: true } }).addNamespace(
      'things',
      CachePattern.cacheAside(),
    );
    jest.spyOn(console, 'error').mockImplementation();
    expect(Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('NS_NEVER_EVICTED'))).toHaveLength(1);
    jest.restoreAllMocks();
  });
});

describe('a consumer', () => {
  it('cannot ask for a user of its own, since there are none', () => {
    const stack = new UserStack();
    const cluster = clusterIn(stack);
    const namespaces = [cluster.addNamespace('products', CachePattern.cacheAside())];
    const { ids } = refusal(() =>
      cluster.connect(stack.lambda(), { namespaces, authentication: ConsumerAuthentication.IAM }),
    );
    expect(ids).toEqual(['CON_AUTHENTICATION_UNSUITED']);
  });

  it('cannot be let in for reading alone, since there is no endpoint for that', () => {
    const stack = new UserStack();
    expect(refusal(() => clusterIn(stack).allowReadersFrom(stack.lambda())).ids).toEqual(['CACHE_NO_READER_ENDPOINT']);
  });

  it('may be allowed to ask the service about the cluster', () => {
    const stack = new UserStack();
    const cluster = clusterIn(stack);
    const role = new iam.Role(stack, 'Operator', { assumedBy: new iam.AccountRootPrincipal() });
    cluster.grant(role, 'elasticache:DescribeCacheClusters');
    const { PolicyDocument } = onlyResource(stack.template(), 'AWS::IAM::Policy').Properties as {
      PolicyDocument: { Statement: { Resource: unknown }[] };
    };
    expect(PolicyDocument.Statement[0]?.Resource).toEqual(stack.resolve(cluster.cacheArn));
  });
});

describe('an imported cluster', () => {
  const HOST = 'shop.abc123.cfg.euw1.cache.amazonaws.com';

  const imported = (stack: UserStack): IMemcachedCluster =>
    MemcachedCluster.fromMemcachedClusterAttributes(stack, 'Cache', {
      clusterName: 'shop',
      endpoint: new CacheEndpoint(HOST, 11300),
      engine: Engine.MEMCACHED_1_6_17,
      securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Firewall', 'sg-12345678')],
      evictionPolicy: EvictionPolicy.NOEVICTION,
    });

  it('connects consumers as one that was made here does', () => {
    const stack = new UserStack();
    const cluster = imported(stack);
    jest.spyOn(console, 'error').mockImplementation();
    const products = cluster.addNamespace('products', CachePattern.cacheAside());
    cluster.connect(stack.lambda(), { namespaces: [products] });
    const template = stack.template();
    jest.restoreAllMocks();
    expect(manifestIn(template)).toMatchObject({
      kind: 'memcached',
      engine: { name: 'memcached', version: '1.6.17' },
      endpoints: { configuration: { host: HOST, port: 11300 } },
      tls: true,
      evictionPolicy: 'noeviction',
    });
    expect(onlyResource(template, 'AWS::EC2::SecurityGroupIngress').Properties).toMatchObject({
      GroupId: 'sg-12345678',
      FromPort: 11300,
    });
  });

  it('refuses the same patterns', () => {
    expect(refusal(() => imported(new UserStack()).addNamespace('things', CachePattern.lock())).ids).toEqual([
      'CACHE_PATTERN_UNSUITED',
    ]);
  });

  it('by its name has metrics and permissions, and says what is missing for more', () => {
    const stack = new UserStack();
    const cluster = MemcachedCluster.fromClusterName(stack, 'Cache', 'shop');
    expect(stack.resolve(cluster.cacheArn)['Fn::Join'][1].at(-1)).toBe(':cluster:shop');
    expect(cluster.metric('Evictions').dimensions).toEqual({ CacheClusterId: 'shop' });
    expect(refusal(() => cluster.endpoint).ids).toEqual(['MC_IMPORT_INCOMPLETE']);
    const { ids, message } = refusal(() => cluster.addNamespace('products', CachePattern.cacheAside()));
    expect(ids).toEqual(['MC_IMPORT_INCOMPLETE']);
    expect(message).toContain('`engine`');
  });

  it('by its ARN keeps account and Region of the ARN', () => {
    const arn = 'arn:aws:elasticache:us-west-2:222222222222:cluster:shop';
    const cluster = MemcachedCluster.fromClusterArn(new UserStack(), 'Cache', arn);
    expect([cluster.clusterName, cluster.cacheArn, cluster.env.region, cluster.env.account]).toEqual([
      'shop',
      arn,
      'us-west-2',
      '222222222222',
    ]);
  });
});
