import { KeyObject, webcrypto } from 'node:crypto';
import type * as X509 from '@peculiar/x509';

/** What a node presents: PEM texts. */
export interface NodeCertificate {
  readonly certificate: string;
  readonly privateKey: string;
}

/** A certificate authority that exists for one twin. Its key lives in this object alone and is never written anywhere. */
export interface Authority {
  /** PEM text of the authority's own certificate: what clients trust. */
  readonly certificate: string;
  /** Issues a certificate for host names (wildcards allowed). As on ElastiCache it names no IP address. */
  issue(hostNames: readonly [string, ...string[]]): Promise<NodeCertificate>;
}

const DAY_MS = 86_400_000;
/** Longer than a twin is left running, no longer than clients accept for a certificate (398 days). */
const VALID_MS = 397 * DAY_MS;
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/** Makes an authority with an ECDSA P-256 key. Certificates follow RFC 5280. */
export async function createAuthority(name: string): Promise<Authority> {
  const x509 = await loadLibrary();
  const keys = await newKeys();
  const own = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    keys,
    signingAlgorithm: ALGORITHM,
    ...validity(),
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return {
    certificate: `${own.toString('pem')}\n`,
    async issue(hostNames) {
      const node = await newKeys();
      const issued = await x509.X509CertificateGenerator.create({
        subject: 'CN=elasticache-kit twin node',
        issuer: own.subject,
        publicKey: node.publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: ALGORITHM,
        ...validity(),
        extensions: [
          new x509.BasicConstraintsExtension(false, undefined, true),
          new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
          // A node is also a client: of its primary, and of every other node on the cluster bus.
          new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth, x509.ExtendedKeyUsage.clientAuth]),
          new x509.SubjectAlternativeNameExtension(hostNames.map((value) => ({ type: 'dns', value }))),
          await x509.SubjectKeyIdentifierExtension.create(node.publicKey),
          await x509.AuthorityKeyIdentifierExtension.create(keys.publicKey),
        ],
      });
      return {
        certificate: `${issued.toString('pem')}\n`,
        privateKey: KeyObject.from(node.privateKey).export({ type: 'pkcs8', format: 'pem' }) as string,
      };
    },
  };
}

/** Loaded when a template has TLS, and not before: it takes some two tenths of a second. */
async function loadLibrary(): Promise<typeof X509> {
  await import('reflect-metadata'); // the library asks for it
  return import('@peculiar/x509');
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

function validity(): { readonly notBefore: Date; readonly notAfter: Date } {
  const now = Date.now();
  // Virtual machines wake up with clocks that are behind.
  return { notBefore: new Date(now - DAY_MS), notAfter: new Date(now + VALID_MS - DAY_MS) };
}
