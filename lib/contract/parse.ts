import { FieldReader, type Fields, isRecord, show } from './fields';
import {
  type CacheKind,
  type CacheManifest,
  MANIFEST_VERSION,
  type ManifestAuth,
  type ManifestEndpoint,
  type ManifestEndpoints,
  type ManifestEvictionPolicy,
  type ManifestIam,
  type ManifestNamespace,
  type ManifestRestriction,
  type ManifestTwin,
  type ManifestUser,
} from './manifest';

/** Why a text is not a manifest that this release can read. `code` is stable. */
export class ManifestError extends Error {
  public constructor(
    public readonly code: 'MANIFEST_NOT_JSON' | 'MANIFEST_VERSION_UNSUPPORTED' | 'MANIFEST_INVALID',
    message: string,
  ) {
    super(`${code}: ${message}`);
    this.name = 'ManifestError';
  }
}

const KINDS: readonly CacheKind[] = ['replicated', 'sharded', 'serverless', 'memcached'];
const ENGINES = ['valkey', 'redis', 'memcached'] as const;
const POLICIES: readonly ManifestEvictionPolicy[] = [
  'volatile-lru',
  'allkeys-lru',
  'volatile-lfu',
  'allkeys-lfu',
  'volatile-random',
  'allkeys-random',
  'volatile-ttl',
  'noeviction',
];

/**
 * Reads a manifest from JSON text or from the parsed value. Unknown fields are dropped, so a manifest of a later minor
 * release parses; an unknown major version is refused before anything else is looked at.
 *
 * @throws ManifestError naming every field that is wrong, what was found there and what is allowed
 */
export function parseManifest(input: string | object): CacheManifest {
  const value = typeof input === 'string' ? parseJson(input) : input;
  if (!isRecord(value)) throw new ManifestError('MANIFEST_INVALID', `a manifest is a JSON object, got ${show(value)}`);
  if (value.manifestVersion !== MANIFEST_VERSION) {
    throw new ManifestError(
      'MANIFEST_VERSION_UNSUPPORTED',
      `this release reads manifest version ${MANIFEST_VERSION}, got ${show(value.manifestVersion)}; ` +
        'update @elasticache-kit packages of the application and of the CDK app to the same major version',
    );
  }
  const reader = new FieldReader();
  const manifest = readManifest(reader, value);
  if (reader.findings.length > 0) {
    throw new ManifestError('MANIFEST_INVALID', reader.findings.join('; '));
  }
  return manifest;
}

/** Tells whether a stack output's value is a manifest, of whatever version. */
export function looksLikeManifest(value: unknown): value is string {
  if (typeof value !== 'string' || !value.startsWith('{')) return false;
  try {
    const parsed: unknown = JSON.parse(value);
    return isRecord(parsed) && 'manifestVersion' in parsed;
  } catch {
    return false;
  }
}

function readManifest(r: FieldReader, v: Fields): CacheManifest {
  const engine = r.record(v, 'engine', 'manifest');
  const kind = r.oneOf(v, 'kind', 'manifest', KINDS);
  return {
    manifestVersion: MANIFEST_VERSION,
    cacheId: r.text(v, 'cacheId', 'manifest'),
    kind,
    engine: { name: r.oneOf(engine, 'name', 'engine', ENGINES), version: r.text(engine, 'version', 'engine') },
    endpoints: readEndpoints(r, r.record(v, 'endpoints', 'manifest'), kind),
    tls: r.flag(v, 'tls', 'manifest'),
    auth: readAuth(r, r.record(v, 'auth', 'manifest')),
    evictionPolicy: r.oneOf(v, 'evictionPolicy', 'manifest', POLICIES),
    namespaces: r.list(v, 'namespaces', 'manifest').map((n, i) => readNamespace(r, n, `namespaces[${i}]`)),
    restricted: r.strings(v, 'restricted', 'manifest') as ManifestRestriction[],
    ...(v.region === undefined ? {} : { region: r.text(v, 'region', 'manifest') }),
    ...(v.twin === undefined ? {} : { twin: readTwin(r, r.record(v, 'twin', 'manifest')) }),
  };
}

function readEndpoints(r: FieldReader, v: Fields, kind: CacheKind): ManifestEndpoints {
  const needed = kind === 'replicated' ? 'primary' : 'configuration';
  if (v[needed] === undefined) r.finding(`endpoints.${needed}`, 'present for this kind of cache', undefined);
  const read = (name: string): ManifestEndpoint | undefined => {
    if (v[name] === undefined) return undefined;
    const endpoint = r.record(v, name, 'endpoints');
    return { host: r.text(endpoint, 'host', `endpoints.${name}`), port: r.port(endpoint, 'port', `endpoints.${name}`) };
  };
  const [configuration, primary, reader] = [read('configuration'), read('primary'), read('reader')];
  return { ...(configuration && { configuration }), ...(primary && { primary }), ...(reader && { reader }) };
}

function readAuth(r: FieldReader, v: Fields): ManifestAuth {
  const kind = r.oneOf(v, 'kind', 'auth', ['none', 'token', 'users'] as const);
  if (kind === 'none') return { kind };
  if (kind === 'token') return { kind, secretArn: r.text(v, 'secretArn', 'auth') };
  const users = r.list(v, 'users', 'auth').map((u, i): ManifestUser => {
    const at = `auth.users[${i}]`;
    return {
      consumer: r.text(u, 'consumer', at),
      userName: r.text(u, 'userName', at),
      ...readProof(r, u, at),
      namespaces: r.strings(u, 'namespaces', at),
    };
  });
  return { kind, users };
}

/** A user without a way to prove who it is cannot connect; one with two leaves open which is meant. */
function readProof(r: FieldReader, u: Fields, at: string): Pick<ManifestUser, 'secretArn' | 'iam'> {
  if (u.iam === undefined) return { secretArn: r.text(u, 'secretArn', at) };
  if (u.secretArn !== undefined) r.finding(`${at}.secretArn`, 'absent where iam is present', u.secretArn);
  return { iam: readIam(r, r.record(u, 'iam', at), `${at}.iam`) };
}

function readIam(r: FieldReader, v: Fields, at: string): ManifestIam {
  return {
    userId: r.text(v, 'userId', at),
    cacheName: r.text(v, 'cacheName', at),
    serverless: r.flag(v, 'serverless', at),
  };
}

function readNamespace(r: FieldReader, v: Fields, at: string): ManifestNamespace {
  const jitter = v.jitter === undefined ? undefined : r.number(v, 'jitter', at, 0, 1);
  return {
    name: r.text(v, 'name', at),
    keyPrefix: r.text(v, 'keyPrefix', at),
    pattern: r.text(v, 'pattern', at),
    ...(v.ttlMs === undefined ? {} : { ttlMs: r.number(v, 'ttlMs', at, 1, Number.MAX_SAFE_INTEGER) }),
    ...(jitter === undefined ? {} : { jitter }),
    ...(v.negativeTtlMs === undefined
      ? {}
      : { negativeTtlMs: r.number(v, 'negativeTtlMs', at, 0, Number.MAX_SAFE_INTEGER) }),
  };
}

function readTwin(r: FieldReader, v: Fields): ManifestTwin {
  return {
    address: r.text(v, 'address', 'twin'),
    ...(v.caFile === undefined ? {} : { caFile: r.text(v, 'caFile', 'twin') }),
    ...(v.secretsFile === undefined ? {} : { secretsFile: r.text(v, 'secretsFile', 'twin') }),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ManifestError('MANIFEST_NOT_JSON', `a manifest is JSON text: ${(cause as Error).message}`);
  }
}
