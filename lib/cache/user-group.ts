import { Lazy } from 'aws-cdk-lib';
import { CfnUser, CfnUserGroup } from 'aws-cdk-lib/aws-elasticache';
import { Construct } from 'constructs';
import { NO_ACCESS } from '../model/access-string';
import { physicalName } from '../model/names';

/** What a user or group id must contain so that two deployments of an account, or a replacement, never share one. */
export interface IdentityScope {
  readonly stackName: string;
  readonly path: string;
  readonly engine: string;
}

const NOBODY = 'Nobody';

/** The users of one cache. A Valkey group needs no default user: the engine's own is disabled. */
export class UserGroup extends Construct {
  public readonly resource: CfnUserGroup;
  private readonly userIds: string[] = [];

  public constructor(scope: Construct, id: string, label: string, identity: IdentityScope) {
    super(scope, id);
    const { stackName, path, engine } = identity;
    this.resource = new CfnUserGroup(this, 'Resource', {
      engine,
      userGroupId: physicalName(label, [stackName, path, engine, 'group']),
      userIds: Lazy.list({ produce: () => [...this.userIds].sort() }),
    });
    this.admitNobody(label, identity);
  }

  public get size(): number {
    return this.node.tryFindChild(NOBODY) ? 0 : this.userIds.length;
  }

  /** Makes a user a member and the group wait for it: ElastiCache refuses a group whose users are not active yet. */
  public admit(user: CfnUser): void {
    this.dismissNobody();
    this.enlist(user);
  }

  /**
   * CloudFormation refuses a group without members, and a cache is often deployed before its first consumer: until then a user
   * stands in that may not log in and may do nothing. It authenticates by IAM so that there is no password to keep.
   */
  private admitNobody(label: string, { stackName, path, engine }: IdentityScope): void {
    const userId = physicalName(`${label}-nobody`, [stackName, path, engine, 'nobody']);
    this.enlist(
      new CfnUser(this, NOBODY, {
        engine,
        userId,
        userName: userId,
        accessString: NO_ACCESS,
        authenticationMode: { Type: 'iam' },
      }),
    );
  }

  private dismissNobody(): void {
    const nobody = this.node.tryFindChild(NOBODY);
    if (!(nobody instanceof CfnUser)) return;
    this.resource.removeResourceDependency(nobody);
    this.node.tryRemoveChild(NOBODY);
    this.userIds.length = 0;
  }

  private enlist(user: CfnUser): void {
    this.userIds.push(user.userId);
    this.resource.addResourceDependency(user);
  }
}
