import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './fixtures';

/** Whether a process runs; one that ended and was not yet collected by its parent does not. */
export function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  return process.platform !== 'linux' || !/^State:\s+Z/m.test(readProc(String(pid), 'status'));
}

/** Command lines of all processes. Read from /proc where there is one: a bare machine need not have `ps`. */
export function commandLines(): string {
  if (process.platform !== 'linux')
    return execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8', maxBuffer: 2 ** 24 });
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map((pid) => readProc(pid, 'cmdline').replaceAll('\0', ' ').trim()).join('\n');
}

export function parentOf(pid: number): number {
  if (process.platform !== 'linux')
    return Number(execFileSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' }));
  return Number(/^PPid:\s+(\d+)/m.exec(readProc(String(pid), 'status'))?.[1]);
}

function readProc(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return ''; // it has ended meanwhile
  }
}

/** Command lines of the engines whose files lie in a folder. The space in its name is on purpose. */
export function enginesOf(folder: string): string[] {
  return commandLines()
    .split('\n')
    .filter((line) => line.includes(`${folder}/`) && /-server |memcached /.test(line));
}

export function temporaryFolder(): string {
  return mkdtempSync(path.join(tmpdir(), 'elasticache kit test-'));
}

/** How Node runs TypeScript sources as they are. */
export const fromSource = ['--import', pathToFileURL(require.resolve('tsx')).href];

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a Node program, and waits for its end. */
export async function runNode(
  args: string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<Finished> {
  const child = spawn(process.execPath, args, {
    cwd: options.cwd ?? root,
    env: { ...process.env, NO_COLOR: '1', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, ...output };
}
