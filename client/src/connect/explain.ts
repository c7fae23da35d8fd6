import { SocketClosedUnexpectedlyError } from '@redis/client';
import { replyWord } from '../driver/failure';

const TLS_OR_NOT = 'does the manifest agree with the cache about TLS?';

/** What the usual reasons for a failed connection mean, by the code that Node.js gives them. */
const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there: is the cache up, is the local twin started?',
  ENOTFOUND: 'the name does not resolve: was the stack deleted or deployed anew since the manifest was written?',
  EAI_AGAIN: 'name resolution does not answer: does this network have DNS?',
  ETIMEDOUT:
    'no packet came back: does the security group of the cache admit this application (cache.connect), is it in the VPC?',
  EHOSTUNREACH: 'there is no route to it: is this application in the VPC of the cache?',
  ENETUNREACH: 'there is no route to it: is this application in the VPC of the cache?',
  ECONNRESET: `the other side closed the connection: ${TLS_OR_NOT}`,
  EPROTO: `the other side does not speak TLS: ${TLS_OR_NOT}`,
  ERR_SSL_WRONG_VERSION_NUMBER: `the other side does not speak TLS: ${TLS_OR_NOT}`,
  NO_HANDSHAKE: `does the security group of the cache admit this application (cache.connect), is it in the VPC, and ${TLS_OR_NOT}`,
  NO_HELLO: 'the engine takes connections and answers none: it hangs, or is overloaded',
  ERR_TLS_CERT_ALTNAME_INVALID:
    'the certificate is for other names: connect by the name in the manifest, not by an address or an alias',
  SELF_SIGNED_CERT_IN_CHAIN:
    'the certificate was not signed by an authority this machine trusts: was the twin started anew?',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is self-signed: ElastiCache never presents one',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'the certificate was not signed by an authority this machine trusts: was the twin started anew, with another authority?',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the authority that signed the certificate is not trusted by this machine',
  CERT_SIGNATURE_FAILURE:
    'the certificate was signed by another authority of the same name: was the twin started anew since its files were read?',
  CERT_HAS_EXPIRED: 'the certificate has expired: is the clock of this machine right?',
};

/** Another attempt would end the same way. */
const FINAL = new Set([
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_SIGNATURE_FAILURE',
  'CERT_HAS_EXPIRED',
  'EPROTO',
  'ERR_SSL_WRONG_VERSION_NUMBER',
]);

/** Says in words what a failed attempt to connect means. */
export function explain(error: unknown): string {
  const meaning = codeOf(error, REASONS) ?? (wasClosed(error) ? REASONS.ECONNRESET : undefined);
  const text = error instanceof Error ? error.message : String(error);
  return meaning === undefined ? text : `${text}: ${meaning}`;
}

/** Whether trying again cannot help: wrong certificates, wrong rights, a wrong kind of cache. */
export function isFinal(error: unknown): boolean {
  for (const each of chain(error)) {
    if (FINAL.has((each as NodeJS.ErrnoException).code ?? '')) return true;
    const word = replyWord(each);
    if (word === 'NOPERM' || word === 'NOAUTH' || word === 'WRONGPASS' || word === 'ERR') return true;
  }
  return false;
}

function codeOf(error: unknown, reasons: Readonly<Record<string, string>>): string | undefined {
  for (const each of chain(error)) {
    const reason = reasons[(each as NodeJS.ErrnoException).code ?? ''];
    if (reason !== undefined) return reason;
  }
  return undefined;
}

/** The engine ends a connection that begins with bytes it does not understand without an error code. */
function wasClosed(error: unknown): boolean {
  return [...chain(error)].some((each) => each instanceof SocketClosedUnexpectedlyError);
}

function* chain(error: unknown): Generator<object> {
  for (let each = error; typeof each === 'object' && each !== null; each = (each as { cause?: unknown }).cause) {
    yield each;
    if (each instanceof AggregateError && each.errors[0] instanceof Error) yield each.errors[0];
  }
}
