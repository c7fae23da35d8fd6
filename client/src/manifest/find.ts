import { type CacheManifest, ENVIRONMENT, ManifestError, parseManifest } from '../../../lib/contract';
import { CacheError } from '../errors';
import type { FindOptions, Found, ManifestServices, Place } from './options';
import { places } from './places';

/** A manifest and where it came from. */
export interface FoundManifest {
  readonly manifest: CacheManifest;
  readonly where: string;
}

/**
 * Finds the manifest of the cache to connect to. The first place that holds a manifest decides, or where a cache is named, the first
 * that holds that cache.
 *
 * @throws CacheError `MANIFEST_NOT_FOUND` listing every place and what was there, `MANIFEST_AMBIGUOUS` listing the choice,
 * `MANIFEST_UNREADABLE`; ManifestError where what was found is not a manifest of this release
 */
export async function findManifest(options: FindOptions, services: ManifestServices): Promise<FoundManifest> {
  const environment = options.environment ?? process.env;
  const wanted = options.cache ?? (environment[ENVIRONMENT.cache] || undefined);
  const looked: string[] = [];
  for await (const place of places(options, services)) {
    const chosen = choose(place, wanted);
    if (chosen !== undefined) return { manifest: parse(chosen), where: chosen.where };
    looked.push(`  ${place.name}: ${describe(place)}`);
  }
  const what = wanted === undefined ? 'a cache manifest' : `the manifest of cache ${wanted}`;
  throw new CacheError(
    'MANIFEST_NOT_FOUND',
    `no place holds ${what}. Looked at, in this order:\n${looked.join('\n')}\n` +
      `Deploy with cdk deploy --outputs-file cdk-outputs.json, start the local twin, or set one of these variables`,
  );
}

function choose({ name, found }: Place, wanted: string | undefined): Found | undefined {
  const matching =
    wanted === undefined ? found : found.filter((each) => each.output === wanted || cacheIdOf(each) === wanted);
  if (matching.length <= 1) return matching[0];
  throw new CacheError(
    'MANIFEST_AMBIGUOUS',
    `${name} holds ${matching.length} caches${wanted === undefined ? '' : ` called ${wanted}`}: ` +
      `${matching.map((each) => `${cacheIdOf(each) ?? '(no cacheId)'} (output ${each.output ?? '-'})`).join(', ')}; ` +
      `choose one by option cache or ${ENVIRONMENT.cache}: a cacheId, or <stack>.<output key>`,
  );
}

function describe({ saw, found }: Place): string {
  const ids = found.map((each) => cacheIdOf(each) ?? '(no cacheId)');
  return ids.length === 0 ? saw : `${ids.length === 1 ? 'cache' : 'caches'} ${ids.join(', ')}`;
}

/** Reads no more than the id, so that a cache that is not asked for may have a manifest of any version. */
function cacheIdOf({ source }: Found): string | undefined {
  try {
    const value: unknown = typeof source === 'string' ? JSON.parse(source) : source;
    const id = (value as { cacheId?: unknown } | null)?.cacheId;
    return typeof id === 'string' ? id : undefined;
  } catch {
    return undefined; // not JSON: parsing the chosen one says so
  }
}

function parse({ source, where }: Found): CacheManifest {
  try {
    return parseManifest(source);
  } catch (error) {
    if (!(error instanceof ManifestError)) throw error;
    throw new ManifestError(error.code, `${where}: ${error.message.slice(error.code.length + 2)}`);
  }
}
