import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { bits, boolean, integer, objectId, octets, sequence, set, tagged, time, utf8 } from './der';

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
  issue(hostNames: readonly [string, ...string[]]): NodeCertificate;
}

/** In days: longer than a twin is left running, no longer than clients accept for a certificate (398 days). */
const VALID_DAYS = 397;

const OID = {
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  commonName: '2.5.4.3',
  subjectKeyId: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  authorityKeyId: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
} as const;

/** Key usage bits, RFC 5280 section 4.2.1.3: keyCertSign and cRLSign; digitalSignature. */
const SIGNS_CERTIFICATES = bits(Buffer.from([0b0000_0110]), 1);
const SIGNS_HANDSHAKES = bits(Buffer.from([0b1000_0000]), 7);

/** Makes an authority with an ECDSA P-256 key. */
export function createAuthority(name: string): Authority {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const issuer = { name, key: keys.privateKey };
  const certificate = build(issuer, {
    name,
    key: keys.publicKey,
    extensions: [
      extension(OID.basicConstraints, true, sequence(boolean(true), integer(Buffer.from([0])))),
      extension(OID.keyUsage, true, SIGNS_CERTIFICATES),
    ],
  });
  return {
    certificate,
    issue(hostNames) {
      const node = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      return {
        certificate: build(issuer, {
          name: 'elasticache-kit twin node',
          key: node.publicKey,
          extensions: [
            extension(OID.basicConstraints, true, sequence()),
            extension(OID.keyUsage, true, SIGNS_HANDSHAKES),
            // A node is also a client: of its primary, and of every other node on the cluster bus.
            extension(OID.extendedKeyUsage, false, sequence(objectId(OID.serverAuth), objectId(OID.clientAuth))),
            extension(OID.subjectAltName, false, sequence(...hostNames.map(dnsName))),
          ],
        }),
        privateKey: node.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
      };
    },
  };
}

interface Subject {
  readonly name: string;
  readonly key: KeyObject;
  readonly extensions: readonly Buffer[];
}

/** Certificate of RFC 5280, section 4.1. */
function build(issuer: { readonly name: string; readonly key: KeyObject }, subject: Subject): string {
  const algorithm = sequence(objectId(OID.ecdsaWithSha256));
  const now = Date.now();
  // Virtual machines wake up with clocks that are behind.
  const validity = sequence(time(new Date(now - 86_400_000)), time(new Date(now + VALID_DAYS * 86_400_000)));
  const extensions = [
    ...subject.extensions,
    extension(OID.subjectKeyId, false, octets(keyId(subject.key))),
    extension(OID.authorityKeyId, false, sequence(tagged(0, keyId(createPublicKey(issuer.key)), false))),
  ];
  const body = sequence(
    tagged(0, integer(Buffer.from([2])), true),
    integer(randomBytes(16)),
    algorithm,
    distinguishedName(issuer.name),
    validity,
    distinguishedName(subject.name),
    publicKeyInfo(subject.key),
    tagged(3, sequence(...extensions), true),
  );
  const signed = sequence(body, algorithm, bits(sign('sha256', body, issuer.key)));
  const lines = signed.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

function extension(id: string, critical: boolean, value: Buffer): Buffer {
  return sequence(objectId(id), ...(critical ? [boolean(true)] : []), octets(value));
}

const dnsName = (name: string): Buffer => tagged(2, Buffer.from(name, 'ascii'), false);

const distinguishedName = (name: string): Buffer => sequence(set(sequence(objectId(OID.commonName), utf8(name))));

const publicKeyInfo = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' });

const keyId = (key: KeyObject): Buffer => createHash('sha256').update(publicKeyInfo(key)).digest().subarray(0, 20);
