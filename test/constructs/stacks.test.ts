import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { CONTEXT } from './support/stacks';

const ROOT = path.resolve(__dirname, '../..');

/** The stacks of `bin/`, by the word that selects each. */
const STACKS: Readonly<Record<string, string>> = {
  production: 'ProductionCache',
  standard: 'StandardCache',
  serverless: 'ServerlessCache',
  memcached: 'Memcached',
  dev: 'DevCache',
};

const goldenOf = (name: string): string => path.join(ROOT, `test/golden/${name}-cache.template.json`);

let scratch: string;
beforeAll(() => {
  scratch = mkdtempSync(path.join(tmpdir(), 'ek-synth-'));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

interface Report {
  readonly pluginReports: readonly { pluginName: string; violations: readonly { ruleName: string }[] }[];
}

const reportIn = (directory: string): Report =>
  JSON.parse(readFileSync(path.join(directory, 'validation-report.json'), 'utf8')) as Report;
const templateIn = (directory: string, name: string): string =>
  readFileSync(path.join(directory, `${STACKS[name]}.template.json`), 'utf8');

/** Asset hashes follow the code inside, which other tests are about. */
const withoutHashes = (template: string): string => template.replace(/[0-9a-f]{64}/g, '<asset>');

/** Runs the app as `cdk synth` does, into a directory of its own. */
function synthesize(name: string, directory: string, environment: NodeJS.ProcessEnv = {}): string {
  const out = mkdtempSync(path.join(scratch, 'out-'));
  const run = spawnSync(process.execPath, ['--import', 'tsx', 'bin/app.ts'], {
    cwd: directory,
    env: {
      PATH: process.env.PATH,
      HOME: scratch,
      CDK_OUTDIR: out,
      CDK_CONTEXT_JSON: JSON.stringify({ ...CONTEXT, stack: name }),
      TZ: 'UTC',
      LANG: 'C',
      ...environment,
    },
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error(`synthesis failed: ${run.stderr}`);
  return out;
}

/** Template validation takes seconds, and every stack is validated once below. */
const WITHOUT_VALIDATION = { CDK_VALIDATION: 'false' };

describe.each(Object.keys(STACKS))('the %s stack', (name) => {
  let out: string;
  beforeAll(() => {
    out = synthesize(name, ROOT);
  }, 120_000);

  it('is synthesized without a finding or a warning', () => {
    expect(reportIn(out)).toMatchObject({ pluginReports: [] });
    expect(CONTEXT['@aws-cdk/core:validateAgainstDefaultRules']).toBe(true);
    expect(CONTEXT['@aws-cdk/core:annotationsInValidationReport']).toBe(true);
  });

  /** A change that is meant: `UPDATE_GOLDEN=1 npx jest test/constructs/stacks`, then read the diff as a reviewer would. */
  it('is the one that was reviewed', () => {
    const template = withoutHashes(templateIn(out, name));
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(goldenOf(name), template);
    expect(existsSync(goldenOf(name))).toBe(true);
    expect(JSON.parse(template)).toEqual(JSON.parse(readFileSync(goldenOf(name), 'utf8')));
  });
});

it('the CDK’s command line synthesizes the production stack where nothing is said, without an account', () => {
  const out = path.join(scratch, 'cli');
  const cdk = path.join(ROOT, 'node_modules/aws-cdk/bin/cdk');
  const run = spawnSync(process.execPath, [cdk, 'synth', '--quiet', '--no-notices', '--strict', '--output', out], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, HOME: scratch, CDK_DISABLE_CLI_TELEMETRY: '1' },
    encoding: 'utf8',
  });
  expect([run.status, run.status === 0 ? '' : run.stderr]).toEqual([0, '']);
  expect(existsSync(path.join(out, 'ProductionCache.template.json'))).toBe(true);
}, 180_000);

it('a template is the same, byte for byte, in another directory, time zone and language', () => {
  const elsewhere = path.join(scratch, 'a clone/with a longer path');
  for (const part of [
    'bin',
    'lib',
    'dist/lambda',
    'dist/examples',
    'package.json',
    'tsconfig.json',
    'tsconfig.base.json',
  ]) {
    cpSync(path.join(ROOT, part), path.join(elsewhere, part), { recursive: true });
  }
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(elsewhere, 'node_modules'));
  const abroad = { ...WITHOUT_VALIDATION, TZ: 'Asia/Tokyo', LANG: 'tr_TR.UTF-8', AWS_REGION: 'eu-west-1' };
  // One with everything, and one whose physical name is made from what it depends on.
  for (const name of ['production', 'serverless']) {
    const there = templateIn(synthesize(name, elsewhere, abroad), name);
    expect(there).toBe(templateIn(synthesize(name, ROOT, WITHOUT_VALIDATION), name));
  }
}, 240_000);

it('a stack that there is not is refused by name, with those that there are', () => {
  expect(() => synthesize('prod', ROOT)).toThrow(/stack 'prod'.*production, standard, serverless, memcached, dev/);
});

it('the checks that pass above find what they are there for', () => {
  const out = path.join(scratch, 'flawed');
  const run = spawnSync(process.execPath, ['--import', 'tsx', 'test/constructs/support/flawed-app.ts'], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, HOME: scratch, CDK_OUTDIR: out, CDK_CONTEXT_JSON: JSON.stringify(CONTEXT) },
    encoding: 'utf8',
  });
  expect(run.status).not.toBe(0);
  const found = Object.fromEntries(
    reportIn(out).pluginReports.map(({ pluginName, violations }) => [
      pluginName,
      violations.map(({ ruleName }) => ruleName),
    ]),
  );
  expect(found.AwsSolutions).toContain('AwsSolutions-SNS3');
  expect(found['CloudFormation Validate']?.length).toBeGreaterThan(0);
}, 60_000);
