import { CfnResource, type IResource, Lazy, Resource } from 'aws-cdk-lib';
import { CfnUserGroup } from 'aws-cdk-lib/aws-elasticache';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { refuse } from '../errors/configuration-error';
import { type Finding, findingsOf, type Rule, unless } from '../model/finding';
import { PasswordRotation } from '../rotation/password-rotation';
import type { Engine } from '../vocabulary/engine';
import { arnOf, idOfArn } from './arns';
import { DEFAULT_USER_NAME, DisabledDefaultUser } from './disabled-default-user';
import { GROUP_RULES } from './group-rules';
import { identityOf } from './identity';
import { makeNobody } from './nobody';
import type { PasswordUser } from './password-user';
import { placeFindings } from './place';
import type { GroupMember, IUser } from './user';

/** The users of one or several caches, made here or elsewhere. */
export interface IUserGroup extends IResource {
  /** Id that ElastiCache knows the group by. */
  readonly userGroupId: string;

  /** ARN of the group. */
  readonly userGroupArn: string;

  /** `valkey` or `redis`; absent where it is not known. */
  readonly engineName?: string;
}

/** What a group is made from. */
export interface UserGroupProps {
  /**
   * Engine of the caches that the group is for; only its name matters. A group of engine Redis can serve Valkey caches too. Another
   * engine means another group, which is made before this one goes.
   */
  readonly engine: Engine;

  /**
   * Users of the group, at most 100, with different names.
   *
   * @default - none yet; see {@link UserGroup.addUser}
   */
  readonly users?: IUser[];

  /**
   * Encrypts the passwords of users that `connect` makes in this group, which it does for caches of other stacks. A cache of the same stack
   * brings its own key.
   *
   * @default - the account's key `aws/secretsmanager`
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Id of the group: a lower-case letter, then lower-case letters, digits and hyphens, at most 40. A group with an id of your own
   * can get another engine only together with another id.
   *
   * @default - made from the construct's id, the stack and the engine
   */
  readonly userGroupId?: string;
}

/** What is known of a group that was made elsewhere. */
export interface UserGroupAttributes {
  /** Id that ElastiCache knows the group by. */
  readonly userGroupId: string;

  /**
   * `valkey` or `redis`.
   *
   * @default - not known: nobody checks whether the group fits a cache
   */
  readonly engineName?: string;
}

/**
 * The users that may log in to a cache.
 *
 * CloudFormation makes the users first, then the group; a user that leaves the app is taken out of the group before it is deleted, which
 * also ends its connections. A group of engine Redis has a disabled default user, unless it is given one named `default`.
 *
 * @resource AWS::ElastiCache::UserGroup
 */
export class UserGroup extends Resource implements IUserGroup {
  /** A group by its id. */
  public static fromUserGroupId(scope: Construct, id: string, userGroupId: string): IUserGroup {
    return UserGroup.fromUserGroupAttributes(scope, id, { userGroupId });
  }

  /** A group by its ARN, `arn:aws:elasticache:<region>:<account>:usergroup:<id>`. */
  public static fromUserGroupArn(scope: Construct, id: string, userGroupArn: string): IUserGroup {
    return new ImportedUserGroup(scope, id, { userGroupId: idOfArn(scope, userGroupArn) }, userGroupArn);
  }

  /** A group that was made elsewhere. */
  public static fromUserGroupAttributes(scope: Construct, id: string, attributes: UserGroupAttributes): IUserGroup {
    return new ImportedUserGroup(scope, id, attributes);
  }

  public readonly userGroupId: string;
  public readonly userGroupArn: string;
  public readonly engineName?: string;

  /** @internal */
  public readonly _encryptionKey?: kms.IKey;

  private readonly resource: CfnUserGroup;
  private readonly engine: string;
  private readonly users: IUser[] = [];
  private readonly judges: ((member: GroupMember) => readonly Finding[])[] = [];
  private rotation?: PasswordRotation;

  public constructor(scope: Construct, id: string, props: UserGroupProps) {
    super(scope, id);
    this.engine = props.engine.name;
    this.engineName = this.engine;
    this._encryptionKey = props.encryptionKey;
    this.userGroupId = props.userGroupId ?? identityOf(this, 'group', [this.engine]);
    refuse(this.node.path, this.admissionFindings(props.users ?? []));
    this.resource = new CfnUserGroup(this, 'Resource', {
      engine: this.engine,
      userGroupId: this.userGroupId,
      userIds: Lazy.list({ produce: () => this.memberIds() }),
    });
    this.userGroupArn = this.resource.attrArn;
    this.fillIn();
    this.admit(props.users ?? []);
  }

  /** Adds a user. A user that is a member already stays one. */
  public addUser(user: IUser): void {
    refuse(this.node.path, this._findings(user));
    this.admit([user]);
  }

  /**
   * Has a member's password replaced every 30 days by a function of this group. The former password stays valid until the next time, so
   * that nobody is locked out who has not read the secret again.
   *
   * Not for users that a cache's `connect` made: theirs are rotated already.
   */
  public rotatePassword(user: PasswordUser): void {
    refuse(this.node.path, [
      ...findingsOf([oneOwnPassword], user),
      ...this._findings(user),
      ...PasswordRotation.findings(),
    ]);
    this.admit([user]);
    this._rotate(user);
  }

  /**
   * Those that were given, without stand-ins.
   *
   * @internal
   */
  public get _users(): readonly IUser[] {
    return this.users;
  }

  /**
   * What forbids a user to become a member; nothing for one that is a member already. Asked before anything is made.
   *
   * @internal
   */
  public _findings(user: IUser): readonly Finding[] {
    return this.users.includes(user) ? [] : this.admissionFindings([user]);
  }

  /**
   * The same of a user that is not made yet, and will be made in the stack of the group or of a cache that nothing in it depends on.
   *
   * @internal
   */
  public _findingsOfNew(member: GroupMember): readonly Finding[] {
    return this.memberFindings([member]);
  }

  /**
   * Has users judged, those that come later too, by a cache that has the group.
   *
   * @internal
   */
  public _serve(judge: (member: GroupMember) => readonly Finding[]): void {
    this.judges.push(judge);
  }

  /**
   * Has a member's password replaced; nobody asks whether that suits it.
   *
   * @internal
   */
  public _rotate(user: PasswordUser): void {
    this.rotation ??= new PasswordRotation(this, 'Rotation');
    this.rotation.rotate(user);
  }

  private admissionFindings(newcomers: readonly IUser[]): readonly Finding[] {
    return [...this.memberFindings(newcomers), ...newcomers.flatMap((user) => placeFindings(this, user))];
  }

  private memberFindings(newcomers: readonly GroupMember[]): readonly Finding[] {
    const users = [...this.users, ...newcomers];
    const isWithoutDefault = this.engine === 'redis' && !users.some(({ userName }) => userName === DEFAULT_USER_NAME);
    const plan = {
      engineName: this.engine,
      userGroupId: this.userGroupId,
      users,
      size: users.length + (isWithoutDefault ? 1 : 0),
    };
    return [
      ...findingsOf(GROUP_RULES, plan),
      ...newcomers.flatMap((member) => this.judges.flatMap((judge) => judge(member))),
    ];
  }

  private admit(users: readonly IUser[]): void {
    for (const user of users) {
      if (this.users.includes(user)) continue;
      this.users.push(user);
      if (this.engine === 'valkey' || user.userName === DEFAULT_USER_NAME) this.dismissStandIn();
      this.waitFor(user);
    }
  }

  /** ElastiCache refuses a group whose users do not exist yet; a user made elsewhere exists. */
  private waitFor(user: IUser): void {
    const resource = user.node.defaultChild;
    if (resource instanceof CfnResource) this.resource.addResourceDependency(resource);
  }

  /** Who has to be a member while nobody else is: the disabled default user of engine Redis, or of engine Valkey nobody. */
  private fillIn(): void {
    this.waitFor(this.engine === 'redis' ? new DisabledDefaultUser(this, DEFAULT) : makeNobody(this, NOBODY));
  }

  private get standIn(): IUser | undefined {
    return [DEFAULT, NOBODY].flatMap((id) => (this.node.tryFindChild(id) as IUser | undefined) ?? [])[0];
  }

  private dismissStandIn(): void {
    const { standIn } = this;
    if (standIn === undefined) return;
    const resource = standIn.node.defaultChild;
    if (resource instanceof CfnResource) this.resource.removeResourceDependency(resource);
    this.node.tryRemoveChild(standIn.node.id);
  }

  private memberIds(): string[] {
    const { standIn } = this;
    return [...this.users, ...(standIn === undefined ? [] : [standIn])].map(({ userId }) => userId).sort();
  }
}

/** A rotation finds the user by the name in its secret, and gives it its former and its new password: a second one would be lost. */
const oneOwnPassword: Rule<PasswordUser> = {
  id: 'USR_ROTATION_UNSUITED',
  check: (user) => [
    ...unless(user._passwords === 1, {
      given: `rotation of '${user.userId}', which has two passwords`,
      allowed: 'users with one password: rotation keeps the former one valid by itself',
      fix: 'Leave `secondSecret` out',
    }),
    ...unless(user.userName === user.userId, {
      given: `rotation of '${user.userId}', which logs in as '${user.userName}'`,
      allowed: 'users whose name is their id: the secret names the user that the rotation changes',
      fix: 'Leave `userName` out',
    }),
    ...unless(!PasswordRotation.rotates(user), {
      given: `a second rotation of '${user.userId}'`,
      allowed: 'one: a secret has one schedule',
      fix: 'Leave it out',
    }),
  ],
};

const DEFAULT = 'DefaultUser';
const NOBODY = 'Nobody';

class ImportedUserGroup extends Resource implements IUserGroup {
  public readonly userGroupId: string;
  public readonly userGroupArn: string;
  public readonly engineName?: string;

  public constructor(scope: Construct, id: string, attributes: UserGroupAttributes, userGroupArn?: string) {
    super(scope, id, userGroupArn === undefined ? {} : { environmentFromArn: userGroupArn });
    this.userGroupId = attributes.userGroupId;
    this.userGroupArn = userGroupArn ?? arnOf(this, 'usergroup', attributes.userGroupId);
    this.engineName = attributes.engineName;
  }
}
