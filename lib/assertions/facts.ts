/** Shards and replicas that a test expects of a cache; what is left out is not looked at. */
export interface ExpectedTopology {
  /**
   * Number of shards.
   *
   * @default - any
   */
  readonly shards?: number;

  /**
   * Replicas of each shard.
   *
   * @default - any
   */
  readonly replicasPerShard?: number;
}

/** A named logical cache, as the cache's manifest describes it. */
export interface NamespaceFacts {
  /** Name by which an application asks for it. */
  readonly name: string;
  /** What every key of it starts with. */
  readonly keyPrefix: string;
  /** What it is used for, for example `cache-aside`. */
  readonly pattern: string;
  /**
   * How long an entry lives, in milliseconds.
   *
   * @default - the pattern has no such time
   */
  readonly ttlMs?: number;
}

/** Who may connect to a cache: one rule of one of its firewalls. */
export interface IngressFacts {
  /** An address range, or the security group (its construct's path where that is known, else its logical id) that may connect. */
  readonly source: string;
  /** What the rule says it is for; empty where it says nothing. */
  readonly description: string;
  /** First port of the range; 0 where every port is open. */
  readonly fromPort: number;
  /** Last port of the range; 65535 where every port is open. */
  readonly toPort: number;
}

/** An alarm about a cache. */
export interface AlarmFacts {
  /** Logical id of the alarm, or its construct's path where that is known. */
  readonly name: string;
  /** Metrics that it looks at, for example `EngineCPUUtilization`. */
  readonly metrics: string[];
  /** For example `GreaterThanThreshold`. */
  readonly comparison: string;
  /**
   * The threshold.
   *
   * @default - known only at deployment, or a band
   */
  readonly threshold?: number;
  /** Whether anybody is told: whether the alarm has an action. */
  readonly notifies: boolean;
}

/** A resource that an update of the stack would replace, or may: what it holds is lost. */
export interface Replacement {
  /** Logical id in the template. */
  readonly logicalId: string;
  /** CloudFormation type, for example `AWS::ElastiCache::ReplicationGroup`. */
  readonly resourceType: string;
  /** Property whose change does it; empty where the resource itself goes, or becomes one of another type. */
  readonly property: string;
  /** `added`, `changed` or `removed`. */
  readonly change: string;
  /**
   * `certain`: CloudFormation replaces the resource. `conditional`: the service decides. `disputed`: the service's page and the
   * registry say that it changes in place, `cdk diff` announces a replacement; a change set shows the truth.
   */
  readonly certainty: string;
  /** The value before, as JSON; empty where there was none. */
  readonly before: string;
  /** The value after, as JSON; empty where there is none. */
  readonly after: string;
}
