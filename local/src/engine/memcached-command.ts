import type { MemcachedOption } from '../../../lib/model/memcached-parameters';

/** How one Memcached process is started. */
export interface MemcachedCommand {
  /** Of the program. */
  readonly path: string;
  /** The node's own, absolute. */
  readonly directory: string;
  readonly port: number;
  readonly memoryMiB: number;
  readonly options: readonly MemcachedOption[];
}

/** Name of the file below the node's directory that the process writes its number to. */
const PID_FILE = 'memcached.pid';

/**
 * A shell script that becomes the process. Memcached reads no configuration file; its arguments hold nothing secret, and one of them
 * names the node's directory, by which the twin recognizes its own processes.
 */
export function renderMemcachedScript({ path, directory, port, memoryMiB, options }: MemcachedCommand): string {
  const words = [
    path,
    // It refuses to run as root unless that is said.
    ...(process.getuid?.() === 0 ? ['-u', 'root'] : []),
    ...['-l', '127.0.0.1', '-p', String(port), '-U', '0', '-m', String(memoryMiB), '-P', `${directory}/${PID_FILE}`],
    ...options.flatMap((option) => option.words),
  ];
  return `exec ${words.map(quote).join(' ')}\n`;
}

const quote = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;
