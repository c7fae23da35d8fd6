import { Annotations, Aws, RemovalPolicy, Resource, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { CfnParameterGroup, CfnReplicationGroup, CfnSubnetGroup } from 'aws-cdk-lib/aws-elasticache';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { CacheManifest, ManifestUser } from '../contract';
import { refuse } from '../errors/configuration-error';
import { renderAccessString } from '../model/access-string';
import { connectionNeeds } from '../model/connection-needs';
import { policyFillsUp } from '../model/eviction';
import { findingsOf } from '../model/finding';
import { kebab } from '../model/names';
import type { CachePattern } from '../vocabulary/cache-pattern';
import { Namespace } from '../vocabulary/namespace';
import { acknowledgeAccessControl } from './acknowledgements';
import type { CacheEndpoint } from './cache-endpoint';
import { CacheUser } from './cache-user';
import type { ConnectOptions } from './connect-options';
import { CONNECT_RULES } from './connect-rules';
import { inspectConsumer } from './consumer';
import type { ConsumerAccess } from './consumer-access';
import { deliverManifest } from './deliver-manifest';
import { endpointsOf } from './endpoints';
import { type DeployedFacts, manifestOf, manifestSizeBound } from './manifest';
import { publishManifest } from './manifest-output';
import { NAMESPACE_RULES } from './namespace-rules';
import { openPath, placeNodes } from './network';
import { allowCacheToPublish, topicFindings } from './notifications';
import { PasswordRotation } from './password-rotation';
import { type GroupPlan, planReplicationGroup, PORT } from './plan';
import { renderParameterGroup, renderReplicationGroup } from './render';
import type { ReplicationGroupProps } from './replication-group-props';
import { GROUP_RULES } from './rules';
import { grantSecret, READ } from './secret-access';
import { type IdentityScope, UserGroup } from './user-group';

/**
 * A production cache: Valkey on nodes of one's own, encrypted in transit and at rest, closed to everybody until a consumer is
 * connected, and kept as a snapshot when it is deleted or replaced.
 *
 * @resource AWS::ElastiCache::ReplicationGroup
 */
export class ReplicationGroup extends Resource implements ec2.IConnectable {
  /** Firewall of the cache, with its port. */
  public readonly connections: ec2.Connections;

  /** Id that ElastiCache knows the cache by. */
  public readonly replicationGroupId: string;

  /** Encrypts data, snapshots and the users' secrets. */
  public readonly encryptionKey: kms.IKey;

  /** Where clients of a sharded cache connect; absent where the cache is not sharded. */
  public readonly configurationEndpoint?: CacheEndpoint;

  /** Where writes go; absent where the cache is sharded. */
  public readonly primaryEndpoint?: CacheEndpoint;

  /** Where reads that may be stale can go; absent where the cache is sharded or has no replica. */
  public readonly readerEndpoint?: CacheEndpoint;

  private readonly plan: GroupPlan;
  private readonly users: UserGroup;
  private readonly namespaces: Namespace[] = [];
  private readonly manifestUsers: ManifestUser[] = [];
  private readonly deployed: DeployedFacts;
  private rotation?: PasswordRotation;

  public constructor(scope: Construct, id: string, props: ReplicationGroupProps) {
    super(scope, id);
    this.plan = planReplicationGroup(this.node.path, props);
    const placement = placeNodes(this.plan, props);
    refuse(this.node.path, [
      ...findingsOf(GROUP_RULES, this.plan),
      ...placement.findings,
      ...topicFindings(props.notificationTopic),
    ]);

    this.encryptionKey = props.encryptionKey ?? this.createKey();
    const securityGroups = props.securityGroups ?? [this.createSecurityGroup(props.vpc)];
    this.connections = new ec2.Connections({ securityGroups, defaultPort: ec2.Port.tcp(PORT) });
    this.users = new UserGroup(this, 'Users', kebab(id) || 'cache', this.identity());
    const subnets = new CfnSubnetGroup(this, 'Subnets', {
      description: `Subnets of ${this.node.path}`,
      subnetIds: placement.subnetIds,
    });
    const parameters = new CfnParameterGroup(this, 'Parameters', renderParameterGroup(this.plan));
    const group = new CfnReplicationGroup(
      this,
      'Resource',
      renderReplicationGroup(this.plan, {
        subnetGroupName: subnets.ref,
        parameterGroupName: parameters.ref,
        securityGroupIds: securityGroups.map((securityGroup) => securityGroup.securityGroupId),
        userGroupId: this.users.resource.userGroupId,
        keyArn: this.encryptionKey.keyArn,
        topicArn: props.notificationTopic?.topicArn,
      }),
    );
    // The user group is named by its id rather than by a reference, so CloudFormation cannot see the order by itself.
    group.addResourceDependency(this.users.resource);
    group.applyRemovalPolicy(this.plan.removalPolicy);
    if (this.plan.topology.kind === 'sharded') group.cfnOptions.updatePolicy = { useOnlineResharding: true };
    acknowledgeAccessControl(group);
    if (props.notificationTopic) allowCacheToPublish(props.notificationTopic);

    this.replicationGroupId = group.ref;
    const endpoints = endpointsOf(group, this.plan);
    this.configurationEndpoint = endpoints.configuration;
    this.primaryEndpoint = endpoints.primary;
    this.readerEndpoint = endpoints.reader;
    this.deployed = { endpoints, region: Aws.REGION };
    publishManifest(this, () => this.describe());
  }

  /**
   * Adds a named logical cache: a key prefix with its own pattern and times.
   *
   * @param name lower-case letters, digits and hyphens; the keys start with `<name>:`
   * @param pattern what it is used for
   */
  public addNamespace(name: string, pattern: CachePattern): Namespace {
    const namespace = new Namespace(this, name, pattern);
    refuse(this.node.path, findingsOf(NAMESPACE_RULES, { plan: this.plan, namespace, existing: this.namespaces }));
    if (policyFillsUp(this.plan.eviction, pattern._needs(namespace.keyPrefix).eviction)) {
      Annotations.of(this).addWarningV2(
        '@elasticache-kit/constructs:NS_NEVER_EVICTED',
        `namespace '${name}' may lose any entry, and the cache evicts none ('noeviction'): once memory is full every new entry is refused ` +
          'and its traffic reaches the database. Choose an eviction policy such as EvictionPolicy.ALLKEYS_LRU, or a cache of its own',
      );
    }
    this.namespaces.push(namespace);
    return namespace;
  }

  /**
   * Connects a consumer: opens the network between the two, makes a user with just the rights that its namespaces need, lets the
   * consumer read that user's password, and sets the environment that the client finds the cache by.
   *
   * @param connectable the consumer: a function, instance or service inside a VPC
   */
  public connect(connectable: ec2.IConnectable, options: ConnectOptions): ConsumerAccess {
    const facts = inspectConsumer(connectable, options);
    const namespaces = [...new Set(options.namespaces)];
    const manifestSize = manifestSizeBound(this.plan, facts.name, namespaces);
    refuse(
      this.node.path,
      findingsOf(CONNECT_RULES, {
        cache: this,
        consumer: facts.name,
        namespaces,
        connected: this.manifestUsers.map((other) => other.consumer),
        hasPrincipal: facts.grantee !== undefined,
        networkObjection: facts.networkObjection,
        manifestSize,
      }),
    );

    const account = this.createUser(facts.name, namespaces);
    const described: ManifestUser = {
      consumer: facts.name,
      userName: account.userName,
      secretArn: account.secret.secretArn,
      namespaces: namespaces.map((namespace) => namespace.name),
    };
    this.manifestUsers.push(described);
    openPath(connectable, this, facts.name);
    if (facts.grantee) grantSecret(account.secret, this.encryptionKey, facts.grantee, READ);
    const manifest = Stack.of(this).toJsonString(manifestOf(this.plan, this.deployed, [described], namespaces));
    const environment = deliverManifest(account, { ...facts, manifest, manifestSize });
    for (const [name, value] of Object.entries(environment)) facts.addEnvironment?.(name, value);
    return { consumer: facts.name, userName: account.userName, secret: account.secret, manifest, environment };
  }

  private createUser(consumer: string, namespaces: readonly Namespace[]): CacheUser {
    const user = new CacheUser(this, `User-${consumer}`, {
      consumer,
      accessString: renderAccessString([
        connectionNeeds(this.plan.topology.kind),
        ...namespaces.map(({ pattern, keyPrefix }) => pattern._needs(keyPrefix)),
      ]),
      encryptionKey: this.encryptionKey,
      identity: this.identity(),
    });
    this.users.admit(user.resource);
    this.rotation ??= new PasswordRotation(this, 'Rotation', this.encryptionKey);
    this.rotation.rotate(user);
    return user;
  }

  private createKey(): kms.IKey {
    return new kms.Key(this, 'Key', {
      description: `Encrypts the cache ${this.node.path}`,
      enableKeyRotation: true,
      // A snapshot that outlives the cache is worthless without its key.
      removalPolicy: this.plan.removalPolicy === RemovalPolicy.DESTROY ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    });
  }

  private createSecurityGroup(vpc: ec2.IVpc): ec2.ISecurityGroup {
    return new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc,
      description: `Nodes of the cache ${this.node.path}`.slice(0, 255),
      allowAllOutbound: false,
    });
  }

  private identity(): IdentityScope {
    return { stackName: Stack.of(this).stackName, path: this.node.path, engine: this.plan.engine.name };
  }

  /** The whole manifest: every user and namespace. */
  private describe(): CacheManifest {
    const users = [...this.manifestUsers].sort((a, b) => (a.consumer < b.consumer ? -1 : 1));
    return manifestOf(this.plan, this.deployed, users, this.namespaces);
  }
}
