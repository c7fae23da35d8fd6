import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { CONTEXT } from './support/stacks';

const ROOT = path.resolve(__dirname, '../..');
const GOLDEN = path.join(ROOT, 'test/golden/production-cache.template.json');

let scratch: string;
let here: string;
beforeAll(() => {
  scratch = mkdtempSync(path.join(tmpdir(), 'ek-synth-'));
  here = synthesize(ROOT, { TZ: 'UTC', LANG: 'C' });
}, 60_000);
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

interface Report {
  readonly pluginReports: readonly { pluginName: string; violations: readonly { ruleName: string }[] }[];
}

const reportIn = (directory: string): Report =>
  JSON.parse(readFileSync(path.join(directory, 'validation-report.json'), 'utf8')) as Report;
const templateIn = (directory: string): string =>
  readFileSync(path.join(directory, 'ProductionCache.template.json'), 'utf8');

/** Asset hashes follow the code inside, which other tests are about. */
const withoutHashes = (template: string): string => template.replace(/[0-9a-f]{64}/g, '<asset>');

/** The app as `cdk synth` runs it, without the template validation that takes seconds and has a test of its own. */
function synthesize(directory: string, environment: NodeJS.ProcessEnv): string {
  const out = mkdtempSync(path.join(scratch, 'out-'));
  const run = spawnSync(process.execPath, ['--import', 'tsx', 'bin/production.ts'], {
    cwd: directory,
    env: {
      PATH: process.env.PATH,
      HOME: scratch,
      CDK_OUTDIR: out,
      CDK_CONTEXT_JSON: JSON.stringify(CONTEXT),
      CDK_VALIDATION: 'false',
      ...environment,
    },
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error(`synthesis failed: ${run.stderr}`);
  return templateIn(out);
}

describe('the production stack', () => {
  it('is synthesized by the CDK’s command line without an account and without a finding', () => {
    const out = path.join(scratch, 'cli');
    const cdk = path.join(ROOT, 'node_modules/aws-cdk/bin/cdk');
    const run = spawnSync(process.execPath, [cdk, 'synth', '--quiet', '--no-notices', '--output', out], {
      cwd: ROOT,
      env: { PATH: process.env.PATH, HOME: scratch, CDK_DISABLE_CLI_TELEMETRY: '1' },
      encoding: 'utf8',
    });
    expect([run.status, run.status === 0 ? '' : run.stderr]).toEqual([0, '']);
    expect(reportIn(out)).toMatchObject({ pluginReports: [] });
    expect(CONTEXT['@aws-cdk/core:validateAgainstDefaultRules']).toBe(true);
  }, 180_000);

  it('is the same, byte for byte, in another directory, time zone and language', () => {
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
    const there = synthesize(elsewhere, { TZ: 'Asia/Tokyo', LANG: 'tr_TR.UTF-8', AWS_REGION: 'eu-west-1' });
    expect(there).toBe(here);
  }, 120_000);

  /** A change that is meant: `UPDATE_GOLDEN=1 npx jest test/constructs/production`, then read the diff as a reviewer would. */
  it('is the one that was reviewed', () => {
    const template = withoutHashes(here);
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(GOLDEN, template);
    expect(existsSync(GOLDEN)).toBe(true);
    expect(JSON.parse(template)).toEqual(JSON.parse(readFileSync(GOLDEN, 'utf8')));
  });
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
