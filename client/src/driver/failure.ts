import { ErrorReply } from '@redis/client';
import { endpointName, parseEndpoint, type Endpoint } from './endpoint';
import { DriverError, type DriverErrorKind } from './port';

/** First word of an error reply, and what it means to the layers above. Words that are not here are `reply`. */
const KINDS: Readonly<Record<string, DriverErrorKind>> = {
  WRONGPASS: 'auth',
  NOAUTH: 'auth',
  NOPERM: 'denied',
  READONLY: 'readonly',
  OOM: 'oom',
  CLUSTERDOWN: 'unavailable',
  LOADING: 'unavailable',
  TRYAGAIN: 'unavailable',
  MASTERDOWN: 'unavailable',
  BUSY: 'unavailable',
};

/** The first word of an error reply, or undefined for anything that the engine did not say. */
export function replyWord(error: unknown): string | undefined {
  if (!(error instanceof ErrorReply)) return undefined;
  const space = error.message.indexOf(' ');
  return space === -1 ? error.message : error.message.slice(0, space);
}

/** A node that says another one serves the slot: for good (`moved`), or for this command while the slot migrates (`ask`). */
export interface Redirection {
  readonly kind: 'moved' | 'ask';
  readonly slot: number;
  readonly to: Endpoint;
}

/** Reads `MOVED 3999 host:port` and `ASK 3999 host:port` (https://valkey.io/topics/cluster-spec/, "Redirection and resharding"). */
export function redirectionOf(error: unknown, sayer: Endpoint): Redirection | undefined {
  const word = replyWord(error);
  if (word !== 'MOVED' && word !== 'ASK') return undefined;
  const [, slot, target] = (error as Error).message.split(' ');
  const to = parseEndpoint(target ?? '', sayer);
  return to === undefined ? undefined : { kind: word === 'MOVED' ? 'moved' : 'ask', slot: Number(slot), to };
}

/** Puts whatever a connection threw into the words of the port. */
export function toDriverError(error: unknown, endpoint: Endpoint): DriverError {
  if (error instanceof DriverError) return error;
  const node = endpointName(endpoint);
  const word = replyWord(error);
  if (word !== undefined)
    return new DriverError(KINDS[word] ?? 'reply', (error as Error).message, { cause: error, node });
  const reason = error instanceof Error ? error.message : String(error);
  return new DriverError('down', `the connection to ${node} is lost: ${reason}`, { cause: error, node });
}
