import { createClient } from '@redis/client';
import { type Driver, DriverError, type Reply, type Script } from '../../../../client/src/driver/port';

export interface RawDriver extends Driver {
  /** Names of the commands that were sent, in order. */
  readonly sent: string[];
}

/**
 * The port on a bare client of one node: no deadline, no watchdog, nothing that fails fast. What the pattern promises on this it
 * promises by itself.
 */
export async function rawDriver(port: number): Promise<RawDriver> {
  const client = createClient({
    socket: { host: '127.0.0.1', port, reconnectStrategy: 50 },
    commandOptions: { timeout: undefined },
    disableOfflineQueue: true,
  });
  client.on('error', () => undefined);
  await client.connect();
  const sent: string[] = [];
  const send = async (args: readonly string[]): Promise<Reply> => {
    sent.push(args[0] ?? '');
    try {
      return (await client.sendCommand([...args])) as unknown as Reply;
    } catch (cause) {
      const text = cause instanceof Error ? cause.message : String(cause);
      throw new DriverError(/^[A-Z]+ /.test(text) ? 'reply' : 'down', text, { cause });
    }
  };
  return {
    sent,
    send,
    script: async (script: Script, keys, args) => {
      const tail = [String(keys.length), ...keys, ...args];
      try {
        return await send(['EVALSHA', script.sha1, ...tail]);
      } catch (error) {
        if (error instanceof DriverError && error.message.startsWith('NOSCRIPT')) {
          return send(['EVAL', script.lua, ...tail]);
        }
        throw error;
      }
    },
    onState: () => () => undefined,
    recycle: () => Promise.resolve(),
    close: () => {
      client.destroy();
      return Promise.resolve();
    },
  };
}
