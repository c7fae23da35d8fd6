import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { TwinError } from '../errors';
import { ReplyScanner } from './memcache-stream';

/** Longest wait for a connection and for a reply, in milliseconds. */
const DEADLINE_MS = 2000;

/**
 * Sends one command of the text protocol to a Memcached process and resolves to its reply, without the last line end.
 *
 * @param name of the node, for errors
 * @throws TwinError NODE_UNREACHABLE, COMMAND_REFUSED
 */
export async function askMemcached(port: number, name: string, command: string): Promise<string> {
  const unreachable = (cause: unknown): TwinError =>
    new TwinError('NODE_UNREACHABLE', `${name}: ${(cause as Error).message}`, { cause });
  const signal = AbortSignal.timeout(DEADLINE_MS);
  const socket = connect({ port, host: '127.0.0.1' });
  try {
    await once(socket, 'connect', { signal });
    // Nothing but the reply to `mn` tells of every command where its own reply ends.
    socket.write(`${command}\r\nmn\r\n`);
    const reply = await replyOf(socket, signal);
    if (!/^(ERROR|CLIENT_ERROR|SERVER_ERROR)/.test(reply)) return reply;
    throw new TwinError('COMMAND_REFUSED', `${name} answers ${command.split(' ')[0]} with: ${reply}`);
  } catch (error) {
    throw error instanceof TwinError ? error : unreachable(error);
  } finally {
    socket.destroy();
  }
}

async function replyOf(socket: Socket, signal: AbortSignal): Promise<string> {
  const scanner = new ReplyScanner();
  const parts: Buffer[] = [];
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error(`no reply within ${DEADLINE_MS} ms`)), { once: true });
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('the connection was closed')));
    socket.on('data', (bytes: Buffer) => {
      for (const piece of scanner.feed(bytes)) {
        if ('pass' in piece) parts.push(piece.pass);
        else resolve(Buffer.concat(parts).toString('utf8').replace(/\r\n$/, ''));
      }
    });
  });
}
