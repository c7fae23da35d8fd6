#!/usr/bin/env node
/**
 * Tries the packages as a stranger gets them: packs the tarballs, unpacks them into an empty project, imports them as ES module and
 * as CommonJS, and compiles a consumer against their declarations. Run after `scripts/build.mjs all`.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const project = mkdtempSync(path.join(tmpdir(), 'elasticache-kit-packages-'));
const modules = path.join(project, 'node_modules');
const run = (command, args, cwd = project) =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

const PACKAGES = [
  {
    folder: '.',
    name: '@elasticache-kit/constructs',
    esm: false,
    mustExport: ['ReplicationGroup', 'ServerlessCache', 'MemcachedCluster', 'ParameterGroup', 'UserGroup', 'Topology'],
  },
  { folder: undefined, name: '@elasticache-kit/constructs/assertions', esm: false, mustExport: ['CacheTemplate'] },
  { folder: 'client', name: '@elasticache-kit/client', esm: true, mustExport: ['Cache', 'CacheError'] },
  { folder: 'local', name: '@elasticache-kit/local', esm: true, mustExport: ['startTwin'] },
];

try {
  mkdirSync(path.join(modules, '@elasticache-kit'), { recursive: true });
  for (const { folder, name } of PACKAGES.filter((each) => each.folder !== undefined)) {
    const tarball = run(
      'npm',
      ['pack', '--ignore-scripts', '--silent', '--pack-destination', project],
      path.join(root, folder),
    ).trim();
    mkdirSync(path.join(modules, name));
    run('tar', ['-xzf', path.join(project, tarball), '--strip-components=1', '-C', path.join(modules, name)]);
  }
  // Their dependencies are the ones this checkout has installed; nothing of this checkout's own sources is reachable.
  for (const name of [
    'aws-cdk-lib',
    'constructs',
    '@types',
    '@redis',
    'cluster-key-slot',
    'commander',
    'cli-table3',
    'picocolors',
    '@peculiar',
  ]) {
    if (existsSync(path.join(root, 'node_modules', name)))
      symlinkSync(path.join(root, 'node_modules', name), path.join(modules, name));
  }
  writeFileSync(path.join(project, 'package.json'), '{ "name": "consumer", "private": true }');

  for (const { name, esm, mustExport } of PACKAGES) {
    const check = `for (const x of ${JSON.stringify(mustExport)}) if (typeof m[x] !== 'function') throw new Error('${name} exports no ' + x);`;
    run(process.execPath, ['--input-type=commonjs', '-e', `const m = require('${name}'); ${check}`]);
    if (esm) run(process.execPath, ['--input-type=module', '-e', `import * as m from '${name}'; ${check}`]);
  }
  run(process.execPath, [path.join(modules, '@elasticache-kit/local/bin/elasticache-kit.mjs'), '--help']);

  const consumer = `
    import { Cache } from '@elasticache-kit/client';
    import { startTwin } from '@elasticache-kit/local';
    export async function main(): Promise<Date | undefined> {
      const twin = await startTwin('cdk.out', { stack: 'ProductionCache' });
      const cache = await Cache.connect();
      const days = cache.cacheAside<Date>('days', { load: async (id: string) => new Date(id), ttl: '5m' });
      // @ts-expect-error a bare number has no unit
      cache.cacheAside<Date>('days', { load: async () => new Date(), ttl: 300 });
      await twin.stop();
      return days.get('2026-01-01');
    }`;
  const infrastructure = `
    import { App, Stack } from 'aws-cdk-lib';
    import * as ec2 from 'aws-cdk-lib/aws-ec2';
    import { Engine, NodeType, ReplicationGroup, Topology } from '@elasticache-kit/constructs';
    import { CacheTemplate } from '@elasticache-kit/constructs/assertions';
    const stack = new Stack(new App({ outdir: 'cdk.out' }), 'Shop');
    new ReplicationGroup(stack, 'Cache', {
      vpc: new ec2.Vpc(stack, 'Vpc', { restrictDefaultSecurityGroup: false }),
      engine: Engine.VALKEY_8_1,
      nodeType: NodeType.R7G_LARGE,
      topology: Topology.sharded({ shards: 3, replicasPerShard: 1 }),
    });
    CacheTemplate.fromStack(stack).cache('Cache').hasTopology({ shards: 3, replicasPerShard: 1 }).isEncrypted();
    console.log('synthesized');`;
  writeFileSync(path.join(project, 'infrastructure.cts'), infrastructure);
  writeFileSync(path.join(project, 'consumer.mts'), consumer);
  writeFileSync(path.join(project, 'consumer.cts'), consumer);
  writeFileSync(
    path.join(project, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        module: 'nodenext',
        target: 'es2022',
        lib: ['es2023', 'esnext.disposable'],
        strict: true,
        noEmit: true,
        types: ['node'],
      },
      files: ['consumer.mts', 'consumer.cts', 'infrastructure.cts'],
    }),
  );
  try {
    run(process.execPath, [path.join(root, 'node_modules/typescript/bin/tsc'), '-p', project]);
  } catch (error) {
    console.error(error.stdout);
    throw new Error('the declarations do not compile for a consumer', { cause: error });
  }
  // Synthesized from the package alone: its assets, its rules, its helper for tests.
  const { transformSync } = await import('esbuild');
  const program = transformSync(infrastructure, { loader: 'ts', format: 'cjs' }).code;
  writeFileSync(path.join(project, 'infrastructure.cjs'), program);
  const printed = run(process.execPath, [path.join(project, 'infrastructure.cjs')]);
  if (!printed.includes('synthesized')) throw new Error(`the packed constructs did not synthesize: ${printed}`);
  console.log(
    `packages: ${PACKAGES.map(({ name }) => name).join(', ')} import as ESM and CommonJS and compile for a consumer`,
  );
} finally {
  rmSync(project, { recursive: true, force: true });
}
