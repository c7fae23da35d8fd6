import { Aws, Fn, RemovalPolicy } from 'aws-cdk-lib';
import type { CfnServerlessCache, CfnServerlessCacheProps } from 'aws-cdk-lib/aws-elasticache';
import type { LimitPlan, ServerlessPlan } from './plan';

/** Names of the resources that a serverless cache refers to. */
export interface ServerlessReferences {
  readonly name: string;
  readonly subnetIds: readonly string[] | undefined;
  readonly securityGroupIds: readonly string[] | undefined;
  readonly userGroupId: string | undefined;
  readonly keyArn: string | undefined;
}

/** Create-only properties are said only where somebody asked for them: one that appears later, even with its default, replaces the cache. */
export function renderServerlessCache(plan: ServerlessPlan, refs: ServerlessReferences): CfnServerlessCacheProps {
  return {
    serverlessCacheName: refs.name,
    description: plan.description,
    engine: plan.engine.name,
    majorEngineVersion: plan.engine.version,
    cacheUsageLimits: renderLimits(plan),
    kmsKeyId: refs.keyArn,
    securityGroupIds: copyOf(refs.securityGroupIds),
    subnetIds: copyOf(refs.subnetIds),
    userGroupId: refs.userGroupId,
    snapshotArnsToRestore: copyOf(plan.restoreFrom),
    snapshotRetentionLimit: plan.snapshotRetentionDays,
    dailySnapshotTime: plan.dailySnapshotTime,
    finalSnapshotName: finalSnapshotName(plan, refs.name),
    networkType: plan.networkType,
    connectionType: plan.connectionType,
  };
}

/** CloudFormation knows no snapshot on deletion here; ElastiCache takes it, where `FinalSnapshotName` is said. */
export function deletionPolicy({ removalPolicy }: ServerlessPlan): RemovalPolicy {
  return removalPolicy === RemovalPolicy.SNAPSHOT ? RemovalPolicy.DESTROY : removalPolicy;
}

/**
 * The cache's name changes with each replacement, the stack's id (`arn:…:stack/<name>/<uuid>`) when a deleted stack is made again: no final
 * snapshot meets an earlier one.
 */
function finalSnapshotName(plan: ServerlessPlan, cacheName: string): string | undefined {
  if (plan.removalPolicy !== RemovalPolicy.SNAPSHOT) return undefined;
  const uuid = Fn.select(2, Fn.split('/', Aws.STACK_ID));
  return plan.givenFinalSnapshotName ?? Fn.join('-', [cacheName, 'final', Fn.select(0, Fn.split('-', uuid))]);
}

function renderLimits(plan: ServerlessPlan): CfnServerlessCache.CacheUsageLimitsProperty | undefined {
  const [storage, ecpu] = [plan.dataStorageGiB, plan.ecpuPerSecond];
  if (!isSaid(storage) && !isSaid(ecpu)) return undefined;
  return {
    ...(isSaid(storage) && { dataStorage: { unit: 'GB', ...storage } }),
    ...(isSaid(ecpu) && { ecpuPerSecond: ecpu }),
  };
}

function isSaid({ minimum, maximum }: LimitPlan): boolean {
  return minimum !== undefined || maximum !== undefined;
}

function copyOf(list: readonly string[] | undefined): string[] | undefined {
  return list === undefined ? undefined : [...list];
}
