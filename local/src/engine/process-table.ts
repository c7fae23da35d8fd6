import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Sends a signal to a process that may have ended meanwhile. Tells whether it was there. */
export function signalAlive(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

/** What tells a process from a later one with the same number: when it started; `undefined` where it is not running. */
export async function startOf(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined); // no such process
    // The command's name, in brackets, may itself hold spaces and brackets. A zombie has ended.
    const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields === undefined || fields[0] === 'Z' ? undefined : fields[19];
  }
  const answer = await run('ps', ['-o', 'stat=,lstart=', '-p', String(pid)]).catch(() => undefined); // no such process
  const text = answer?.stdout.trim() ?? '';
  return text === '' || text.startsWith('Z') ? undefined : text.replace(/^\S+\s+/, '');
}

/** The command line of a process, its words separated by spaces; `undefined` where it is not running. */
export async function commandLineOf(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') {
    const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined); // no such process
    return text === undefined || text === '' ? undefined : text.replaceAll('\0', ' ').trim();
  }
  const answer = await run('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => undefined); // no such process
  const text = answer?.stdout.trim() ?? '';
  return text === '' ? undefined : text;
}
