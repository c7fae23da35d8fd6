import { type CacheManifest, MANIFEST_VERSION, type ManifestAuth, type ManifestNamespace } from '../contract';
import { MAX_NAME_LENGTH } from '../model/names';
import type { Namespace } from '../vocabulary/namespace';
import type { CacheFacts } from './facts';

export function manifestOf(facts: CacheFacts, auth: ManifestAuth, namespaces: readonly Namespace[]): CacheManifest {
  return {
    manifestVersion: MANIFEST_VERSION,
    cacheId: facts.cacheId,
    kind: facts.kind,
    engine: facts.engine,
    endpoints: facts.endpoints,
    tls: facts.tls,
    auth,
    evictionPolicy: facts.evictionPolicy,
    namespaces: namespaces.map(describeNamespace),
    restricted: facts.restricted,
    region: facts.region,
  };
}

function describeNamespace({ name, keyPrefix, pattern }: Namespace): ManifestNamespace {
  return { name, keyPrefix, pattern: pattern.name, ...pattern._settings };
}

/** Host names: the group's id (40) twice, a hash, a Region code and the domain. */
const LONGEST_ENDPOINT = { host: 'h'.repeat(150), port: 65535 };

/**
 * The longest that a manifest can become in bytes once the tokens have values, to choose its way into a consumer's environment
 * while the template is made.
 */
export function manifestSizeBound(facts: CacheFacts, consumer: string, namespaces: readonly Namespace[]): number {
  const endpoints = Object.fromEntries(Object.keys(facts.endpoints).map((name) => [name, LONGEST_ENDPOINT]));
  const user = {
    consumer,
    userName: 'u'.repeat(MAX_NAME_LENGTH),
    // Longer than what an IAM user's place takes. An ARN holds a secret's name, which is made from a logical id.
    secretArn: 'a'.repeat(240),
    namespaces: namespaces.map((namespace) => namespace.name),
  };
  const longest = { ...facts, endpoints, region: 'r'.repeat(20) };
  return JSON.stringify(manifestOf(longest, { kind: 'users', users: [user] }, namespaces)).length;
}
