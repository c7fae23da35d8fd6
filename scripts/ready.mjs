#!/usr/bin/env node
/**
 * Makes a fresh checkout ready, whichever command comes first: dependencies (`npm ci`), engines (scripts/engines.sh) and the
 * runtime build. Uses nothing but Node, because nothing else is there yet; does nothing that is done already.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const started = performance.now();
const [major] = process.versions.node.split('.').map(Number);
if (major < 20) stop(`Node 20 or later is needed, this is ${process.version} (https://nodejs.org)`);

if (!dependenciesAreThere()) {
  console.log('ready: installing dependencies (npm ci)');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
} else {
  // npm ci builds by its prepare script; a checkout that is installed already may have newer sources.
  run(process.execPath, ['scripts/build.mjs', 'runtime']);
}
run('bash', ['scripts/engines.sh']);
console.log(`ready: after ${((performance.now() - started) / 1000).toFixed(1)} s`);

/** npm notes what it installed in node_modules/.package-lock.json; a package whose locked version differs from it is missing. */
function dependenciesAreThere() {
  const installed = path.join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return false;
  const packages = (file) => JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
  const have = packages(installed);
  return Object.entries(packages(path.join(root, 'package-lock.json'))).every(
    ([name, wanted]) =>
      !name.startsWith('node_modules/') || wanted.optional || wanted.link || have[name]?.version === wanted.version,
  );
}

function run(command, args) {
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (result.error) stop(`${command} could not be run: ${result.error.message}`);
  if (result.status !== 0) stop(`${command} ${args.join(' ')} failed, see above`, result.status ?? 1);
}

function stop(message, status = 1) {
  console.error(`ready: ${message}`);
  process.exit(status);
}
