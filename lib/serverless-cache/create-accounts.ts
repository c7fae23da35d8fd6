import type { CfnServerlessCache } from 'aws-cdk-lib/aws-elasticache';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { identityOf } from '../access/identity';
import { UserGroup } from '../access/user-group';
import type { Accounts } from '../cache/accounts';
import { groupFindings, serveWith } from '../cache/group-fit';
import { OpenAccounts } from '../cache/open-accounts';
import { waitForGroup } from '../cache/wait-for-group';
import { refuse } from '../errors/configuration-error';
import type { Engine } from '../vocabulary/engine';
import { IamOnlyAccounts } from './iam-only-accounts';
import type { ServerlessPlan } from './plan';
import type { ServerlessCacheBase } from './serverless-cache-base';
import type { ServerlessCacheProps } from './serverless-cache-props';
import { engineOfUsers, serverlessUsers } from './user-accounts';

/** How consumers will prove who they are, and what the cache must refer to for it. */
export interface ServerlessAccounts {
  readonly accounts: Accounts;
  readonly userGroupId: string | undefined;
  /** Called with the cache once it is there. */
  readonly finish: (cache: CfnServerlessCache) => void;
}

export function createAccounts(
  cache: ServerlessCacheBase,
  plan: ServerlessPlan,
  props: ServerlessCacheProps,
  key: kms.IKey | undefined,
): ServerlessAccounts {
  if (plan.authentication !== 'users') {
    return { accounts: new OpenAccounts(), userGroupId: undefined, finish: () => undefined };
  }
  const given = props.authentication?._group;
  const served = { engine: plan.engine, isPublic: plan.isPublic, id: 'SC_USER_GROUP_UNSUITED' };
  if (given) {
    refuse(cache.node.path, groupFindings(given, served));
    serveWith(given, served);
  }
  const group = given ?? createGroup(cache, engineOfUsers(plan.engine));
  const users = serverlessUsers(cache, plan.engine, group, key);
  return {
    accounts: plan.isPublic ? new IamOnlyAccounts(users) : users,
    userGroupId: group.userGroupId,
    finish: (resource) => waitForGroup(resource, group),
  };
}

function createGroup(cache: Construct, engine: Engine): UserGroup {
  return new UserGroup(cache, 'Users', { engine, userGroupId: identityOf(cache, 'group', [engine.name]) });
}
