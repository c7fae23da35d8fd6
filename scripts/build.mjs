#!/usr/bin/env node
/**
 * Builds what ships.
 *
 *   node scripts/build.mjs runtime   JavaScript of client and twin, and the Lambda assets (about a second; runs after every install)
 *   node scripts/build.mjs all       that, the type declarations, and the constructs with jsii
 *
 * Lambda assets are bundled here, at build time, so that a user's `cdk synth` needs neither Docker nor esbuild. They are not
 * minified and carry paths relative to the repository only: the same source gives the same bytes, hence the same asset hash,
 * on every machine.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);

/** Everything a published package imports at run time stays an import; only our own contract and model are bundled in. */
const library = {
  absWorkingDir: root,
  bundle: true,
  packages: 'external',
  platform: 'node',
  target: 'node20',
  sourcemap: true,
};

async function buildLibrary(folder, entries) {
  for (const entry of entries) {
    const input = path.join(folder, 'src', `${entry}.ts`);
    if (!existsSync(path.join(root, input))) continue;
    const out = (extension) => path.join(folder, 'dist', `${entry}.${extension}`);
    // import.meta.url does not exist in CommonJS: code that must find a file beside itself reads this constant instead.
    const esm = { define: { __BUNDLE_URL__: 'import.meta.url' } };
    const cjs = {
      define: { __BUNDLE_URL__: '__bundleUrl' },
      banner: { js: 'const __bundleUrl = require("node:url").pathToFileURL(__filename).href;' },
    };
    await esbuild.build({ ...library, ...esm, entryPoints: [input], outfile: out('mjs'), format: 'esm' });
    if (entry === 'index')
      await esbuild.build({ ...library, ...cjs, entryPoints: [input], outfile: out('cjs'), format: 'cjs' });
  }
}

async function buildLambda(input, outfile) {
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: [input],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    // The runtime brings the AWS SDK along.
    external: ['@aws-sdk/*'],
    tsconfigRaw: { compilerOptions: { paths: { '@elasticache-kit/client': ['./client/src/index.ts'] }, baseUrl: '.' } },
    alias: { '@elasticache-kit/client': './client/src/index.ts' },
  });
}

async function buildRuntime() {
  await buildLibrary('client', ['index']);
  await buildLibrary('local', ['index', 'cli', 'supervisor']);
  const lambdas = path.join(root, 'lib', 'lambda');
  for (const name of existsSync(lambdas) ? readdirSync(lambdas).sort() : []) {
    // A folder without an entry is shared by functions and deployed with them.
    if (!existsSync(path.join(lambdas, name, 'index.ts'))) continue;
    await buildLambda(`lib/lambda/${name}/index.ts`, `dist/lambda/${name}/index.js`);
  }
  if (existsSync(path.join(root, 'examples/catalog/handler.ts'))) {
    await buildLambda('examples/catalog/handler.ts', 'dist/examples/catalog-handler/index.js');
  }
}

function run(command, args) {
  // jsii fills the screen with a banner on Node 20, which this project supports on purpose.
  const env = { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '1' };
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', env });
  if (result.status !== 0) {
    console.error(`build: ${command} ${args.join(' ')} failed`);
    process.exit(result.status ?? 1);
  }
}

/** One declaration file per package, with the contract's types inside, in the two spellings that ESM and CommonJS resolve. */
function buildTypes() {
  const generator = require.resolve('dts-bundle-generator/dist/bin/dts-bundle-generator.js');
  for (const folder of ['client', 'local']) {
    const out = path.join(root, folder, 'dist', 'index.d.ts');
    run(process.execPath, [
      generator,
      '--project',
      path.join(root, 'tsconfig.declarations.json'),
      '--no-check',
      '--silent',
      '--no-banner',
      '--export-referenced-types=false',
      '-o',
      out,
      path.join(root, folder, 'src', 'index.ts'),
    ]);
    copyFileSync(out, path.join(root, folder, 'dist', 'index.d.mts'));
  }
}

function buildConstructs() {
  rmSync(path.join(root, 'tsconfig.jsii.json'), { force: true });
  // What is left of modules that have been moved or removed would ship, and a file shadows a folder of its name.
  for (const entry of readdirSync(path.join(root, 'dist'))) {
    if (entry !== 'lambda' && entry !== 'examples') rmSync(path.join(root, 'dist', entry), { recursive: true });
  }
  run(process.execPath, [
    require.resolve('jsii/bin/jsii'),
    '--generate-tsconfig',
    'tsconfig.jsii.json',
    '--silence-warnings=reserved-word',
  ]);
}

const what = process.argv[2];
if (what !== 'runtime' && what !== 'all') {
  console.error(`build: say what to build: runtime or all, got ${what ?? 'nothing'}`);
  process.exit(2);
}
await buildRuntime();
if (what === 'all') {
  buildTypes();
  buildConstructs();
}
