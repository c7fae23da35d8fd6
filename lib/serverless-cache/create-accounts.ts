import type { CfnServerlessCache } from 'aws-cdk-lib/aws-elasticache';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { Accounts } from '../cache/accounts';
import { OpenAccounts } from '../cache/open-accounts';
import { UserAccounts } from '../cache/user-accounts';
import { UserGroup } from '../cache/user-group';
import { kebab } from '../model/names';
import { IamOnlyAccounts } from './iam-only-accounts';
import { deploymentName } from './identity';
import type { ServerlessPlan } from './plan';

/** How consumers will prove who they are, and what the cache must refer to for it. */
export interface ServerlessAccounts {
  readonly accounts: Accounts;
  readonly userGroupId: string | undefined;
  /** Called with the cache once it is there. */
  readonly finish: (cache: CfnServerlessCache) => void;
}

export function createAccounts(cache: Construct, plan: ServerlessPlan, key: kms.IKey | undefined): ServerlessAccounts {
  if (plan.authentication !== 'users') {
    return { accounts: new OpenAccounts(cache), userGroupId: undefined, finish: () => undefined };
  }
  const engine = plan.engine.name;
  const identity = { stackName: deploymentName(cache), path: cache.node.path, engine };
  const group = new UserGroup(cache, 'Users', kebab(cache.node.id) || 'cache', identity);
  const users = new UserAccounts({ cache, kind: 'serverless', engine, group, key });
  return {
    accounts: plan.isPublic ? new IamOnlyAccounts(users) : users,
    userGroupId: group.resource.userGroupId,
    // The user group is named by its id rather than by a reference, so CloudFormation cannot see the order by itself.
    finish: (resource) => resource.addResourceDependency(group.resource),
  };
}
