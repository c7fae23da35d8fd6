import { Stack } from 'aws-cdk-lib';
import type { CfnReplicationGroup } from 'aws-cdk-lib/aws-elasticache';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { Accounts } from '../cache/accounts';
import { OpenAccounts } from '../cache/open-accounts';
import { TokenAccounts } from '../cache/token-accounts';
import { UserAccounts } from '../cache/user-accounts';
import { UserGroup } from '../cache/user-group';
import { kebab } from '../model/names';
import { TokenRotation } from '../rotation/token-rotation';
import { ClusterMode } from '../vocabulary/topology';
import { AuthToken } from './auth-token';
import type { GroupPlan } from './plan';
import type { GroupReferences } from './render';
import type { ReplicationGroupProps } from './replication-group-props';

/** How consumers will prove who they are, and what the group must refer to for it. */
export interface CreatedAccounts {
  readonly accounts: Accounts;
  readonly references: Pick<GroupReferences, 'userGroupId' | 'authToken'>;
  /** Called with the group once it is there. */
  readonly finish: (group: CfnReplicationGroup, cacheArn: string) => void;
}

export function createAccounts(
  cache: Construct,
  plan: GroupPlan,
  props: ReplicationGroupProps,
  key: kms.IKey | undefined,
): CreatedAccounts {
  switch (plan.authentication) {
    case 'users':
      return createUsers(cache, plan, key);
    case 'token':
      return createToken(cache, props, key);
    case 'none':
      return {
        accounts: new OpenAccounts(cache),
        references: { userGroupId: undefined, authToken: undefined },
        finish: () => undefined,
      };
  }
}

function createUsers(cache: Construct, plan: GroupPlan, key: kms.IKey | undefined): CreatedAccounts {
  const identity = { stackName: Stack.of(cache).stackName, path: cache.node.path, engine: plan.engine.name };
  const group = new UserGroup(cache, 'Users', kebab(cache.node.id) || 'cache', identity);
  return {
    accounts: new UserAccounts({
      cache,
      kind: plan.topology.clusterMode === ClusterMode.DISABLED ? 'replicated' : 'sharded',
      engine: plan.engine.name,
      group,
      key,
    }),
    references: { userGroupId: group.resource.userGroupId, authToken: undefined },
    // The user group is named by its id rather than by a reference, so CloudFormation cannot see the order by itself.
    finish: (resource) => resource.addResourceDependency(group.resource),
  };
}

function createToken(cache: Construct, props: ReplicationGroupProps, key: kms.IKey | undefined): CreatedAccounts {
  const token = new AuthToken(cache, 'AuthToken', props.authentication?._secret, key);
  return {
    accounts: new TokenAccounts(cache, token.secret, key),
    references: { userGroupId: undefined, authToken: token.reference },
    finish: (resource, cacheArn) => {
      if (token.isGenerated) rotateToken(token, resource.ref, cacheArn, key);
    },
  };
}

/** A secret that was given is rotated by whoever made it. */
function rotateToken(token: AuthToken, replicationGroupId: string, cacheArn: string, key: kms.IKey | undefined): void {
  const { secret } = token;
  new TokenRotation(token, 'Rotation', {
    secret,
    encryptionKey: key,
    replicationGroupId,
    replicationGroupArn: cacheArn,
  });
}
