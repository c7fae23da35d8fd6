import type { CacheManifest, ManifestNamespace, ManifestUser } from '../../lib/contract';
import { awsManifestServices } from './aws';
import { guarded, type OnError, warnOnce } from './background-errors';
import { connectDriver, driverOptions } from './connect';
import type { NodeHealth, NodeRedisDriver } from './driver';
import { type Duration, durationToMs } from './duration';
import { CacheError } from './errors';
import { chooseUser, findManifest, type FindOptions } from './manifest';
import { type CacheAside, type CacheAsideOptions, createCacheAside, type LoadId } from './patterns/cache-aside';

/** How {@link Cache.connect} finds its cache, who it is, and how long it may take. Everything has a default. */
export interface CacheOptions extends FindOptions {
  /** Whose user to authenticate as. @default ELASTICACHE_KIT_CONSUMER, else the only one in the manifest */
  readonly consumer?: string;
  /** Longest time that {@link Cache.connect} may take once the manifest is found; one attempt takes half of it at most. @default '5s' */
  readonly connectTimeout?: Duration;
  /** Hears about failures that reached no caller. @default one process warning per kind of error */
  readonly onError?: OnError;
}

/** What the connections to a cache are doing. */
export interface CacheHealth {
  /** `ready`: all nodes are. `degraded`: some. `down`: none. */
  readonly state: 'ready' | 'degraded' | 'down';
  readonly nodes: readonly NodeHealth[];
}

const DEFAULT_CONNECT_TIMEOUT: Duration = '5s';
const DEFAULT_GRACE: Duration = '1s';

/**
 * A connected cache: on AWS or a local twin, the application cannot tell.
 *
 * ```ts
 * const cache = await Cache.connect();
 * const products = cache.cacheAside<Product>('products', { load: (id) => db.product(id) });
 * const product = await products.get('42');
 * ```
 */
export class Cache implements AsyncDisposable {
  /**
   * Finds the manifest, authenticates and connects to every primary.
   *
   * The manifest is looked for in the options, `ELASTICACHE_KIT_MANIFEST`, `ELASTICACHE_KIT_OUTPUTS` or `cdk-outputs.json`,
   * `ELASTICACHE_KIT_PARAMETER`, `ELASTICACHE_KIT_STACK`, in this order.
   *
   * @throws CacheError `MANIFEST_NOT_FOUND`, `MANIFEST_AMBIGUOUS`, `MANIFEST_UNREADABLE`, `CONSUMER_UNKNOWN`, `SECRET_UNREADABLE`,
   * `AWS_SDK_MISSING`, `KIND_UNSUPPORTED`, `AUTH_UNSUPPORTED`, `AUTH_FAILED`, `CONNECT_FAILED`; ManifestError where the manifest is not one that this
   * release reads. Never hangs: after `connectTimeout` it fails with what it tried.
   */
  public static async connect(options: CacheOptions = {}): Promise<Cache> {
    const timeoutMs = durationToMs(options.connectTimeout ?? DEFAULT_CONNECT_TIMEOUT, 'connectTimeout');
    const { manifest, where } = await findManifest(options, awsManifestServices);
    const user = chooseUser(manifest, options.consumer, options.environment);
    const warn = warnOnce(manifest.cacheId);
    const onError = options.onError === undefined ? warn : guarded(options.onError, warn);
    const driver = await connectDriver(
      { ...(await driverOptions(manifest, user)), onError: (error) => onError(error, { operation: 'connection' }) },
      { cacheId: manifest.cacheId, where, userName: user?.userName, secretArn: user?.secretArn },
      timeoutMs,
    );
    return new Cache(manifest, user, driver, onError);
  }

  private constructor(
    /** The description of this cache that the client goes by. */
    public readonly manifest: CacheManifest,
    private readonly user: ManifestUser | undefined,
    private readonly driver: NodeRedisDriver,
    private readonly onError: OnError,
  ) {}

  /**
   * A namespace whose entries come from a loader: on a miss the value is loaded once, kept and handed to everyone who waits.
   *
   * @throws CacheError `NAMESPACE_UNKNOWN` where the manifest has no such namespace or this consumer may not reach it,
   * `NAMESPACE_PATTERN` where it is of another pattern, `OPTION_INVALID`, `DURATION_INVALID`
   */
  public cacheAside<V, Id extends LoadId = string>(name: string, options: CacheAsideOptions<V, Id>): CacheAside<V, Id> {
    const namespace = this.#namespace(name, 'cache-aside');
    return createCacheAside<V, Id>({ driver: this.driver, onError: this.onError }, namespace, options);
  }

  /** State of the connections at this moment. Sends nothing. */
  public health(): CacheHealth {
    const nodes = this.driver.health();
    const ready = nodes.filter(({ state }) => state === 'ready').length;
    return { state: ready === 0 ? 'down' : ready === nodes.length ? 'ready' : 'degraded', nodes };
  }

  /**
   * Disconnects once the commands under way are answered, or after `grace`. Idempotent. Calls made afterwards fail, or go to the
   * loader where there is one.
   *
   * @param options `grace`: longest wait, '1s' unless given
   */
  public async close(options: { readonly grace?: Duration } = {}): Promise<void> {
    await this.driver.close(durationToMs(options.grace ?? DEFAULT_GRACE, 'grace'));
  }

  public [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #namespace(name: string, pattern: string): ManifestNamespace {
    const { namespaces, cacheId } = this.manifest;
    const namespace = namespaces.find((candidate) => candidate.name === name);
    if (namespace === undefined) {
      const names = namespaces.map((candidate) => candidate.name).join(', ') || 'none';
      throw new CacheError(
        'NAMESPACE_UNKNOWN',
        `cache ${cacheId} has no namespace '${name}'; it has ${names}. Add it in the CDK app: cache.addNamespace('${name}', …)`,
      );
    }
    if (this.user !== undefined && !this.user.namespaces.includes(name)) {
      throw new CacheError(
        'NAMESPACE_UNKNOWN',
        `consumer ${this.user.consumer} may not reach namespace '${name}' of cache ${cacheId}; it reaches ` +
          `${this.user.namespaces.join(', ') || 'none'}. Grant it in the CDK app: cache.connect(consumer, { namespaces: [...] })`,
      );
    }
    if (namespace.pattern !== pattern) {
      throw new CacheError(
        'NAMESPACE_PATTERN',
        `namespace '${name}' of cache ${cacheId} is of pattern '${namespace.pattern}' and was asked for as '${pattern}'; ` +
          'its user has only the rights of its own pattern, so change the code here or the namespace in the CDK app',
      );
    }
    return namespace;
  }
}
