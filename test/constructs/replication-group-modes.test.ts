import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import {
  Authentication,
  CacheEncryption,
  CachePattern,
  Durability,
  Engine,
  IpDiscovery,
  NetworkType,
  NodeType,
  ParameterPreset,
  type ReplicationGroupProps,
  RestoreSource,
  Topology,
  TransitEncryption,
} from '@elasticache-kit/constructs';
import { looksLikeManifest, parseManifest } from '../../lib/contract';
import { deployed } from './support/resolve';
import { onlyResource, templateOf, UserStack } from './support/stacks';

const GROUP = 'AWS::ElastiCache::ReplicationGroup';
const PARAMETERS = 'AWS::ElastiCache::ParameterGroup';

const groupOf = (props: Partial<ReplicationGroupProps>): Record<string, unknown> =>
  onlyResource(templateOf(props), GROUP).Properties;

function manifestOf(stack: UserStack): ReturnType<typeof parseManifest> {
  const outputs = Object.values(stack.template().toJSON().Outputs as Record<string, { Value: unknown }>);
  const text = outputs.map(({ Value }) => deployed(Value)).find(looksLikeManifest);
  return parseManifest(text ?? '{}');
}

describe('the way from cluster mode disabled to enabled', () => {
  const disabled = templateOf({ topology: Topology.replicated({ replicas: 2 }) });
  const compatible = templateOf({ topology: Topology.compatible({ replicas: 2 }) });
  const enabled = templateOf({ topology: Topology.sharded({ shards: 1, replicasPerShard: 2 }) });

  it('says the mode of each step', () => {
    expect([disabled, compatible, enabled].map((step) => onlyResource(step, GROUP).Properties.ClusterMode)).toEqual([
      'disabled',
      'compatible',
      'enabled',
    ]);
  });

  it('changes the mode and the parameter group in its first step, and nothing else: ElastiCache refuses more', () => {
    const { ClusterMode: _a, CacheParameterGroupName: before, ...rest } = onlyResource(disabled, GROUP).Properties;
    const { ClusterMode: _b, CacheParameterGroupName: after, ...same } = onlyResource(compatible, GROUP).Properties;
    expect(same).toEqual(rest);
    expect(after).not.toEqual(before);
  });

  it('makes another parameter group for it, because `cluster-enabled` of an existing one cannot be changed', () => {
    const [plain, clustered] = [disabled, compatible].map((step) => onlyResource(step, PARAMETERS));
    expect(plain?.Properties.Properties).not.toHaveProperty('cluster-enabled');
    expect(clustered?.Properties.Properties).toMatchObject({ 'cluster-enabled': 'yes' });
    expect(clustered?.logicalId).not.toBe(plain?.logicalId);
    expect(onlyResource(enabled, PARAMETERS).logicalId).toBe(clustered?.logicalId);
  });

  it('keeps clients on the endpoints that they use until the last step', () => {
    const stack = new UserStack();
    const cache = stack.cache({ topology: Topology.compatible({ replicas: 1 }) });
    expect(manifestOf(stack)).toMatchObject({ kind: 'replicated', endpoints: { primary: {}, reader: {} } });
    expect(manifestOf(stack).endpoints).not.toHaveProperty('configuration');
    expect(cache.configurationEndpoint).toBeDefined();
  });

  it('lets users speak the cluster protocol from the middle step on', () => {
    const accessIn = (step: ReturnType<typeof templateOf>): unknown =>
      onlyResource(step, 'AWS::ElastiCache::User').Properties.AccessString;
    expect(accessIn(disabled)).not.toContain('cluster|slots');
    expect(accessIn(compatible)).toContain('+cluster|slots');
  });
});

describe('nodes by hand', () => {
  it('of a replicated cache are named zone by zone, the primary first', () => {
    const topology = Topology.replicated({ replicas: 1, availabilityZones: ['eu-west-1a', 'eu-west-1b'] });
    expect(groupOf({ topology })).toMatchObject({ PreferredCacheClusterAZs: ['eu-west-1a', 'eu-west-1b'] });
  });

  it('of a sharded cache carry slots, zones and numbers of replicas shard by shard', () => {
    const topology = Topology.sharded({
      shards: 2,
      replicasPerShard: 1,
      placement: [
        { slots: '0-9999', primaryAvailabilityZone: 'eu-west-1a', replicaAvailabilityZones: ['eu-west-1b'] },
        { slots: '10000-16383', replicas: 2 },
      ],
    });
    const group = groupOf({ topology });
    expect(group.NodeGroupConfiguration).toEqual([
      {
        NodeGroupId: '0001',
        Slots: '0-9999',
        ReplicaCount: 1,
        PrimaryAvailabilityZone: 'eu-west-1a',
        ReplicaAvailabilityZones: ['eu-west-1b'],
      },
      { NodeGroupId: '0002', Slots: '10000-16383', ReplicaCount: 2 },
    ]);
    // Beside it, a change of ReplicasPerNodeGroup would replace the cache.
    expect(group).not.toHaveProperty('ReplicasPerNodeGroup');
  });

  it('without a replica in one shard neither span zones', () => {
    const topology = Topology.sharded({ shards: 2, replicasPerShard: 1, placement: [{ replicas: 0 }, {}] });
    expect(groupOf({ topology })).toMatchObject({ MultiAZEnabled: false, AutomaticFailoverEnabled: true });
  });
});

describe('a cache that is restored', () => {
  it('from a snapshot names it', () => {
    expect(groupOf({ restoreFrom: RestoreSource.fromSnapshot('shop-2026-11-01') }).SnapshotName).toBe(
      'shop-2026-11-01',
    );
  });

  it('from S3 into shards says the slots of each shard, which ElastiCache needs to spread the files', () => {
    const group = groupOf({ restoreFrom: RestoreSource.fromS3(['arn:aws:s3:::dumps/1', 'arn:aws:s3:::dumps/2']) });
    expect(group.SnapshotArns).toEqual(['arn:aws:s3:::dumps/1', 'arn:aws:s3:::dumps/2']);
    expect((group.NodeGroupConfiguration as { Slots: string }[]).map(({ Slots }) => Slots)).toEqual([
      '0-5461',
      '5462-10922',
      '10923-16383',
    ]);
  });
});

describe('properties that would replace an existing cache', () => {
  it.each([
    ['NetworkType', { networkType: NetworkType.DUAL_STACK }, 'dual_stack'],
    ['IpDiscovery', { networkType: NetworkType.DUAL_STACK, ipDiscovery: IpDiscovery.IPV6 }, 'ipv6'],
    ['DataTieringEnabled', { nodeType: NodeType.R6GD_XLARGE }, true],
    ['Durability', { engine: Engine.VALKEY_9_0, durability: Durability.SYNC }, 'sync'],
    ['ReplicationGroupId', { replicationGroupId: 'shop' }, 'shop'],
  ] as [string, Partial<ReplicationGroupProps>, unknown][])(
    '%s appears only where it is asked for',
    (name, props, value) => {
      expect(groupOf({})).not.toHaveProperty(name);
      expect(groupOf(props)[name]).toBe(value);
    },
  );
});

describe('a cache with an AUTH token', () => {
  const stack = new UserStack();
  const cache = stack.cache({ engine: Engine.REDIS_7_1, authentication: Authentication.authToken() });
  const catalog = stack.lambda();
  const access = cache.connect(catalog, { namespaces: [cache.addNamespace('products', CachePattern.cacheAside())] });
  const template = stack.template();

  it('takes it from Secrets Manager by a dynamic reference, and has no users', () => {
    const { Properties } = onlyResource(template, GROUP);
    expect(JSON.stringify(Properties.AuthToken)).toMatch(/\{\{resolve:secretsmanager:.*:SecretString:password::\}\}/);
    expect(Properties).not.toHaveProperty('UserGroupIds');
    template.resourceCountIs('AWS::ElastiCache::User', 0);
  });

  it('generates only characters that a token may have, and as many as it may', () => {
    template.hasResourceProperties('AWS::SecretsManager::Secret', {
      GenerateSecretString: {
        PasswordLength: 64,
        ExcludePunctuation: true,
        SecretStringTemplate: '{"username":"default"}',
        GenerateStringKey: 'password',
      },
    });
  });

  it('rotates it', () => {
    template.hasResourceProperties('AWS::SecretsManager::RotationSchedule', {
      RotationRules: { AutomaticallyAfterDays: 30 },
    });
  });

  it('tells its consumers where the token is, and lets them read it', () => {
    expect(access.userName).toBe('default');
    expect(parseManifest(deployed(stack.resolve(access.manifest)))).toMatchObject({
      engine: { name: 'redis', version: '7.1' },
      auth: { kind: 'token', secretArn: expect.stringMatching(/AuthToken/) },
    });
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([Match.objectLike({ Action: Match.arrayWith(['secretsmanager:GetSecretValue']) })]),
      },
      Roles: [Match.objectLike({ Ref: Match.stringLikeRegexp('Catalog') })],
    });
  });

  it('leaves a secret of somebody else to them', () => {
    const other = new UserStack();
    const secret = secretsmanager.Secret.fromSecretNameV2(other, 'Token', 'shop/token');
    other.cache({ authentication: Authentication.authToken(secret) });
    other.template().resourceCountIs('AWS::SecretsManager::RotationSchedule', 0);
  });
});

describe('the way to encryption in transit', () => {
  const open = { authentication: Authentication.none() };
  const { DISABLED, PREFERRED, REQUIRED } = TransitEncryption;

  it.each([
    [DISABLED, { TransitEncryptionEnabled: false }],
    [PREFERRED, { TransitEncryptionEnabled: true, TransitEncryptionMode: 'preferred' }],
    [REQUIRED, { TransitEncryptionEnabled: true, TransitEncryptionMode: 'required' }],
  ])('says %s', (transitEncryption, expected) => {
    const { TransitEncryptionEnabled, TransitEncryptionMode } = groupOf({ ...open, transitEncryption });
    expect({ TransitEncryptionEnabled, TransitEncryptionMode }).toEqual({
      TransitEncryptionMode: undefined,
      ...expected,
    });
  });

  it('has clients encrypt as soon as the cache can', () => {
    const tlsWith = (transitEncryption: TransitEncryption): boolean => {
      const stack = new UserStack();
      stack.cache({ ...open, transitEncryption });
      return manifestOf(stack).tls;
    };
    expect([tlsWith(DISABLED), tlsWith(PREFERRED), tlsWith(REQUIRED)]).toEqual([false, true, true]);
  });
});

it('with a key that AWS owns has none of its own, and its passwords are under the account’s', () => {
  const stack = new UserStack();
  const cache = stack.cache({ encryption: CacheEncryption.AWS_OWNED });
  cache.connect(stack.lambda(), { namespaces: [cache.addNamespace('products', CachePattern.cacheAside())] });
  const template = stack.template();
  expect(onlyResource(template, GROUP).Properties).not.toHaveProperty('KmsKeyId');
  expect(onlyResource(template, GROUP).Properties).toMatchObject({ AtRestEncryptionEnabled: true });
  template.resourceCountIs('AWS::KMS::Key', 0);
  expect(onlyResource(template, 'AWS::SecretsManager::Secret').Properties).not.toHaveProperty('KmsKeyId');
  expect(cache.encryptionKey).toBeUndefined();
});

it('takes the eviction policy of a preset', () => {
  const { Properties } = onlyResource(templateOf({ preset: ParameterPreset.MIXED }), PARAMETERS);
  expect(Properties.Properties).toMatchObject({ 'maxmemory-policy': 'volatile-lru' });
});

describe('what is legal and dangerous is said, and can be acknowledged', () => {
  it.each([
    ['RG_NO_REPLICAS', { topology: Topology.sharded({ shards: 2, replicasPerShard: 0 }) }],
    ['RG_NO_REPLICAS', { topology: Topology.replicated({ replicas: 0 }) }],
    ['RG_NODE_TYPE_BURSTABLE', { nodeType: NodeType.T4G_SMALL }],
    ['RG_NODE_TYPE_OLD', { engine: Engine.REDIS_7_1, nodeType: NodeType.of('cache.r4.large') }],
    ['RG_ENGINE_SUPPORT_ENDS', { engine: Engine.REDIS_6_2, nodeType: NodeType.R6G_LARGE }],
    ['RG_TLS_NOT_REQUIRED', { transitEncryption: TransitEncryption.PREFERRED, authentication: Authentication.none() }],
    ['RG_NO_AUTHENTICATION', { authentication: Authentication.none() }],
    ['RG_RESTORE_MUST_STAY', { restoreFrom: RestoreSource.fromSnapshot('shop') }],
    ['RG_ID_FIXED', { replicationGroupId: 'shop' }],
  ] as [string, Partial<ReplicationGroupProps>][])('%s', (id, props) => {
    const stack = new UserStack();
    stack.cache(props);
    stack.template();
    Annotations.fromStack(stack).hasWarning('/Shop/Cache', Match.stringLikeRegexp(`constructs:${id}\\]`));
  });

  it('and a cache as it should be is not warned of', () => {
    const stack = new UserStack();
    stack.cache();
    stack.template();
    expect(Annotations.fromStack(stack).findWarning('*', Match.anyValue())).toEqual([]);
  });
});
