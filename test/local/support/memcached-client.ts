import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { readFileSync } from 'node:fs';
import type { Twin } from '@elasticache-kit/local';

/** Where to talk Memcached to, as a client that knows nothing of the twin. */
export interface MemcachedTarget {
  readonly host: string;
  readonly port: number;
}

/** Sends text, followed by `quit`, and tells everything that came back until the connection was closed. */
export async function memcached(twin: Twin, { host, port }: MemcachedTarget, ...lines: string[]): Promise<string> {
  return exchange(twin.caFile, { host, port }, `${[...lines, 'quit'].join('\r\n')}\r\n`);
}

/** @param caFile absent: without TLS */
export async function exchange(
  caFile: string | undefined,
  { host, port }: MemcachedTarget,
  text: string | Buffer,
): Promise<string> {
  const address = { host: '127.0.0.1', port };
  const socket: Socket =
    caFile === undefined ? connect(address) : connectTls({ ...address, servername: host, ca: readFileSync(caFile) });
  let reply = '';
  socket.on('data', (bytes: Buffer) => (reply += bytes.toString('latin1')));
  socket.write(text);
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('close', () => resolve(reply));
  });
}

/** The nodes that auto discovery names. */
export function discovered(reply: string): MemcachedTarget[] {
  const [head = '', version, nodes = ''] = reply.split(/\r?\n/);
  const length = Number(/^CONFIG cluster 0 (\d+)$/.exec(head)?.[1]);
  const body = `${version}\n${nodes}\n`;
  if (body.length !== length) throw new Error(`CONFIG says ${length} bytes, and has ${body.length}: ${reply}`);
  if (!reply.startsWith(`${head}\r\n${body}\r\nEND\r\n`)) throw new Error(`not a configuration: ${reply}`);
  return nodes.split(' ').map((node) => {
    const [host = '', address = '', port = ''] = node.split('|');
    if (address !== '127.0.0.1') throw new Error(`not reachable: ${node}`);
    return { host, port: Number(port) };
  });
}
