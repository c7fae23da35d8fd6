import { isIP, type LookupFunction } from 'node:net';
import { createSecureContext, type SecureContext } from 'node:tls';
import { createClient, type RedisClientOptions } from '@redis/client';
import type { SecretSource } from '../secrets';
import { Connection } from './connection';
import { endpointName, type Endpoint } from './endpoint';
import { replyWord, toDriverError } from './failure';
import { DriverError } from './port';
import type { DriverSettings } from './settings';
import type { Watchdog } from './watchdog';

/** How every node of one cache is reached. */
export interface DialOptions {
  readonly tls: boolean;
  /** PEM text of the only certificate authority to trust; the system's where absent. */
  readonly ca?: string;
  /** Address that every host name resolves to; the system's resolver where absent. */
  readonly address?: string;
  /** User and password; absent where the cache has no access control. */
  readonly secret?: SecretSource;
}

/** How far an attempt to connect came that was not answered in time; the `code` of its cause. */
export type DialPhase = 'NO_HANDSHAKE' | 'NO_HELLO';

type SocketOptions = NonNullable<RedisClientOptions['socket']>;

/** Opens connections. */
export class Dialer {
  readonly #tls: { readonly secureContext: SecureContext } | undefined;
  readonly #lookup: LookupFunction | undefined;

  public constructor(
    private readonly options: DialOptions,
    private readonly settings: DriverSettings,
    private readonly watchdog: Watchdog,
  ) {
    // One context for all connections: building it parses every trusted certificate.
    this.#tls = options.tls ? { secureContext: createSecureContext({ ca: options.ca }) } : undefined;
    this.#lookup = options.address === undefined ? undefined : resolveAllTo(options.address);
  }

  /**
   * Opens one connection and authenticates. A refused password is read once more before it counts, because it may have been
   * rotated since it was read.
   *
   * @throws DriverError with the reason as its cause; `auth` where the engine refused the user or the secret could not be read
   */
  public async dial(endpoint: Endpoint, signal: AbortSignal, withinMs = this.settings.dialMs): Promise<Connection> {
    const { secret } = this.options;
    if (secret === undefined) return this.#open(endpoint, signal, withinMs, undefined);
    const credentials = await readSecret(secret, endpoint);
    try {
      return await this.#open(endpoint, signal, withinMs, credentials);
    } catch (error) {
      if (!(error instanceof DriverError) || error.kind !== 'auth') throw error;
      secret.refused(credentials);
      const renewed = await readSecret(secret, endpoint);
      if (renewed.password === credentials.password) throw error;
      return this.#open(endpoint, signal, withinMs, renewed);
    }
  }

  async #open(
    endpoint: Endpoint,
    signal: AbortSignal,
    withinMs: number,
    credentials: { readonly username: string; readonly password: string } | undefined,
  ): Promise<Connection> {
    // node-redis cannot destroy a socket that is still connecting, so the socket itself listens to this signal.
    const abort = new AbortController();
    let [late, done] = [false, false];
    const giveUp = (): void => abort.abort();
    // Judged after the poll phase, so that an answer that already lies in the socket counts.
    const judge = (): void => {
      late = !done;
      if (late) giveUp();
    };
    const timer = setTimeout(() => setImmediate(judge), withinMs);
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    const client = blueprint().duplicate({
      socket: this.#socketOptions(endpoint, abort.signal),
      ...(credentials && {
        credentialsProvider: { type: 'async-credentials-provider', credentials: () => Promise.resolve(credentials) },
      }),
    });
    let phase: DialPhase = 'NO_HANDSHAKE';
    client.on('error', noteInConnect);
    client.on('connect', () => {
      phase = 'NO_HELLO';
      // The socket's signal does not cover commands, and a hung engine never answers HELLO.
      abort.signal.addEventListener('abort', () => client.destroy(), { once: true });
      if (abort.signal.aborted) client.destroy();
    });
    try {
      await client.connect();
      if (abort.signal.aborted || !client.isReady) throw new Error('closed while it was being opened');
      return new Connection(endpoint, client, this.watchdog, this.settings);
    } catch (error) {
      client.destroy();
      if (late) throw dialError(`no answer within ${withinMs} ms`, endpoint, { code: phase });
      if (abort.signal.aborted) throw dialError('given up', endpoint, signal.reason);
      throw replyWord(error) === undefined
        ? dialError(reasonOf(error), endpoint, error)
        : toDriverError(error, endpoint);
    } finally {
      done = true;
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
    }
  }

  #socketOptions(endpoint: Endpoint, signal: AbortSignal): SocketOptions {
    const common = {
      host: endpoint.host,
      port: endpoint.port,
      connectTimeout: 0, // None: it would cover the handshake only. The signal ends the attempt, whatever it waits for.
      // Reconnecting is the node's business: it decides when, and tells the layers above meanwhile.
      reconnectStrategy: false as const,
      lookup: this.#lookup,
      signal,
    };
    if (this.#tls === undefined) return common;
    const servername = isIP(endpoint.host) === 0 ? endpoint.host : undefined;
    return { ...common, ...this.#tls, tls: true, servername, rejectUnauthorized: true };
  }
}

let shared: ReturnType<typeof createClient> | undefined;

/**
 * The client that all others are duplicates of: `createClient` builds a class with every command, 32 to 55 ms each time.
 *
 * Timeouts are off because ours cover more and cost less; the maintenance handshake is for Redis Enterprise; a command for a
 * connection that is gone must fail, not wait in a queue.
 */
function blueprint(): ReturnType<typeof createClient> {
  if (shared === undefined) {
    shared = createClient({
      commandOptions: { timeout: undefined },
      maintNotifications: 'disabled',
      disableClientInfo: true,
      disableOfflineQueue: true,
    });
    shared.on('error', noteInConnect);
    shared.destroy();
  }
  return shared;
}

/** What goes wrong while connecting also rejects `connect`; the event needs a listener or it would end the process. */
function noteInConnect(): void {}

function resolveAllTo(address: string): LookupFunction {
  const family = isIP(address);
  return (_hostname, options, callback) => {
    if (options.all === true) callback(null, [{ address, family }]);
    else callback(null, address, family);
  };
}

function dialError(reason: string, endpoint: Endpoint, cause?: unknown): DriverError {
  const node = endpointName(endpoint);
  return new DriverError('down', `cannot connect to ${node}: ${reason}`, { cause, node });
}

async function readSecret(secret: SecretSource, endpoint: Endpoint): Promise<{ username: string; password: string }> {
  try {
    return await secret.get();
  } catch (cause) {
    throw new DriverError('auth', `no credentials: ${reasonOf(cause)}`, { cause, node: endpointName(endpoint) });
  }
}

function reasonOf(error: unknown): string {
  // A host with several addresses fails with an AggregateError whose own message is empty.
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
