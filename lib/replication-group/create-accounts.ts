import type { CfnReplicationGroup } from 'aws-cdk-lib/aws-elasticache';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { identityOf } from '../access/identity';
import { UserGroup } from '../access/user-group';
import type { Accounts } from '../cache/accounts';
import { groupFindings, serveWith } from '../cache/group-fit';
import { OpenAccounts } from '../cache/open-accounts';
import { waitForGroup } from '../cache/wait-for-group';
import { TokenAccounts } from '../cache/token-accounts';
import { UserAccounts } from '../cache/user-accounts';
import { refuse } from '../errors/configuration-error';
import { TokenRotation } from '../rotation/token-rotation';
import type { Engine } from '../vocabulary/engine';
import { ClusterMode } from '../vocabulary/topology';
import { AuthToken } from './auth-token';
import type { GroupPlan } from './plan';
import type { GroupReferences } from './render';
import type { ReplicationGroupBase } from './replication-group-base';
import type { ReplicationGroupProps } from './replication-group-props';

/** How consumers will prove who they are, and what the group must refer to for it. */
export interface CreatedAccounts {
  readonly accounts: Accounts;
  readonly references: Pick<GroupReferences, 'userGroupId' | 'authToken'>;
  /** Called with the group once it is there. */
  readonly finish: (group: CfnReplicationGroup, cacheArn: string) => void;
}

export function createAccounts(
  cache: ReplicationGroupBase,
  plan: GroupPlan,
  props: ReplicationGroupProps,
  key: kms.IKey | undefined,
): CreatedAccounts {
  switch (plan.authentication) {
    case 'users':
      return createUsers(cache, plan, props, key);
    case 'token':
      return createToken(cache, props, key);
    case 'none':
      return {
        accounts: new OpenAccounts(),
        references: { userGroupId: undefined, authToken: undefined },
        finish: () => undefined,
      };
  }
}

function createUsers(
  cache: ReplicationGroupBase,
  plan: GroupPlan,
  props: ReplicationGroupProps,
  key: kms.IKey | undefined,
): CreatedAccounts {
  const { engine, authentication } = props;
  const given = authentication?._group;
  const served = { engine, id: 'RG_USER_GROUP_UNSUITED' };
  if (given) {
    refuse(cache.node.path, groupFindings(given, served));
    serveWith(given, served);
  }
  const group = given ?? createGroup(cache, engine);
  return {
    accounts: new UserAccounts({
      cache,
      kind: plan.topology.clusterMode === ClusterMode.DISABLED ? 'replicated' : 'sharded',
      engine,
      group,
      key,
      cacheArn: () => cache.cacheArn,
      cacheName: () => cache.replicationGroupId,
    }),
    references: { userGroupId: group.userGroupId, authToken: undefined },
    finish: (resource) => waitForGroup(resource, group),
  };
}

function createGroup(cache: Construct, engine: Engine): UserGroup {
  return new UserGroup(cache, 'Users', { engine, userGroupId: identityOf(cache, 'group', [engine.name]) });
}

function createToken(
  cache: ReplicationGroupBase,
  props: ReplicationGroupProps,
  key: kms.IKey | undefined,
): CreatedAccounts {
  const token = new AuthToken(cache, 'AuthToken', props.authentication?._secret, key);
  return {
    accounts: new TokenAccounts(cache, token.secret),
    references: { userGroupId: undefined, authToken: token.reference },
    finish: (resource, cacheArn) => {
      if (token.isGenerated) rotateToken(token, resource.ref, cacheArn);
    },
  };
}

/** A secret that was given is rotated by whoever made it. */
function rotateToken(token: AuthToken, replicationGroupId: string, cacheArn: string): void {
  const { secret } = token;
  new TokenRotation(token, 'Rotation', {
    secret,
    replicationGroupId,
    replicationGroupArn: cacheArn,
  });
}
