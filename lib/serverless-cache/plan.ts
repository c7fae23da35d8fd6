import { Duration, RemovalPolicy, type Size, SizeRoundingBehavior } from 'aws-cdk-lib';
import { CacheEncryption } from '../cache/encryption';
import { madeDescription } from '../model/description';
import type { EngineName } from '../model/engine-catalog';
import { ServerlessConnectionType } from './connection-type';
import type { ServerlessCacheProps } from './serverless-cache-props';

/** A pair of limits as given: numbers may be tokens. */
export interface LimitPlan {
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
}

/** Everything that is decided about a serverless cache before any resource is made. */
export interface ServerlessPlan {
  readonly path: string;
  readonly description: string;
  /** As given; absent where the name is generated. */
  readonly givenName: string | undefined;
  readonly engine: { readonly name: EngineName; readonly version: string };
  readonly dataStorageGiB: LimitPlan;
  readonly ecpuPerSecond: LimitPlan;
  readonly authentication: 'users' | 'token' | 'none';
  /** Engine of the user group that was given; absent where none was, or its engine is not known. */
  readonly groupEngine: string | undefined;
  readonly encryption: CacheEncryption;
  readonly hasGivenKey: boolean;
  readonly snapshotRetentionDays: number;
  readonly dailySnapshotTime: string | undefined;
  readonly givenFinalSnapshotName: string | undefined;
  readonly removalPolicy: RemovalPolicy;
  readonly restoreFrom: readonly string[] | undefined;
  /** Create-only, so as given: absent is not the same as the default value. */
  readonly connectionType: ServerlessConnectionType | undefined;
  readonly networkType: string | undefined;
  readonly isPublic: boolean;
  /** Which parts of a VPC were given. */
  readonly given: {
    readonly vpc: boolean;
    readonly vpcSubnets: boolean;
    /** Number of security groups; absent where none were given. */
    readonly securityGroups: number | undefined;
  };
}

/** Fills in the defaults. Decides nothing by looking at other resources. */
export function planServerlessCache(path: string, props: ServerlessCacheProps): ServerlessPlan {
  const { engine, usageLimits } = props;
  const [dataStorage, ecpu] = [usageLimits?.dataStorage, usageLimits?.ecpuPerSecond];
  return {
    path,
    description: props.description ?? madeDescription(`Cache ${path}`),
    givenName: props.serverlessCacheName,
    engine: { name: engine._name, version: engine.majorVersion },
    dataStorageGiB: { minimum: gibibytes(dataStorage?.minimum), maximum: gibibytes(dataStorage?.maximum) },
    ecpuPerSecond: { minimum: ecpu?.minimum, maximum: ecpu?.maximum },
    authentication: props.authentication?._kind ?? (engine._name === 'memcached' ? 'none' : 'users'),
    groupEngine: props.authentication?._group?.engineName,
    encryption: props.encryption ?? CacheEncryption.CUSTOMER_MANAGED,
    hasGivenKey: props.encryptionKey !== undefined,
    snapshotRetentionDays: (props.snapshotRetention ?? Duration.days(7)).toDays({ integral: false }),
    dailySnapshotTime: props.dailySnapshotTime,
    givenFinalSnapshotName: props.finalSnapshotName,
    removalPolicy: props.removalPolicy ?? RemovalPolicy.SNAPSHOT,
    restoreFrom: props.restoreFrom,
    connectionType: props.connectionType,
    networkType: props.networkType,
    isPublic: props.connectionType === ServerlessConnectionType.PUBLIC,
    given: {
      vpc: props.vpc !== undefined,
      vpcSubnets: props.vpcSubnets !== undefined,
      securityGroups: props.securityGroups?.length,
    },
  };
}

/** Fractions stay, so that a rule can name them. */
function gibibytes(size: Size | undefined): number | undefined {
  return size?.toGibibytes({ rounding: SizeRoundingBehavior.NONE });
}

/** Where writers connect; readers connect to the next port. Fixed by the service: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/set-up.html */
export function writerPort(engine: EngineName): number {
  return engine === 'memcached' ? 11211 : 6379;
}
