import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { root, templateFile } from '../support/fixtures';
import { alive, commandLines, enginesOf, type Finished, runNode, temporaryFolder } from '../support/processes';
import { until } from '../support/until';

describe('the command elasticache-kit', () => {
  /** Bundled as it ships, below node_modules so that its dependencies are found. */
  const built = path.join(root, 'node_modules/.cache/elasticache-kit-cli-test');
  const cli = path.join(built, 'cli.mjs');
  let cwd: string;
  const run = async (...args: string[]): Promise<Finished> => runNode([cli, ...args], { cwd });
  const json = async <T>(...args: string[]): Promise<T> => JSON.parse((await run(...args)).stdout) as T;

  beforeAll(async () => {
    await build({
      entryPoints: ['cli', 'supervisor'].map((entry) => path.join(root, 'local/src', `${entry}.ts`)),
      outdir: built,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      packages: 'external',
      platform: 'node',
      format: 'esm',
      define: { __BUNDLE_URL__: 'import.meta.url' },
    });
  });
  beforeEach(() => (cwd = temporaryFolder()));
  afterEach(async () => {
    await run('down', '--all');
    expect(commandLines()).not.toContain(`${cwd}/`);
    rmSync(cwd, { recursive: true });
  });

  interface Status {
    readonly pid: number;
    readonly outputsFile: string;
    readonly caches: readonly {
      readonly nodes: readonly { readonly pid: number; readonly role: string; readonly running: boolean }[];
    }[];
  }

  it('starts, shows, uses and stops a stack’s caches', async () => {
    const up = await run('up', templateFile('replicated'), '--outputs-file', 'out/cdk-outputs.json');
    expect(up).toMatchObject({ code: 0, stderr: expect.stringContaining('every node serves') });
    expect(up.stdout).toMatch(/^ready shop: Valkey [\d.]+, replicated, 3 nodes, TLS$/m);
    const table = up.stdout.split('\n').filter((line) => /^[│┌├└]/.test(line));
    expect(table.join('\n')).toContain('AutomaticFailoverEnabled');
    expect(Math.max(...table.map((line) => line.length))).toBeLessThanOrEqual(80);

    const outputs = JSON.parse(readFileSync(path.join(cwd, 'out/cdk-outputs.json'), 'utf8')) as object;
    expect(outputs).toEqual({ replicated: { CacheManifestCache: expect.stringContaining('"twin":') } });
    const connect = /^valkey-cli +(.*)$/m.exec(up.stdout)?.[1] ?? '';
    expect((await runShell(`${connect} --no-auth-warning PING`, cwd)).stdout).toBe('PONG\n');

    const status = await json<Status>('status', '--json');
    expect(status.caches[0]?.nodes.map(({ role, running }) => `${role} ${running}`)).toEqual([
      'primary true',
      'replica true',
      'replica true',
    ]);
    expect((await run('status')).stdout).toMatch(/0001-002.*replica.*running/);

    const again = await run('up', templateFile('replicated'));
    expect(again).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('TWIN_ALREADY_RUNNING') });
    expect(again.stderr).not.toMatch(/^\s+at /m);

    const used = await run(
      'exec',
      '--',
      process.execPath,
      '-e',
      'console.log(process.env.ELASTICACHE_KIT_OUTPUTS); process.exit(7)',
    );
    expect(used).toMatchObject({ code: 7, stdout: `${status.outputsFile}\n` });

    expect(await run('down')).toMatchObject({ code: 0, stdout: 'stopped: replicated\n' });
    expect(readdirSync(path.join(cwd, '.elasticache-kit'))).toEqual(['.gitignore']);
    expect(await run('down')).toMatchObject({ code: 0, stdout: 'no twin is running\n' });
    expect(await run('status')).toMatchObject({ code: 3, stderr: expect.stringContaining('TWIN_NOT_RUNNING') });
  }, 60_000);

  it('starts, shows, uses and stops caches that are no replication groups', async () => {
    const serverless = await run('up', templateFile('serverless'));
    expect(serverless).toMatchObject({ code: 0 });
    expect(serverless.stdout).toMatch(/^ready shop: Valkey [\d.]+, serverless, 1 node, TLS$/m);
    expect(serverless.stdout).toMatch(/^reader +shop-[0-9a-f]{6}\.serverless\..*:\d+ \(at 127\.0\.0\.1\)$/m);
    const connect = /^valkey-cli +(.*)$/m.exec(serverless.stdout)?.[1] ?? '';
    expect((await runShell(`${connect} --no-auth-warning PING`, cwd)).stdout).toBe('PONG\n');

    const memcached = await run('up', templateFile('memcached'));
    expect(memcached).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/starting 3 Memcached [\d.]+ processes/),
    });
    expect(memcached.stdout).toMatch(/^ready pages: Memcached [\d.]+, memcached, 3 nodes, TLS$/m);
    const stats = /^memcached +(.*)$/m.exec(memcached.stdout)?.[1] ?? '';
    expect((await runShell(`${stats} 2>/dev/null`, cwd)).stdout).toMatch(/^STAT pid \d+/m);

    const { caches, pid } = await json<Status>('status', 'memcached', '--json');
    expect(caches[0]?.nodes.map(({ role, running }) => `${role} ${running}`)).toEqual(Array(3).fill('primary true'));
    expect(enginesOf(cwd)).toHaveLength(4);
    process.kill(pid, 'SIGKILL');
    await until('the Memcached processes have ended', () => enginesOf(cwd).length === 1);
    expect(await run('up', templateFile('memcached'))).toMatchObject({ code: 0 });
    expect(await json('down', '--all', '--json')).toEqual({ stopped: ['memcached', 'serverless'] });
    expect(enginesOf(cwd)).toEqual([]);
  }, 60_000);

  it('keeps no engine when its supervisor is killed, and starts again afterwards', async () => {
    const up = await json<Status>('up', templateFile('single'), '--json');
    const engine = up.caches[0]?.nodes[0]?.pid ?? 0;
    process.kill(up.pid, 'SIGKILL');
    await until('the engine has ended', () => !alive(engine));
    expect(await run('status')).toMatchObject({ code: 3 });
    expect(await run('up', templateFile('single'))).toMatchObject({ code: 0 });
  }, 60_000);

  it('takes everything down again when it is killed before the twin is ready', async () => {
    const bin = path.join(cwd, 'bin');
    const real = (await runShell('command -v valkey-server', cwd)).stdout.trim();
    await runShell('mkdir bin', cwd);
    writeFileSync(
      path.join(bin, 'valkey-server'),
      `#!/bin/sh\ncase "$1" in --version | -) exec ${real} "$@" ;; esac\nexec tail -f "$1"\n`,
    );
    chmodSync(path.join(bin, 'valkey-server'), 0o755);
    const up = spawn(process.execPath, [cli, 'up', templateFile('single')], {
      cwd,
      env: { ...process.env, PATH: `${bin}:${process.env.PATH}` },
      stdio: 'ignore',
    });
    await until('the engine is being started', () => commandLines().includes(`tail -f ${cwd}/`));
    up.kill('SIGKILL');
    await until('supervisor and engine have gone', () => !commandLines().includes(`${cwd}/`));
    expect(existsSync(path.join(cwd, '.elasticache-kit/single'))).toBe(false);
  }, 60_000);

  it('stays in the foreground when asked to, until Ctrl-C', async () => {
    const up = spawn(process.execPath, [cli, 'up', templateFile('single'), '--foreground'], {
      cwd,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let output = '';
    up.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    await until('it is ready', () => output.includes('ready cache-'));
    expect(enginesOf(cwd)).toHaveLength(1);
    up.kill('SIGINT');
    expect(await once(up, 'close')).toEqual([0, null]);
    expect(enginesOf(cwd)).toEqual([]);
  }, 60_000);

  it('asks which twin is meant where several run', async () => {
    await run('up', templateFile('single'));
    await run('up', templateFile('replicated'));
    expect(await run('status')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/TWIN_AMBIGUOUS.*replicated, single/),
    });
    expect(await run('down')).toMatchObject({ code: 1, stderr: expect.stringContaining('TWIN_AMBIGUOUS') });
    expect(await run('status', 'single')).toMatchObject({ code: 0, stdout: expect.stringContaining('stack single') });
    expect(await json('down', '--all', '--json')).toEqual({ stopped: ['replicated', 'single'] });
  }, 60_000);

  it.each<[string, string[], number, RegExp]>([
    [
      'a template that is not there',
      ['up', 'nothing.template.json'],
      1,
      /^error TEMPLATE_NOT_FOUND: .*nothing\.template\.json.*cdk synth/,
    ],
    ['a folder without templates', ['up', '.'], 1, /^error TEMPLATE_NOT_FOUND: /],
    ['a broken template', ['up', 'broken.json'], 1, /^error TEMPLATE_NOT_JSON: /],
    ['no template at all', ['up'], 2, /missing required argument/],
    ['a port that is no number', ['up', '.', '--base-port', 'x'], 2, /whole number, got x/],
    ['an unknown command', ['upp'], 2, /unknown command 'upp'/],
    ['a program to run without a twin', ['exec', '--', 'true'], 3, /^error TWIN_NOT_RUNNING: /],
  ])('says what is wrong with %s, without a stack trace', async (_, args, code, message) => {
    writeFileSync(path.join(cwd, 'broken.json'), '{');
    const finished = await run(...args);
    expect(finished).toMatchObject({ code, stdout: '', stderr: expect.stringMatching(message) });
    expect(finished.stderr).not.toMatch(/^\s+at /m);
  });

  it('gives errors as JSON where JSON was asked for', async () => {
    const { code, stdout } = await run('up', 'nothing', '--json');
    expect([code, JSON.parse(stdout)]).toEqual([
      1,
      { error: { code: 'TEMPLATE_NOT_FOUND', message: expect.any(String) } },
    ]);
  });
});

async function runShell(script: string, cwd: string): Promise<{ readonly stdout: string }> {
  const child = spawn('sh', ['-c', script], { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  let stdout = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  await once(child, 'close');
  return { stdout };
}
