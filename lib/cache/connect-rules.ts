import type { IConstruct } from 'constructs';
import { type Rule, unless } from '../model/finding';
import { isName, MAX_NAME_LENGTH } from '../model/names';
import type { Namespace } from '../vocabulary/namespace';

/** A consumer about to be connected to a cache. */
export interface ConnectRequest {
  readonly cache: IConstruct;
  readonly consumer: string;
  readonly namespaces: readonly Namespace[];
  readonly connected: readonly string[];
  readonly needsPrincipal: boolean;
  readonly hasPrincipal: boolean;
  /** The cache that the consumer's environment already leads to, where it is to lead to this one as well. */
  readonly otherCache: string | undefined;
  readonly isQualifiedFunction: boolean;
  /** Why the consumer cannot be reached over the network; absent where it can. */
  readonly networkObjection: string | undefined;
  /** In bytes, at most. */
  readonly manifestSize: number;
}

/** An SSM parameter of the advanced tier: https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html */
const MAX_MANIFEST_BYTES = 8192;

const namespaceNeeded: Rule<ConnectRequest> = {
  id: 'CON_WITHOUT_NAMESPACE',
  check: ({ consumer, namespaces }) =>
    unless(namespaces.length > 0, {
      given: `no namespace for '${consumer}'`,
      allowed: 'at least one: a consumer gets rights on namespaces only',
      fix: 'Pass what addNamespace returned: connect(consumer, { namespaces: [products] })',
    }),
};

const ownNamespaces: Rule<ConnectRequest> = {
  id: 'CON_NAMESPACE_FOREIGN',
  check: ({ cache, namespaces }) =>
    namespaces.flatMap((namespace) =>
      unless(namespace.cache === cache, {
        given: `namespace '${namespace.name}' of ${namespace.cache.node.path}`,
        allowed: `namespaces of ${cache.node.path}`,
        fix: 'Connect the consumer to that cache too, or add the namespace to this one',
      }),
    ),
};

const consumerName: Rule<ConnectRequest> = {
  id: 'CON_NAME_INVALID',
  check: ({ consumer }) =>
    unless(isName(consumer), {
      given: `consumer '${consumer}'`,
      allowed: `a lower-case letter, then lower-case letters, digits and hyphens; at most ${MAX_NAME_LENGTH} characters`,
      fix: "Name it: connect(…, { consumer: 'catalog' })",
    }),
};

const consumerOnce: Rule<ConnectRequest> = {
  id: 'CON_REPEATED',
  check: ({ consumer, connected }) =>
    unless(!connected.includes(consumer), {
      given: `a second consumer '${consumer}'`,
      allowed: 'one connect call for each consumer name of a cache',
      fix: "Name all its namespaces in one call, or tell the consumers apart: connect(…, { consumer: 'catalog-writer' })",
    }),
};

const principal: Rule<ConnectRequest> = {
  id: 'CON_WITHOUT_PRINCIPAL',
  check: ({ consumer, needsPrincipal, hasPrincipal }) =>
    unless(!needsPrincipal || hasPrincipal, {
      given: `consumer '${consumer}', which has no role of its own`,
      allowed: 'consumers with a role, or any other together with `grantee`',
      fix: 'Say who reads the password: connect(…, { grantee: taskDefinition.taskRole })',
    }),
};

const qualifiedFunction: Rule<ConnectRequest> = {
  id: 'CON_QUALIFIED_FUNCTION',
  check: ({ consumer, isQualifiedFunction }) =>
    unless(!isQualifiedFunction, {
      given: `'${consumer}', a version or an alias of a Lambda function`,
      allowed: 'the function itself: its versions and aliases share its role, its network and its environment',
      fix: 'Connect the function; versions that are published after that find the cache',
    }),
};

const secondCache: Rule<ConnectRequest> = {
  id: 'CON_SECOND_CACHE',
  check: ({ cache, consumer, connected, otherCache }) =>
    // The same connection twice is refused as such.
    unless(otherCache === undefined || connected.includes(consumer), {
      given: `'${consumer}', whose environment already leads to ${otherCache}, connected to ${cache.node.path}`,
      allowed: 'one cache in the environment of a consumer: a second one would take the place of the first',
      fix: 'Use connect(…, { environment: false }) for one of them, and set what it returns in `environment` under names of your own',
    }),
};

const network: Rule<ConnectRequest> = {
  id: 'CON_OUTSIDE_VPC',
  check: ({ consumer, networkObjection, isQualifiedFunction }) =>
    // Versions and aliases are refused as such.
    unless(networkObjection === undefined || isQualifiedFunction, {
      given: `consumer '${consumer}' without security groups (${networkObjection})`,
      allowed: 'consumers inside a VPC: a cache has no public address',
      fix: 'Put the consumer into the VPC of the cache, for a Lambda function with its `vpc` property',
    }),
};

const manifestSize: Rule<ConnectRequest> = {
  id: 'CON_MANIFEST_TOO_LARGE',
  check: ({ consumer, namespaces, manifestSize: bytes }) =>
    unless(bytes <= MAX_MANIFEST_BYTES, {
      given: `a manifest of up to ${bytes} bytes for '${consumer}' with its ${namespaces.length} namespaces`,
      allowed: `${MAX_MANIFEST_BYTES} bytes, the size of an SSM parameter`,
      fix: 'Connect the consumer to fewer namespaces',
    }),
};

/** What connecting a consumer can get wrong. */
export const CONNECT_RULES: readonly Rule<ConnectRequest>[] = [
  namespaceNeeded,
  ownNamespaces,
  consumerName,
  consumerOnce,
  principal,
  qualifiedFunction,
  secondCache,
  network,
  manifestSize,
];
