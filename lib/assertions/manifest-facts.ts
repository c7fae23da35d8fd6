import { MANIFEST_OUTPUT_PREFIX } from '../contract';
import type { NamespaceFacts } from './facts';
import { isRecord } from './records';
import { type Resource, type Resources, referencesIn } from './resources';

/** What a cache's manifest, an output of its stack, says that the resources do not. */
export interface ManifestFacts {
  readonly namespaces: readonly NamespaceFacts[];
  /** For whom a user was made, by user name. */
  readonly consumers: ReadonlyMap<string, string>;
}

/** Reads the manifest of a cache; empty where the stack publishes none, as a template without this kit does. */
export function manifestFacts(resources: Resources, cache: Resource): ManifestFacts {
  const manifest = Object.entries(resources.template.Outputs ?? {})
    .filter(([name]) => name.startsWith(MANIFEST_OUTPUT_PREFIX))
    .map(([, { Value }]) => ({ Value, parsed: parsed(Value) }))
    .find(({ Value, parsed: { cacheId } }) => referencesIn(Value).has(cache.logicalId) || isIdOf(cacheId, cache));
  const { auth, namespaces } = manifest?.parsed ?? {};
  return {
    namespaces: records(namespaces).map(namespaceFacts),
    consumers: new Map(
      records(isRecord(auth) ? auth.users : undefined).map(({ userName, consumer }) => [
        text(userName),
        text(consumer),
      ]),
    ),
  };
}

function isIdOf(cacheId: unknown, { path }: Resource): boolean {
  return typeof cacheId === 'string' && path !== undefined && path.replace(/\/Resource$/, '') === cacheId;
}

/** What only the deployment knows becomes a zero: inside a text as well as where a number stands. */
function parsed(value: unknown): Readonly<Record<string, unknown>> {
  const parts = isRecord(value) && Array.isArray(value['Fn::Join']) ? (value['Fn::Join'] as unknown[])[1] : [value];
  const json = (Array.isArray(parts) ? parts : []).map((part) => (typeof part === 'string' ? part : '0')).join('');
  try {
    const manifest: unknown = JSON.parse(json);
    return isRecord(manifest) ? manifest : {};
  } catch {
    // Somebody else's output whose name happens to begin alike.
    return {};
  }
}

function namespaceFacts({ name, keyPrefix, pattern, ttlMs }: Readonly<Record<string, unknown>>): NamespaceFacts {
  return {
    name: text(name),
    keyPrefix: text(keyPrefix),
    pattern: text(pattern),
    ...(typeof ttlMs === 'number' ? { ttlMs } : {}),
  };
}

function records(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
