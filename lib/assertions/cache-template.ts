import type { Stack } from 'aws-cdk-lib';
import { CacheAssertion } from './cache-assertion';
import { CACHE_TYPES } from './cache-facts';
import { fail, listed } from './failure';
import type { Replacement } from './facts';
import { isCalled, nameOf, parseTemplate, type Resource, Resources } from './resources';
import { replacementsBetween } from './replacements';
import { synthesized } from './template-source';

/**
 * The caches of a CloudFormation template, for a project's own tests: readable facts about each, and assertions that fail with the
 * value seen. Reads any template, with constructs of this library or without.
 *
 * Looks at one template: rules and users that another stack adds are in that stack's template.
 *
 * @example
 * const cache = CacheTemplate.fromStack(stack).cache('Cache');
 * cache.hasTopology({ shards: 3, replicasPerShard: 2 }).hasEviction('allkeys-lru');
 * cache.hasUser('catalog').allowing('get', 'set').reaching('products:1').notAllowing('flushall');
 */
export class CacheTemplate {
  /** Synthesizes the app of a stack and reads the stack's template. The app cannot be changed afterwards. */
  public static fromStack(stack: Stack): CacheTemplate {
    const { template, paths } = synthesized(stack);
    return new CacheTemplate(new Resources(template, paths));
  }

  /** Reads a template, for example `Template.fromStack(stack).toJSON()` or an imported JSON file. */
  public static fromJSON(template: { [name: string]: unknown }): CacheTemplate {
    return new CacheTemplate(new Resources(template, new Map()));
  }

  /** Reads the JSON text of a template, for example of a file that an earlier version of the project was deployed from. */
  public static fromString(template: string): CacheTemplate {
    return new CacheTemplate(new Resources(parseTemplate(template), new Map()));
  }

  private constructor(private readonly resources: Resources) {}

  /** Names of the caches: the paths of their constructs where those are known, else their logical ids. */
  public cacheIds(): string[] {
    return this.caches().map(nameOf);
  }

  /**
   * One cache.
   *
   * @param id its construct's path or the end of it, or its logical id with or without the hash at its end; may be left out where
   *     there is only one cache. An error lists what there is.
   */
  public cache(id?: string): CacheAssertion {
    const caches = this.caches();
    const found = id === undefined ? caches : this.called(caches, id);
    const [cache] = found;
    const there = listed(caches.map(nameOf));
    if (cache === undefined) {
      return fail(id === undefined ? 'the template has no cache' : `there is no cache '${id}'; there is: ${there}`);
    }
    if (found.length > 1) {
      return fail(`${found.length} caches fit${id === undefined ? '' : ` '${id}'`}; say which one: ${there}`);
    }
    return CacheAssertion._of(this.resources, cache);
  }

  /**
   * Resources that hold data and that an update from an earlier template to this one would replace, or remove: caches and snapshots.
   * Values that are known only at deployment are compared as they are written.
   */
  public replacementsAgainst(previous: CacheTemplate): Replacement[] {
    return [...this._replacementsAgainst(previous.resources)];
  }

  /** @internal */
  public _replacementsAgainst(previous: Resources): readonly Replacement[] {
    return replacementsBetween(previous, this.resources);
  }

  /**
   * Asserts that an update from an earlier template to this one replaces and removes no cache. Changes about which AWS's sources
   * disagree (`disputed`) pass: the service makes them in place.
   */
  public keepsCachesOf(previous: CacheTemplate): CacheTemplate {
    const lost = this.replacementsAgainst(previous).filter(({ certainty }) => certainty !== 'disputed');
    if (lost.length === 0) return this;
    return fail(
      'this update would replace or remove resources and lose what they hold:\n' +
        `${lost.map((replacement) => `  ${describe(replacement)}`).join('\n')}\n` +
        'Take the change back, or move the data first and accept the new template as the one to compare with',
    );
  }

  private caches(): readonly Resource[] {
    return this.resources.ofType(...CACHE_TYPES);
  }

  /** Whose name is exactly the one given comes before those whose path ends with it. */
  private called(caches: readonly Resource[], id: string): readonly Resource[] {
    const exact = caches.filter((cache) => cache.logicalId === id || nameOf(cache) === id);
    return exact.length > 0 ? exact : caches.filter((cache) => isCalled(cache, id));
  }
}

function describe({ logicalId, resourceType, property, change, certainty, before, after }: Replacement): string {
  const what =
    property === ''
      ? `is removed${after === '' ? '' : `, its logical id becomes a ${after}`}`
      : `${property} is ${change}${before === '' ? '' : ` from ${before}`}${after === '' ? '' : ` to ${after}`}`;
  return `${resourceType} ${logicalId}: ${what}${certainty === 'conditional' ? ' (the service decides whether in place)' : ''}`;
}
