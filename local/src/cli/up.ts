import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { TwinError } from '../errors';
import type { TwinRecord } from '../state/record';
import { stateFolder } from '../state/twins';
import { readSource } from '../template/source';
import type { Progress, TwinOptions } from '../twin/options';
import { startTwin } from '../twin/start';
import type { StartRequest, SupervisorReport } from './messages';

/** What the command line says about a start. */
export interface UpOptions {
  readonly stack?: string;
  readonly state: string;
  readonly outputsFile?: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly basePort?: number;
  readonly maxMemory?: number;
}

/** Reported by somebody else's process, with the code that it had there. */
export class ReportedError extends Error {
  public constructor(
    public readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** Starts a twin under a supervisor of its own, and resolves when it is ready. */
export async function up(
  source: string,
  options: UpOptions,
  supervisor: string,
  onProgress: (progress: Progress) => void,
): Promise<TwinRecord> {
  const request = await prepare(source, options);
  const record = await superviseFrom(supervisor, request, onProgress);
  await copyOutputs(record, options);
  return record;
}

/** Starts a twin in this process; `onReady` is called when it serves, and the twin runs until `until` resolves. */
export async function upInForeground(
  source: string,
  options: UpOptions,
  onProgress: (progress: Progress) => void,
  onReady: (record: TwinRecord) => void,
  until: AbortSignal,
): Promise<void> {
  const request = await prepare(source, options);
  const twin = await startTwin(request.source, { ...request.options, onProgress, signal: until });
  // The twin does not keep its process running, and neither does an abort signal.
  const alive = setInterval(() => undefined, 2 ** 30);
  try {
    await copyOutputs(twin.record(), options);
    onReady(twin.record());
    if (!until.aborted) await once(until, 'abort');
  } finally {
    clearInterval(alive);
    await twin.stop();
  }
}

/** Reads the template before anything else: only it says whose state folder this is. */
async function prepare(source: string, options: UpOptions): Promise<StartRequest> {
  const { stackName } = await readSource(source, options);
  await hideFromGit(options.state);
  const stateDir = stateFolder(options.state, stackName);
  const settings: TwinOptions = {
    stack: options.stack,
    stateDir,
    parameters: options.parameters,
    basePort: options.basePort,
    maxMemoryMiB: options.maxMemory,
  };
  return { source: resolve(source), options: settings };
}

async function superviseFrom(
  supervisor: string,
  request: StartRequest,
  onProgress: (progress: Progress) => void,
): Promise<TwinRecord> {
  // A session of its own: closing the terminal does not reach it. Its arguments name its folder, and nothing secret.
  const child = spawn(process.execPath, [...process.execArgv, supervisor, request.options.stateDir ?? ''], {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let lastWords = '';
  child.stderr?.on('data', (chunk: Buffer) => (lastWords = (lastWords + chunk.toString()).slice(-2000)));
  try {
    return await new Promise<TwinRecord>((resolvePromise, reject) => {
      child.on('message', (report: SupervisorReport) => {
        if (report.kind === 'progress') onProgress(report.progress);
        if (report.kind === 'ready') resolvePromise(report.record);
        if (report.kind === 'failed') reject(new ReportedError(report.code ?? 'SUPERVISOR_FAILED', report.message));
      });
      child.once('error', (cause) =>
        reject(new TwinError('SUPERVISOR_FAILED', `the supervisor cannot be started: ${cause.message}`, { cause })),
      );
      child.once('exit', (code, signal) =>
        reject(
          new TwinError(
            'SUPERVISOR_FAILED',
            `the supervisor ended (${signal ?? `status ${code}`}) before the twin was ready. ${lastWords}`,
          ),
        ),
      );
      child.send(request);
    });
  } finally {
    if (child.connected) child.disconnect();
    child.stderr?.destroy();
    child.unref();
  }
}

async function copyOutputs(record: TwinRecord, options: UpOptions): Promise<void> {
  if (options.outputsFile === undefined) return;
  const target = resolve(options.outputsFile);
  await mkdir(dirname(target), { recursive: true });
  await copyFile(record.outputsFile, target);
}

/** A state folder holds secrets, and lies where people commit. */
async function hideFromGit(root: string): Promise<void> {
  await mkdir(root, { recursive: true, mode: 0o700 }).catch((cause: unknown) => {
    throw new TwinError(
      'STATE_UNUSABLE',
      `${resolve(root)} cannot be made: ${(cause as Error).message}; choose another with --state`,
      { cause },
    );
  });
  await writeFile(join(root, '.gitignore'), '*\n');
}
