import { Resource, type ResourceProps, Stack } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { refuse } from '../errors/configuration-error';
import { warn } from '../errors/warn';
import { findingsOf } from '../model/finding';
import type { CachePattern } from '../vocabulary/cache-pattern';
import { Namespace } from '../vocabulary/namespace';
import type { Accounts } from './accounts';
import type { ICache } from './cache';
import type { CacheEndpoint } from './cache-endpoint';
import type { ConnectOptions } from './connect-options';
import { CONNECT_RULES } from './connect-rules';
import { inspectConsumer } from './consumer';
import { environmentSender, setEnvironment } from './consumer-environments';
import type { ConsumerAccess } from './consumer-access';
import { warnOfClosedPath, warnOfEnvironmentByHand } from './consumer-warnings';
import { deliverManifest } from './deliver-manifest';
import type { CacheFacts } from './facts';
import { manifestOf, manifestSizeBound } from './manifest';
import { publishManifest } from './manifest-output';
import { MEMCACHED_NAMESPACE_RULES } from './memcached-namespace-rules';
import { NAMESPACE_RULES } from './namespace-rules';
import { NAMESPACE_WARNINGS } from './namespace-warnings';
import { openPath } from './network-path';
import { type PortsOfCache } from './ports';

/** What caches of every kind have in common, made here or imported: namespaces, consumers, manifest. */
export abstract class CacheBase extends Resource implements ICache {
  public abstract readonly cacheArn: string;
  public abstract readonly connections: ec2.Connections;
  public abstract readonly endpoint: CacheEndpoint;
  public abstract readonly readerEndpoint?: CacheEndpoint;

  /** @internal */
  protected abstract readonly _facts: CacheFacts;
  /** @internal */
  protected abstract readonly _accounts: Accounts;
  /** @internal */
  protected abstract readonly _ports: PortsOfCache;

  /**
   * Whether the cache is reached through the internet, from outside a VPC, too.
   *
   * @internal
   */
  protected get _isPublic(): boolean {
    return false;
  }

  private readonly namespaces: Namespace[] = [];
  private readonly consumers: string[] = [];
  private isPublished = false;

  protected constructor(scope: Construct, id: string, props: ResourceProps = {}) {
    super(scope, id, props);
  }

  public addNamespace(name: string, pattern: CachePattern): Namespace {
    const { evictionPolicy, kind, engine } = this._facts;
    const namespace = new Namespace(this, name, pattern);
    const request = { kind, engine: engine.name, evictionPolicy, namespace, existing: this.namespaces };
    refuse(this.node.path, findingsOf([...NAMESPACE_RULES, ...MEMCACHED_NAMESPACE_RULES], request));
    warn(this, findingsOf(NAMESPACE_WARNINGS, request));
    this.namespaces.push(namespace);
    this._publish();
    return namespace;
  }

  public connect(connectable: ec2.IConnectable, options: ConnectOptions): ConsumerAccess {
    const facts = inspectConsumer(connectable, options);
    const wantsEnvironment = options.environment ?? true;
    // In one order, so that the order of the call changes no manifest.
    const namespaces = [...new Set(options.namespaces)].sort((a, b) => (a.name < b.name ? -1 : 1));
    const manifestSize = manifestSizeBound(this._facts, facts.name, namespaces);
    const request = { consumer: facts.name, namespaces, options, grantee: facts.grantee };
    refuse(this.node.path, [
      ...findingsOf(CONNECT_RULES, {
        cache: this,
        consumer: facts.name,
        namespaces,
        connected: this.consumers,
        needsPrincipal: this._accounts.needsPrincipal,
        hasPrincipal: facts.grantee !== undefined,
        otherCache: wantsEnvironment ? environmentSender(facts.environmentHolder) : undefined,
        isQualifiedFunction: facts.isQualifiedFunction,
        networkObjection: this._isPublic ? undefined : facts.networkObjection,
        manifestSize,
      }),
      ...this._accounts.findings(request),
    ]);

    const { auth, userName, secret, scope } = this._accounts.admit(request);
    this.consumers.push(facts.name);
    // A consumer of a public cache needs no network of its own.
    if (facts.networkObjection === undefined) this.open(connectable, this._ports.all, `${facts.name} to its cache`);
    const manifest = Stack.of(this).toJsonString(manifestOf(this._facts, auth, namespaces));
    const own = scope ?? new Construct(this, `Consumer-${facts.name}`);
    const environment = deliverManifest(own, { ...facts, manifest, manifestSize });
    if (wantsEnvironment) {
      if (facts.environmentHolder) setEnvironment(facts.environmentHolder, environment, this.node.path);
      else warnOfEnvironmentByHand(connectable, this, facts.name);
    }
    return { consumer: facts.name, userName, secret, manifest, environment };
  }

  public allowWritersFrom(other: ec2.IConnectable, description?: string): void {
    this.open(other, this._ports.all, description ?? 'Readers and writers');
  }

  public allowReadersFrom(other: ec2.IConnectable, description?: string): void {
    const { readers } = this._ports;
    if (readers === undefined) {
      refuse(this.node.path, [
        {
          id: 'CACHE_NO_READER_ENDPOINT',
          given: `allowReadersFrom on a ${this._facts.kind} cache without a reader endpoint`,
          allowed: 'serverless caches, and replicated caches with at least one replica',
          fix: 'Use allowWritersFrom: a client of a sharded cache reads from replicas through the same port',
        },
      ]);
      return;
    }
    this.open(other, readers, description ?? 'Readers');
  }

  public grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee, actions, resourceArns: [this.cacheArn] });
  }

  private open(other: ec2.IConnectable, ports: ec2.Port, description: string): void {
    openPath(other, this, ports, description);
    warnOfClosedPath(other, this);
  }

  /**
   * Puts the manifest out: at once for a cache that is made here, with its first namespace for an imported one.
   *
   * @internal
   */
  protected _publish(): void {
    if (this.isPublished) return;
    this.isPublished = true;
    publishManifest(this, () => manifestOf(this._facts, this._accounts.describe(), this.namespaces));
  }
}
