import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';

/** Processor time of this process, garbage collection included. In milliseconds. */
export function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/**
 * Everything from `new App` to the written assembly. Plugins such as cdk-nag are off.
 *
 * @param validate whether CloudFormation's rules judge the template, as they do by default; it is the same on both sides
 */
export function synthesize<T>(
  scratch: string,
  context: Record<string, unknown>,
  write: (app: App) => void,
  use: (assembly: CloudAssembly) => T,
  validate = false,
): T {
  const outdir = mkdtempSync(path.join(scratch, 'out-'));
  try {
    const app = new App({ outdir, context, analyticsReporting: false, builtinCloudFormationValidation: validate });
    write(app);
    return use(app.synth());
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
