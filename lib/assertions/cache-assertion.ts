import { alarmsAbout } from './alarm-facts';
import { type CacheFacts, cacheFacts } from './cache-facts';
import type { CacheTemplate } from './cache-template';
import { fail, listed, shown } from './failure';
import type { AlarmFacts, ExpectedTopology, IngressFacts, NamespaceFacts } from './facts';
import { type Ingress, ingressOf } from './ingress-facts';
import { type ManifestFacts, manifestFacts } from './manifest-facts';
import { nameOf, type Resource, type Resources } from './resources';
import { type FoundUsers, usersOf } from './user-facts';
import { UserAssertion } from './user-assertion';

/**
 * One cache of a template: facts to look at, and assertions that fail with the value seen and can be chained. Made by
 * {@link CacheTemplate.cache}.
 *
 * A fact that the template does not hold, because it is known only at deployment or decided elsewhere, is absent.
 */
export class CacheAssertion {
  private readonly facts: CacheFacts;
  private readonly manifest: ManifestFacts;
  private readonly members: FoundUsers;
  private readonly ingress: Ingress;

  /** @internal */
  public static _of(resources: Resources, resource: Resource): CacheAssertion {
    return new CacheAssertion(resources, resource);
  }

  private constructor(
    private readonly resources: Resources,
    private readonly resource: Resource,
  ) {
    this.facts = cacheFacts(resources, resource);
    this.manifest = manifestFacts(resources, resource);
    this.members = usersOf(resources, this.facts.userGroup, this.manifest.consumers);
    this.ingress = ingressOf(resources, this.facts.securityGroupIds);
  }

  /** Path of the cache's construct where that is known, else its logical id. */
  public get id(): string {
    return nameOf(this.resource);
  }

  /** Logical id in the template. */
  public get logicalId(): string {
    return this.resource.logicalId;
  }

  /** The resource's properties as the template has them, for whatever has no fact of its own. */
  public get properties(): { [name: string]: unknown } {
    return { ...this.resource.properties };
  }

  /** `replicated`, `sharded`, `serverless`, `memcached`, or `standalone` for a single Redis node outside a replication group. */
  public get kind(): string {
    return this.facts.kind;
  }

  /** `valkey`, `redis` or `memcached`. */
  public get engine(): string | undefined {
    return this.facts.engine;
  }

  /** For example `8.1`; the major version of a serverless cache. */
  public get engineVersion(): string | undefined {
    return this.facts.engineVersion;
  }

  /** For example `cache.r7g.large`. */
  public get nodeType(): string | undefined {
    return this.facts.nodeType;
  }

  /** Number of shards; absent for serverless and Memcached. */
  public get shards(): number | undefined {
    return this.facts.shards;
  }

  /** Replicas of each shard; absent for serverless and Memcached, and where shards differ. */
  public get replicasPerShard(): number | undefined {
    return this.facts.replicasPerShard;
  }

  /** Primaries and replicas together, or the nodes of a Memcached cluster. */
  public get nodeCount(): number | undefined {
    return this.facts.nodeCount;
  }

  /** Whether the cache spans availability zones and, where it has replicas, fails over to another. */
  public get isMultiAz(): boolean {
    return this.facts.isMultiAz;
  }

  /** Whether connections are encrypted, for some clients at least. */
  public get isEncryptedInTransit(): boolean {
    return this.facts.isEncryptedInTransit;
  }

  /** Whether data at rest and snapshots are encrypted. */
  public get isEncryptedAtRest(): boolean {
    return this.facts.isEncryptedAtRest;
  }

  /** Engine parameters that the template sets. */
  public get parameters(): { [name: string]: string } {
    return { ...this.facts.parameters };
  }

  /** What is dropped when memory is full, ElastiCache's default included; absent for serverless and Memcached. */
  public get evictionPolicy(): string | undefined {
    return this.facts.evictionPolicy;
  }

  /** How long daily snapshots are kept, in days; 0 where none are taken. */
  public get snapshotRetentionDays(): number | undefined {
    return this.facts.snapshotRetentionDays;
  }

  /** What becomes of the resource when it leaves the template: `Snapshot`, `Retain`, `RetainExceptOnCreate` or `Delete`. */
  public get deletionPolicy(): string {
    return this.resource.deletionPolicy ?? 'Delete';
  }

  /** Users of the cache, in the order of its user group. Members that only another stack knows are not among them. */
  public users(): UserAssertion[] {
    return this.members.users.map(({ facts }) => UserAssertion._of(facts));
  }

  /** Namespaces, as the cache's manifest lists them; none for a cache that is not made by this library. */
  public namespaces(): NamespaceFacts[] {
    return [...this.manifest.namespaces];
  }

  /** Alarms about the cache or one of its nodes. */
  public alarms(): AlarmFacts[] {
    return [...alarmsAbout(this.resources, this.resource)];
  }

  /** Who may connect, by the rules of the cache's firewalls. */
  public securityGroupIngress(): IngressFacts[] {
    return this.ingress.rules.map(({ source, description, fromPort, toPort }) => ({
      source,
      description,
      fromPort,
      toPort,
    }));
  }

  /**
   * Whether an update from this template to another would replace or remove this cache. Changes about which AWS's sources disagree
   * do not count: the service makes them in place.
   */
  public isReplacedBy(next: CacheTemplate): boolean {
    return next
      ._replacementsAgainst(this.resources)
      .some(({ logicalId, certainty }) => logicalId === this.logicalId && certainty !== 'disputed');
  }

  /** Asserts the engine and, where given, its version. */
  public hasEngine(name: string, version?: string): CacheAssertion {
    this.expect('engine', name, this.engine);
    return version === undefined ? this : this.expect('engine version', version, this.engineVersion);
  }

  /** Asserts the node type, for example `cache.r7g.large`. */
  public hasNodeType(name: string): CacheAssertion {
    return this.expect('node type', name, this.nodeType);
  }

  /** Asserts the number of shards and of replicas. */
  public hasTopology(expected: ExpectedTopology): CacheAssertion {
    if (expected.shards !== undefined) this.expect('shards', expected.shards, this.shards);
    if (expected.replicasPerShard === undefined) return this;
    return this.expect('replicas per shard', expected.replicasPerShard, this.replicasPerShard);
  }

  /** Asserts what is dropped when memory is full, for example `allkeys-lru`. */
  public hasEviction(policy: string): CacheAssertion {
    return this.expect('eviction policy', policy, this.evictionPolicy);
  }

  /** Asserts an engine parameter that the template sets. */
  public hasParameter(name: string, value: string): CacheAssertion {
    return this.expect(`parameter '${name}'`, value, this.facts.parameters[name]);
  }

  /** Asserts that connections and data at rest are encrypted. */
  public isEncrypted(): CacheAssertion {
    this.expect('encryption in transit', true, this.isEncryptedInTransit);
    return this.expect('encryption at rest', true, this.isEncryptedAtRest);
  }

  /**
   * Asserts that there are daily snapshots, and a last one (or the cache itself) when the cache is deleted.
   *
   * @param days for how long a daily snapshot must be kept at least; 1 where left out
   */
  public keepsSnapshots(days?: number): CacheAssertion {
    const least = days ?? 1;
    const kept = this.snapshotRetentionDays;
    if (kept === undefined || kept < least) {
      fail(`${this.id}: expected snapshots kept for at least ${least} day(s), found ${shown(kept)}`);
    }
    if (!this.facts.takesFinalSnapshot) {
      fail(`${this.id}: nothing is kept when the cache is deleted; its deletion policy is '${this.deletionPolicy}'`);
    }
    return this;
  }

  /**
   * Asserts that the cache has a user, and returns it for questions about its rights.
   *
   * @param name the consumer for whom it was made, its user name or id, or its construct or logical id. An error lists the users.
   */
  public hasUser(name: string): UserAssertion {
    const found = this.members.users.find((user) => user.isCalled(name));
    if (found !== undefined) return UserAssertion._of(found.facts);
    const there = listed(this.members.users.map(({ facts }) => facts.consumer));
    const foreign = this.members.foreign.length === 0 ? '' : `; not in this template: ${listed(this.members.foreign)}`;
    return fail(`${this.id}: there is no user '${name}'; there is: ${there}${foreign}`);
  }

  /** Asserts that the cache's manifest lists a namespace. */
  public hasNamespace(name: string): CacheAssertion {
    const names = this.manifest.namespaces.map((namespace) => namespace.name);
    return names.includes(name) ? this : fail(`${this.id}: no namespace '${name}'; there is: ${listed(names)}`);
  }

  /** Asserts that an alarm looks at a metric of the cache, for example `Evictions`, and tells somebody. */
  public hasAlarm(metric: string): CacheAssertion {
    const alarms = this.alarms().filter(({ metrics }) => metrics.includes(metric));
    if (alarms.some(({ notifies }) => notifies)) return this;
    const watched = listed([...new Set(this.alarms().flatMap(({ metrics }) => metrics))]);
    const mute = listed(alarms.map(({ name }) => name));
    return fail(
      alarms.length > 0
        ? `${this.id}: no alarm on ${metric} tells anybody; without an action: ${mute}`
        : `${this.id}: no alarm on ${metric}; alarms look at: ${watched}`,
    );
  }

  /**
   * Asserts that somebody may connect.
   *
   * @param source an address range, or the security group or its owner by construct or logical id, for example `Catalog`
   * @param port the port to connect to; the cache's own where left out
   */
  public isOpenTo(source: string, port?: number): CacheAssertion {
    const target = port ?? this.facts.port;
    const isOpen = this.ingress.rules.some(
      (rule) => rule.isAbout(source) && (target === undefined || (rule.fromPort <= target && target <= rule.toPort)),
    );
    return isOpen ? this : fail(`${this.id}: '${source}' may not connect to port ${target}; ${this.describeIngress()}`);
  }

  /** Asserts that nobody but these may connect, to any port; see {@link isOpenTo} for their names. */
  public isOpenToNobodyBut(...sources: string[]): CacheAssertion {
    this.requireOwnFirewalls();
    const others = this.ingress.rules.filter((rule) => !sources.some((source) => rule.isAbout(source)));
    return others.length === 0
      ? this
      : fail(`${this.id}: more may connect than ${listed(sources)}; ${this.describeIngress()}`);
  }

  /** Asserts that nobody may connect. */
  public isClosed(): CacheAssertion {
    this.requireOwnFirewalls();
    return this.ingress.rules.length === 0 ? this : fail(`${this.id}: expected nobody, ${this.describeIngress()}`);
  }

  /** Rules of a firewall that another template holds cannot be counted. */
  private requireOwnFirewalls(): void {
    const { foreignFirewalls } = this.ingress;
    if (this.facts.securityGroupIds === undefined) {
      fail(`${this.id}: has no security group of its own; the default one of its VPC is not part of the template`);
    }
    if (foreignFirewalls.length > 0) {
      fail(`${this.id}: who else may connect is not known; not in this template: ${listed(foreignFirewalls)}`);
    }
  }

  private describeIngress(): string {
    const rules = this.ingress.rules.map(({ source, fromPort, toPort }) =>
      fromPort === toPort ? `${source} (${fromPort})` : `${source} (${fromPort}-${toPort})`,
    );
    return `may connect: ${listed(rules)}`;
  }

  private expect(what: string, expected: unknown, actual: unknown): CacheAssertion {
    if (expected === actual) return this;
    return fail(`${this.id}: expected ${what} ${shown(expected)}, found ${shown(actual)}`);
  }
}
