import type { Template } from 'aws-cdk-lib/assertions';
import { MemcachedCluster, type MemcachedClusterProps, NodeType } from '@elasticache-kit/constructs';
import { onlyResource, UserStack } from '../support/stacks';

export const CLUSTER = 'AWS::ElastiCache::CacheCluster';

/** A cluster as a user writes it first. */
export function clusterIn(
  stack: UserStack,
  props: Partial<MemcachedClusterProps> = {},
  id = 'Cache',
): MemcachedCluster {
  return new MemcachedCluster(stack, id, { vpc: stack.vpc, nodeType: NodeType.M7G_LARGE, nodes: 3, ...props });
}

export function templateOfCluster(props: Partial<MemcachedClusterProps> = {}): Template {
  const stack = new UserStack();
  clusterIn(stack, props);
  return stack.template();
}

/** Properties of the cluster that these properties make. */
export function propertiesOf(props: Partial<MemcachedClusterProps> = {}): Record<string, unknown> {
  return onlyResource(templateOfCluster(props), CLUSTER).Properties;
}
