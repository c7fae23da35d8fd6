import { startTwin, type Twin, type TwinNode } from '@elasticache-kit/local';
import { parseManifest } from '../../../lib/contract';
import { passwordOf, valkeyCli } from '../support/engine-client';
import { cacheWith, clusterWith, templateOf, usersOf } from '../support/fixtures';
import { until } from '../support/until';
import type { JsonObject } from '../../../local/src/template/template';

const twins: Twin[] = [];

async function start(
  resources: JsonObject,
  rest: JsonObject = {},
  onText: (text: string) => void = () => undefined,
): Promise<{ readonly twin: Twin; readonly nodes: readonly TwinNode[]; readonly first: TwinNode }> {
  const twin = await startTwin(templateOf(resources, rest), { onProgress: ({ text }) => onText(text) });
  twins.push(twin);
  const nodes = twin.caches.flatMap((cache) => cache.nodes);
  return { twin, nodes, first: nodes[0] as TwinNode };
}

afterEach(async () => {
  for (const twin of twins.splice(0)) await twin.stop();
});

const output = (attribute: string): JsonObject => ({ Value: { 'Fn::GetAtt': ['Cache', attribute] } });

const said = (twin: Twin): string[] => twin.notHonoured.map(({ logicalId, property }) => `${logicalId}.${property}`);

const secret: JsonObject = {
  Type: 'AWS::SecretsManager::Secret',
  Properties: {
    GenerateSecretString: {
      GenerateStringKey: 'password',
      SecretStringTemplate: '{"username":"default"}',
      ExcludePunctuation: true,
    },
  },
};

describe('cluster mode compatible: a cache on its way from replicated to sharded', () => {
  it('has both kinds of endpoints, and one shard that owns every slot', async () => {
    const { twin, nodes, first } = await start(
      { Cache: cacheWith({ ReplicationGroupId: 'shop', ClusterMode: 'compatible', NumCacheClusters: 2 }) },
      {
        Outputs: {
          Primary: output('PrimaryEndPoint.Address'),
          PrimaryPort: output('PrimaryEndPoint.Port'),
          Reader: output('ReaderEndPoint.Address'),
          ReaderPort: output('ReaderEndPoint.Port'),
          Configuration: output('ConfigurationEndPoint.Address'),
          ConfigurationPort: output('ConfigurationEndPoint.Port'),
        },
      },
    );
    const values = twin.outputs.Twin ?? {};
    expect([values.Primary, values.Reader, values.Configuration].map((host) => host?.split('.')[0])).toEqual([
      'master',
      'replica',
      'clustercfg',
    ]);
    const at = (port: string | undefined): TwinNode => ({ host: first.host, port: Number(port) }) as TwinNode;
    expect(await valkeyCli(twin, at(values.PrimaryPort), undefined, 'SET', 'a', 'x')).toBe('OK');
    const slots = await valkeyCli(twin, at(values.ConfigurationPort), undefined, 'CLUSTER', 'SLOTS');
    expect(slots.split('\n')).toEqual(expect.arrayContaining(['0', '16383', ...nodes.map(({ host }) => host)]));
    expect(values.ReaderPort).toBe(String(nodes[1]?.port));
    expect(nodes.map(({ name }) => name)).toEqual(['shop-001', 'shop-002']);
    expect(twin.caches[0]?.kind).toBe('replicated');
    expect(said(twin)).toContain('Cache.ClusterMode');

    await nodes[1]?.admin('CLUSTER', 'FAILOVER');
    await until('the other node is primary', async () => (await twin.caches[0]?.primaryOf(1)) === nodes[1]);
    expect(await valkeyCli(twin, at(values.PrimaryPort), undefined, 'SET', 'a', 'y')).toBe('OK');
  });
});

describe('an AUTH token', () => {
  it('is everybody’s password as the user default, by a manifest that says so', async () => {
    const manifest = {
      'Fn::Sub':
        '{"manifestVersion":1,"cacheId":"c","kind":"replicated","engine":{"name":"valkey","version":"8.0"},"endpoints":{"primary":{"host":"${Cache.PrimaryEndPoint.Address}","port":${Cache.PrimaryEndPoint.Port}}},"tls":true,"auth":{"kind":"token","secretArn":"${Token}"},"evictionPolicy":"volatile-lru","namespaces":[],"restricted":[]}',
    };
    const { twin, first } = await start(
      {
        Token: secret,
        Cache: cacheWith({ AuthToken: { 'Fn::Sub': '{{resolve:secretsmanager:${Token}:SecretString:password::}}' } }),
      },
      { Outputs: { CacheManifestCache: { Value: manifest } } },
    );
    const { auth, twin: reached } = parseManifest(twin.outputs.Twin?.CacheManifestCache ?? '');
    expect(auth).toEqual({ kind: 'token', secretArn: expect.stringContaining(':secret:Token-') });
    expect(reached?.secretsFile).toBe(twin.secretsFile);
    expect(await valkeyCli(twin, first, undefined, 'PING')).toContain('NOAUTH');
    expect(await valkeyCli(twin, first, 'default', 'SET', 'any', 'x')).toBe('OK');
    expect(passwordOf(twin, 'default').length).toBeGreaterThan(15);
  });
});

describe('Redis OSS', () => {
  it('runs on Valkey where redis-server is missing, which is said loudly, and looks like Redis', async () => {
    const texts: string[] = [];
    const { twin, first } = await start(
      {
        Cache: cacheWith({
          Engine: 'redis',
          EngineVersion: '7.1',
          UserGroupIds: ['group'],
        }),
        Token: secret,
        ...usersOf('redis', {
          nobody: { UserName: 'default', AccessString: 'off ~keys* -@all', NoPasswordRequired: true },
          app: { AccessString: 'on ~* +@all', AuthenticationMode: { Type: 'no-password-required' } },
          role: { AccessString: 'on ~* +@all', AuthenticationMode: { Type: 'iam' } },
        }),
      },
      {},
      (text) => texts.push(text),
    );
    const engine = twin.caches[0]?.engine ?? '';
    const loud = texts.filter((text) => text.startsWith('NOTICE: Cache asks for redis 7.1'));
    expect(loud).toHaveLength(engine.startsWith('Valkey') ? 1 : 0);
    expect(said(twin).includes('Cache.Engine')).toBe(engine.startsWith('Valkey'));
    expect(await valkeyCli(twin, first, undefined, 'PING')).toContain('NOAUTH');
    // A disabled default user cannot log in, with whatever password.
    expect(await valkeyCli(twin, first, undefined, 'AUTH', 'default', 'x')).toContain('WRONGPASS');
    expect(await valkeyCli(twin, first, undefined, 'AUTH', 'app', 'x')).toBe('OK');
    expect(await first.admin('ACL', 'GETUSER', 'nobody')).toBeNull();
    // The user of an IAM role is there, and nobody can be it.
    expect(await first.admin('ACL', 'LIST')).toEqual(expect.arrayContaining([expect.stringMatching(/^user role on /)]));
    expect(await valkeyCli(twin, first, undefined, 'AUTH', 'role', '')).toContain('WRONGPASS');
    expect(twin.notHonoured).toContainEqual({
      logicalId: 'Userrole',
      property: 'AuthenticationMode',
      detail: expect.stringContaining('nobody can log in'),
    });
    expect(String(await first.admin('INFO', 'server'))).toMatch(/^redis_version:7\./m);
  });

  it('one node of its own, at its RedisEndpoint', async () => {
    const { twin, first } = await start(
      { Cache: clusterWith({ Engine: 'redis', EngineVersion: '7.1', ClusterName: 'One' }) },
      { Outputs: { Host: output('RedisEndpoint.Address'), Port: output('RedisEndpoint.Port') } },
    );
    expect(twin.outputs.Twin).toEqual({
      Host: expect.stringMatching(/^one\.[0-9a-f]{6}\.0001\.use1\.cache\.localhost$/),
      Port: String(first.port),
    });
    expect([first.name, twin.caches[0]?.kind]).toEqual(['one-0001', 'replicated']);
    expect(await valkeyCli(twin, first, undefined, 'SET', 'any', 'x')).toBe('OK');
  });
});

describe('what else a replication group can say', () => {
  it('slots and replicas of each shard, and the twin says where it cannot follow', async () => {
    const { twin, nodes, first } = await start({
      Cache: cacheWith({
        TransitEncryptionMode: 'preferred',
        Port: 7000,
        NetworkType: 'dual_stack',
        IpDiscovery: 'ipv6',
        DataTieringEnabled: true,
        Durability: 'sync',
        SnapshotName: 'yesterday',
        SnapshotArns: ['arn:aws:s3:::bucket/dump.rdb'],
        LogDeliveryConfigurations: [{ LogType: 'slow-log' }],
        NumNodeGroups: 2,
        NodeGroupConfiguration: [
          { NodeGroupId: '1', Slots: '0-999', ReplicaCount: 1, PrimaryAvailabilityZone: 'us-east-1a' },
          { NodeGroupId: '2', Slots: '1000-16383', ReplicaCount: 0 },
        ],
      }),
    });
    expect(nodes.map(({ id }) => id)).toEqual(['0001-001', '0001-002', '0002-001']);
    const slots = (await valkeyCli(twin, first, undefined, 'CLUSTER', 'SLOTS')).split('\n');
    expect(slots).toEqual(expect.arrayContaining(['0', '999', '1000', '16383']));
    expect(said(twin).sort()).toEqual(
      [
        'AutomaticFailoverEnabled',
        'CacheNodeType',
        'DataTieringEnabled',
        'Durability',
        'IpDiscovery',
        'LogDeliveryConfigurations',
        'NetworkType',
        'NodeGroupConfiguration',
        'Port',
        'SnapshotArns',
        'SnapshotName',
        'TransitEncryptionMode',
      ].map((property) => `Cache.${property}`),
    );
  });

  it('a parameter group that two caches share: both run with it, and its gaps are said once', async () => {
    const Group = {
      Type: 'AWS::ElastiCache::ParameterGroup',
      Properties: {
        CacheParameterGroupFamily: 'valkey8',
        Description: 'shared',
        Properties: { 'maxmemory-policy': 'noeviction', 'reserved-memory-percent': '30' },
      },
    };
    const shared = cacheWith({ CacheParameterGroupName: { Ref: 'Group' }, TransitEncryptionEnabled: false });
    const { twin, nodes } = await start({ Group, One: shared, Two: shared });
    for (const node of nodes) expect(String(await node.admin('INFO', 'memory'))).toContain('policy:noeviction');
    expect(said(twin).filter((each) => each === 'Group.reserved-memory-percent')).toHaveLength(1);
  });

  it.each([
    ['default.valkey8', {}, 'replicated'],
    ['default.valkey8.cluster.on', { NumNodeGroups: 1 }, 'sharded'],
  ])('the group %s of ElastiCache’s own', async (name, properties, kind) => {
    const { twin } = await start({ Cache: cacheWith({ CacheParameterGroupName: name, ...properties }) });
    expect(twin.caches[0]?.kind).toBe(kind);
  });
});
