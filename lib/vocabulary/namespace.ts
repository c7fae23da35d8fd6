import type { IConstruct } from 'constructs';
import type { CachePattern } from './cache-pattern';

/** A named logical cache inside a cache. Made by the cache's `addNamespace`. */
export class Namespace {
  /** Every key of the namespace starts with this. */
  public readonly keyPrefix: string;

  /** @internal */
  public constructor(
    /** The cache that the namespace lives in. */
    public readonly cache: IConstruct,
    /** The name by which an application asks for it. */
    public readonly name: string,
    /** What the namespace is used for. */
    public readonly pattern: CachePattern,
  ) {
    this.keyPrefix = `${name}:`;
  }
}
