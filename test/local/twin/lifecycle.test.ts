import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { startTwin, type Twin, type TwinOptions } from '@elasticache-kit/local';
import { freePorts } from '../../../local/src/engine/ports';
import type { JsonObject } from '../../../local/src/template/template';
import { passwordOf, valkeyCli } from '../support/engine-client';
import { cacheWith, root, template, templateFile, templateOf } from '../support/fixtures';
import { alive, enginesOf, fromSource, parentOf, runNode, temporaryFolder } from '../support/processes';
import { until } from '../support/until';

const folders: string[] = [];
const twins: Twin[] = [];

function folder(): string {
  const made = temporaryFolder();
  folders.push(made);
  return made;
}

async function start(source: string | object, options: TwinOptions = {}): Promise<Twin> {
  const twin = await startTwin(source, options);
  twins.push(twin);
  return twin;
}

afterEach(async () => {
  for (const twin of twins.splice(0)) await twin.stop();
  for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true });
});

describe('caches of other shapes', () => {
  it('a replicated cache: endpoints for the primary and the readers, replicas that follow', async () => {
    const twin = await start(template('replicated'));
    const [primary, replica] = twin.caches[0]?.nodes ?? [];
    if (primary === undefined || replica === undefined) throw new Error('no nodes');
    const manifest = JSON.parse(twin.outputs.Twin?.CacheManifestCache ?? '') as { endpoints: object };
    expect(manifest.endpoints).toEqual({
      primary: { host: expect.stringMatching(/^master\.shop\./), port: primary.port },
      reader: { host: expect.stringMatching(/^replica\.shop\./), port: replica.port },
    });
    expect(await valkeyCli(twin, primary, 'catalog', 'SET', 'products:1', 'x')).toBe('OK');
    await until('the replica has the value', async () => (await replica.admin('GET', 'products:1')) === 'x');
    expect(await valkeyCli(twin, replica, 'catalog', 'SET', 'products:1', 'y')).toContain('READONLY');
    expect((await twin.caches[0]?.primaryOf(1))?.id).toBe('0001-001');
    expect(twin.notHonoured.map(({ property }) => property)).toEqual(
      expect.arrayContaining(['AutomaticFailoverEnabled', 'ReaderEndPoint']),
    );
  });

  it('a single node without TLS and users', async () => {
    const twin = await start(templateFile('single'));
    const [node] = twin.caches[0]?.nodes ?? [];
    if (node === undefined) throw new Error('no node');
    expect(twin.caFile).toBeUndefined();
    expect(twin.outputs).toEqual({
      single: {
        Primary: expect.stringMatching(new RegExp(`^cache-.*\\.ng\\.0001\\.use1\\.cache\\.localhost:${node.port}$`)),
      },
    });
    expect(await valkeyCli(twin, node, undefined, 'SET', 'any', 'x')).toBe('OK');
    expect(await valkeyCli(twin, node, undefined, 'ACL', 'SETUSER', 'x')).toContain('NOPERM');
  });

  it('a sharded cache without TLS, whose nodes announce addresses as ElastiCache does then', async () => {
    const twin = await start(
      templateOf({
        Cache: cacheWith({
          TransitEncryptionEnabled: false,
          CacheParameterGroupName: 'default.valkey8.cluster.on',
          ReplicasPerNodeGroup: 1,
        }),
      }),
    );
    const [primary, replica] = twin.caches[0]?.nodes ?? [];
    if (primary === undefined || replica === undefined) throw new Error('no nodes');
    const slots = (await valkeyCli(twin, replica, undefined, 'CLUSTER', 'SLOTS')).split('\n');
    expect(slots.filter((line) => line === '127.0.0.1')).toHaveLength(2);
    expect(slots).toEqual(expect.arrayContaining([String(primary.port), String(replica.port)]));
    expect(await valkeyCli(twin, primary, undefined, 'SET', 'any', 'x')).toBe('OK');
  });

  it('a cache with an AUTH token from a secret', async () => {
    const twin = await start(
      templateOf({
        Token: {
          Type: 'AWS::SecretsManager::Secret',
          Properties: {
            GenerateSecretString: {
              GenerateStringKey: 'password',
              SecretStringTemplate: '{"username":"default"}',
              ExcludePunctuation: true,
            },
          },
        },
        Cache: cacheWith({ AuthToken: { 'Fn::Sub': '{{resolve:secretsmanager:${Token}:SecretString:password}}' } }),
      }),
    );
    const [node] = twin.caches[0]?.nodes ?? [];
    if (node === undefined) throw new Error('no node');
    expect(await valkeyCli(twin, node, undefined, 'PING')).toContain('NOAUTH');
    expect(await valkeyCli(twin, node, 'default', 'PING')).toBe('PONG');
    expect(passwordOf(twin, 'default')).toHaveLength(32);
  });
});

describe('a twin has one owner, and ends with it', () => {
  it('TWIN_ALREADY_RUNNING: a second start in the same folder changes nothing', async () => {
    const stateDir = folder();
    const twin = await start(templateFile('single'), { stateDir });
    await expect(startTwin(templateFile('single'), { stateDir })).rejects.toMatchObject({
      code: 'TWIN_ALREADY_RUNNING',
      message: expect.stringContaining(`stack single is running in ${stateDir} (process ${process.pid})`),
    });
    expect(await twin.caches[0]?.nodes[0]?.admin('PING')).toBe('PONG');
  });

  it('of two starts at the same time, one wins', async () => {
    const stateDir = folder();
    const results = await Promise.allSettled([1, 2, 3].map(async () => start(templateFile('single'), { stateDir })));
    expect(
      results
        .map((result) => (result.status === 'fulfilled' ? 'ready' : (result.reason as { code: string }).code))
        .sort(),
    ).toEqual(['TWIN_ALREADY_RUNNING', 'TWIN_ALREADY_RUNNING', 'ready']);
    expect(enginesOf(stateDir)).toHaveLength(1);
  });

  it('engines end when their owner is killed, and the next start cleans up after it', async () => {
    const stateDir = folder();
    const owner = spawn(
      process.execPath,
      [...fromSource, path.join(root, 'test/local/support/owner.ts'), templateFile('replicated'), stateDir],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const [line] = (await once(createInterface({ input: owner.stdout }), 'line')) as [string];
    const pids = JSON.parse(line) as number[];
    expect(pids.filter(alive)).toHaveLength(3);
    owner.kill('SIGKILL');
    await until('no engine runs', () => pids.filter(alive).length === 0);
    expect(existsSync(path.join(stateDir, 'owner.json'))).toBe(true);
    const twin = await start(templateFile('single'), { stateDir });
    expect(readdirSync(path.join(stateDir, 'caches'))).toEqual([twin.caches[0]?.cacheId]);
  });

  it('a program that forgets to stop its twin ends all the same, and leaves nothing', async () => {
    const temporary = folder();
    const program = path.join(root, 'test/local/support/owner.ts');
    const { code, stdout } = await runNode([...fromSource, program, templateFile('single')], {
      env: { TMPDIR: temporary },
    });
    expect(code).toBe(0);
    await until('the engine has ended', () => (JSON.parse(stdout) as number[]).filter(alive).length === 0);
    expect(readdirSync(temporary).filter((name) => name.startsWith('elasticache-kit-'))).toEqual([]);
  });

  it('engines end when somebody kills their guardian', async () => {
    const twin = await start(templateFile('single'));
    const [node] = twin.caches[0]?.nodes ?? [];
    if (node === undefined) throw new Error('no node');
    process.kill(parentOf(parentOf(node.pid)), 'SIGKILL');
    await until('the engine has ended', () => !alive(node.pid));
    expect(node.running).toBe(false);
    await expect(node.restart()).rejects.toMatchObject({ code: 'TWIN_STOPPED' });
  });

  it('stop() leaves what others have put into the folder', async () => {
    const stateDir = folder();
    writeFileSync(path.join(stateDir, 'mine.txt'), 'x');
    const twin = await start(templateFile('single'), { stateDir });
    await twin.stop();
    await twin.stop();
    expect(readdirSync(stateDir)).toEqual(['mine.txt']);
  });
});

describe('ports', () => {
  it('are those that were asked for', async () => {
    const [base = 0] = await freePorts(1);
    const twin = await start(templateFile('single'), { basePort: base });
    expect(twin.caches[0]?.nodes.map(({ port }) => port)).toEqual([base]);
  });

  it('PORT_TAKEN: unless somebody else has them', async () => {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const stateDir = path.join(folder(), 'state');
    await expect(startTwin(templateFile('single'), { basePort: port, stateDir })).rejects.toMatchObject({
      code: 'PORT_TAKEN',
      message: expect.stringContaining(`port ${port} is in use`),
    });
    expect(existsSync(stateDir)).toBe(false);
    server.close();
  });
});

describe('a start that fails leaves nothing behind', () => {
  const usualPath = process.env.PATH;
  afterEach(() => (process.env.PATH = usualPath));

  /** File with the numbers of the fake engine's processes. */
  let served = '';
  beforeEach(() => (served = ''));

  /** A folder on the PATH whose engine is the real one, except when it is asked to serve. */
  function fakeEngine(name: 'valkey-server' | 'redis-server', serve: string): void {
    const bin = folder();
    const real = execFileSync('sh', ['-c', 'command -v valkey-server'], { encoding: 'utf8' }).trim();
    served = path.join(bin, 'served');
    writeFileSync(served, '');
    serve = `echo $$ >>'${served}'\n${serve}`;
    const script = `#!/bin/sh\ncase "$1" in --version | -) exec ${real} "$@" ;; esac\n${serve.replaceAll('ENGINE', real)}\n`;
    writeFileSync(path.join(bin, name), script);
    chmodSync(path.join(bin, name), 0o755);
    process.env.PATH = bin;
  }

  async function failure(
    source: string | object,
    options: TwinOptions = {},
  ): Promise<{ code?: string; message: string; state: string }> {
    const state = path.join(folder(), 'state');
    const error = await startTwin(source, { stateDir: state, ...options }).then(
      async (twin) => {
        await twin.stop();
        throw new Error('it started');
      },
      (reason: Error & { code?: string }) => reason,
    );
    expect(existsSync(state)).toBe(false);
    expect(enginesOf(state)).toEqual([]);
    const fakes =
      served === ''
        ? []
        : readFileSync(served, 'utf8')
            .trim()
            .split('\n')
            .filter((pid) => pid !== '');
    expect(fakes.map(Number).filter(alive)).toEqual([]);
    return { code: error.code, message: error.message, state };
  }

  it('ENGINE_MISSING: no engine on the PATH', async () => {
    process.env.PATH = folder();
    expect(await failure(templateFile('single'))).toMatchObject({
      code: 'ENGINE_MISSING',
      message: expect.stringContaining('npm run engines'),
    });
  });

  it('ENGINE_UNSUITABLE: an engine that is too old', async () => {
    const bin = folder();
    mkdirSync(bin, { recursive: true });
    writeFileSync(path.join(bin, 'redis-server'), '#!/bin/sh\necho "Redis server v=6.0.16 sha=0"\n', { mode: 0o755 });
    process.env.PATH = bin;
    expect(await failure(templateFile('single'))).toMatchObject({
      code: 'ENGINE_UNSUITABLE',
      message: expect.stringContaining('v=6.0.16'),
    });
  });

  it('ENGINE_START_FAILED: an engine that ends at once, with its last words', async () => {
    fakeEngine('valkey-server', 'echo "Fatal: out of luck" >&2; exit 3');
    expect(await failure(templateFile('replicated'))).toMatchObject({
      code: 'ENGINE_START_FAILED',
      message: expect.stringMatching(/ended with status 3[^]*Fatal: out of luck/),
    });
  });

  it('ENGINE_NOT_READY: an engine that never answers', async () => {
    fakeEngine('valkey-server', 'exec /bin/sleep 60');
    expect(await failure(templateFile('single'), { startDeadlineMs: 300 })).toMatchObject({ code: 'ENGINE_NOT_READY' });
  });

  it('a start that is given up, with the reason that was given', async () => {
    fakeEngine('valkey-server', 'exec /bin/sleep 60');
    const giveUp = new AbortController();
    const onProgress = ({ step }: { readonly step: string }): void => {
      if (step === 'engines') giveUp.abort(new Error('changed my mind'));
    };
    expect(await failure(templateFile('single'), { signal: giveUp.signal, onProgress })).toMatchObject({
      message: 'changed my mind',
    });
  });

  it('a port that is lost to a faster process is replaced by another', async () => {
    const marker = path.join(folder(), 'marker');
    fakeEngine(
      'valkey-server',
      `[ -e '${marker}' ] || { : >'${marker}'; echo 'bind: Address already in use'; exit 1; }\nexec ENGINE "$@"`,
    );
    const twin = await start(templateFile('single'));
    expect(readFileSync(served, 'utf8').trim().split('\n')).toHaveLength(2);
    expect(await twin.caches[0]?.nodes[0]?.admin('PING')).toBe('PONG');
  });

  it('ACCESS_STRING_REFUSED: a rule that the engine does not know', async () => {
    const value = JSON.parse(
      readFileSync(templateFile('replicated'), 'utf8').replace('+pexpire', '+pexpireat2'),
    ) as JsonObject;
    expect(await failure(value)).toMatchObject({
      code: 'ACCESS_STRING_REFUSED',
      message: expect.stringContaining('+pexpireat2'),
    });
  });

  it('MANIFEST_VERSION_UNSUPPORTED: outputs that only a later release can read', async () => {
    const value = templateOf(
      { Cache: cacheWith({}) },
      { Outputs: { CacheManifestCache: { Value: '{"manifestVersion":2}' } } },
    );
    expect(await failure(value)).toMatchObject({ code: 'MANIFEST_VERSION_UNSUPPORTED' });
  });

  it.each([{ maxMemoryMiB: 0 }, { nodeTimeoutMs: 1.5 }, { startDeadlineMs: -1 }, { basePort: 80 }])(
    'OPTION_INVALID: %j',
    async (options) => {
      expect(await failure(templateFile('single'), options)).toMatchObject({ code: 'OPTION_INVALID' });
    },
  );

  it('another engine than the template names is accepted, and said loudly', async () => {
    fakeEngine('redis-server', 'exec ENGINE "$@"');
    const twin = await start(templateOf({ Cache: cacheWith({ EngineVersion: '7.2' }) }));
    expect(twin.notHonoured).toContainEqual({
      logicalId: 'Cache',
      property: 'Engine',
      detail: 'Redis 8.0.1 runs instead of valkey 7.2',
    });
    process.env.PATH = usualPath;
    const other = await start(templateOf({ Cache: cacheWith({ EngineVersion: '7.2' }) }));
    expect(other.notHonoured).toContainEqual({
      logicalId: 'Cache',
      property: 'EngineVersion',
      detail: 'Valkey 8.0.1 runs instead of valkey 7.2',
    });
  });
});
