import { CfnResource } from 'aws-cdk-lib';
import type { IUserGroup } from '../access/user-group';

/**
 * Has a cache made after its user group, and removed before it. The group is named by its id rather than by a reference, so
 * CloudFormation cannot see the order by itself; a group that was made elsewhere is there.
 */
export function waitForGroup(cache: CfnResource, group: IUserGroup): void {
  const resource = group.node.defaultChild;
  if (resource instanceof CfnResource) cache.addResourceDependency(resource);
}
