import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { TwinError } from '../errors';

/** Below the ranges from which Linux (32768) and macOS (49152) draw the ports of outgoing connections. In ports. */
const FIRST = 20_000;
const LAST = 32_767;

/** `count` free ports, starting the search at random so that twins that start at the same time seldom meet. */
export async function freePorts(count: number, except: ReadonlySet<number> = new Set()): Promise<number[]> {
  const found: number[] = [];
  const span = LAST - FIRST + 1;
  const start = randomInt(span);
  for (let step = 0; step < span && found.length < count; step++) {
    const port = FIRST + ((start + step) % span);
    if (!except.has(port) && (await isFree(port))) found.push(port);
  }
  if (found.length === count) return found;
  throw new TwinError(
    'PORT_TAKEN',
    `${count} free ports are needed between ${FIRST} and ${LAST}; only ${found.length} are free`,
  );
}

/** The ports from `base` on, all of which must be free. */
export async function portsFrom(base: number, count: number): Promise<number[]> {
  if (!Number.isInteger(base) || base < 1024 || base + count - 1 > 65_535) {
    throw new TwinError(
      'OPTION_INVALID',
      `the first port must be from 1024 to ${65_536 - count}, so that ${count} fit; got ${base}`,
    );
  }
  const ports = Array.from({ length: count }, (_, index) => base + index);
  for (const port of ports) {
    if (!(await isFree(port))) {
      throw new TwinError(
        'PORT_TAKEN',
        `port ${port} is in use; ports ${base} to ${base + count - 1} must be free, or give no first port`,
      );
    }
  }
  return ports;
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  server.listen({ port, host: '127.0.0.1', exclusive: true });
  const free = await once(server, 'listening').then(
    () => true,
    () => false, // in use, or not ours to use
  );
  if (free) {
    server.close();
    await once(server, 'close');
  }
  return free;
}
