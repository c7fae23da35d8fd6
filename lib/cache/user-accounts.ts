import { CfnResource, type IResource, Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { Access } from '../access/access';
import { grantConnect } from '../access/grant-connect';
import { IamUser } from '../access/iam-user';
import { identityOf } from '../access/identity';
import { PasswordUser } from '../access/password-user';
import { type IUser, UserAuthentication } from '../access/user';
import { type IUserGroup, UserGroup } from '../access/user-group';
import type { ManifestAuth, ManifestUser } from '../contract';
import type { Finding } from '../model/finding';
import { PasswordRotation } from '../rotation/password-rotation';
import { Engine } from '../vocabulary/engine';
import { foreignAccountFindings, stackOf } from './account-findings';
import type { Accounts, Admission, AdmissionRequest } from './accounts';
import { ConsumerAuthentication } from './connect-options';
import { dynamicReferenceFindings } from './dynamic-references';
import { warnOfIneffectiveGrant } from './grant-warning';
import { grantSecret, READ, READ_IN_WORDS } from './secret-access';
import { userFindings } from './user-findings';

/** The cache whose consumers have users of their own. */
export interface UserAccountsProps {
  readonly cache: IResource & Construct;
  readonly kind: 'replicated' | 'sharded' | 'serverless';
  readonly engine: Engine;
  readonly group: IUserGroup;
  /** Encrypts the passwords. */
  readonly key: kms.IKey | undefined;
  /** Known once the cache's resource is there. */
  readonly cacheArn: () => string;
  /** Replication group id, or name of a serverless cache. Known once the cache's resource is there. */
  readonly cacheName: () => string;
}

/** Each consumer has a user of its own, with just the rights that its namespaces need. */
export class UserAccounts implements Accounts {
  public readonly needsPrincipal = true;
  private readonly users: ManifestUser[] = [];
  private rotation?: PasswordRotation;

  public constructor(private readonly props: UserAccountsProps) {}

  public describe(): ManifestAuth {
    return { kind: 'users', users: [...this.users].sort((a, b) => (a.consumer < b.consumer ? -1 : 1)) };
  }

  public findings(request: AdmissionRequest): readonly Finding[] {
    const { engine, group } = this.props;
    const { user } = request.options;
    const ofGroup = group instanceof UserGroup ? this.membershipFindings(request, group) : [];
    const findings = userFindings(request, {
      engine,
      isForeignGroup: !(group instanceof UserGroup),
      isFull: ofGroup.some(({ id }) => id === 'GRP_TOO_MANY_USERS'),
    });
    const isNewPassword = user === undefined && !isByIam(request);
    // The same said of the group would be said twice.
    const said = findings.some(({ id }) => id === 'CON_IAM_UNSUPPORTED')
      ? ['GRP_TOO_MANY_USERS', 'RG_USER_GROUP_UNSUITED']
      : ['GRP_TOO_MANY_USERS'];
    return [
      ...findings,
      ...ofGroup.filter(({ id }) => !said.includes(id)),
      ...foreignAccountFindings(request, this.props.cache.env.account),
      ...this.circleFindings(request),
      ...(isNewPassword ? [...dynamicReferenceFindings(this.home, 1), ...PasswordRotation.findings()] : []),
    ];
  }

  public admit(request: AdmissionRequest): Admission {
    const { consumer, namespaces, options, grantee } = request;
    const user: IUser = options.user ?? this.createUser(request);
    const { group } = this.props;
    if (group instanceof UserGroup) group.addUser(user);
    const described: ManifestUser = {
      consumer,
      userName: user.userName,
      ...this.proofOf(user),
      namespaces: namespaces.map(({ name }) => name),
    };
    this.users.push(described);
    if (grantee) this.grantProof(consumer, user, grantee);
    return {
      auth: { kind: 'users', users: [described] },
      userName: user.userName,
      secret: user.secret,
      // What refers to the cache cannot be in the stack of its group.
      scope: options.user === undefined && this.home === this.props.cache ? user : undefined,
    };
  }

  /** Where new users are made: a group waits for its users and a cache for its group, so a group of another stack has its users there. */
  private get home(): Construct {
    const { cache, group } = this.props;
    return group instanceof UserGroup && Stack.of(group) !== Stack.of(cache) ? group : cache;
  }

  private membershipFindings(request: AdmissionRequest, group: UserGroup): readonly Finding[] {
    const { user } = request.options;
    if (user !== undefined) return group._findings(user);
    const userId = this.identityOf(request);
    const authentication = isByIam(request) ? UserAuthentication.IAM : UserAuthentication.PASSWORD;
    const member = { userId, userName: userId, engineName: this.engineOfUser.name, authentication };
    // The name comes from the consumer's, which is refused by itself where it is repeated.
    return group._findingsOfNew(member).filter(({ id }) => id !== 'GRP_USER_NAME_REPEATED');
  }

  /** The consumer depends on the cache, the cache on its group, and the group on its users. */
  private circleFindings({ consumer, grantee, options: { user } }: AdmissionRequest): readonly Finding[] {
    const { cache, group } = this.props;
    const [stack, home] = [stackOf(grantee), Stack.of(group)];
    if (!(group instanceof UserGroup) || stack === undefined) return [];
    const isMade = user?.node.defaultChild instanceof CfnResource;
    if (isMade && stack !== home && Stack.of(user) === stack) {
      return [
        {
          id: 'CON_USER_CYCLE',
          given: `user '${user.node.path}' for '${consumer}', which is in the same stack as the consumer`,
          allowed:
            'users in the stack of the group: the consumer waits for the cache, the cache for its group, and that for its users',
          fix: `Make the user in the stack ${home.node.path}, or leave \`user\` out`,
        },
      ];
    }
    if (stack !== home || home === Stack.of(cache)) return [];
    return [
      {
        id: 'CON_GROUP_CYCLE',
        given: `consumer '${consumer}' in the stack of the user group, on a cache of another stack`,
        allowed:
          'consumers in the stack of the cache or in one of their own: the consumer waits for the cache, and the cache for the group',
        fix: 'Move the consumer or the group to another stack',
      },
    ];
  }

  private createUser(request: AdmissionRequest): IUser {
    const { consumer, namespaces } = request;
    const { cache, kind, key, group } = this.props;
    const { home } = this;
    const props = {
      engine: this.engineOfUser,
      serverless: kind === 'serverless',
      access: Access._forCache(namespaces, kind),
      userId: this.identityOf(request),
    };
    // Several caches may have consumers of one name in the group.
    const id = home === cache ? `User-${consumer}` : `User-${consumer}-${cache.node.addr}`;
    if (isByIam(request)) return new IamUser(home, id, props);
    if (home !== cache && group instanceof UserGroup) {
      const user = new PasswordUser(home, id, { ...props, encryptionKey: group._encryptionKey });
      group._rotate(user);
      return user;
    }
    const user = new PasswordUser(home, id, { ...props, encryptionKey: key });
    this.rotation ??= new PasswordRotation(cache, 'Rotation');
    this.rotation.rotate(user);
    return user;
  }

  /** A group of engine Redis takes users of that engine only, also where it serves a Valkey cache. */
  private get engineOfUser(): Engine {
    const { engine, group } = this.props;
    return group.engineName === 'redis' && engine.name === 'valkey' ? Engine.REDIS_7_1 : engine;
  }

  private identityOf({ consumer }: AdmissionRequest): string {
    return identityOf(this.props.cache, 'user', [this.engineOfUser.name, consumer], consumer);
  }

  private proofOf(user: IUser): Pick<ManifestUser, 'secretArn' | 'iam'> {
    if (user.authentication !== UserAuthentication.IAM) return { secretArn: user.secret?.secretArn };
    const { kind, cacheName } = this.props;
    return { iam: { userId: user.userId, cacheName: cacheName(), serverless: kind === 'serverless' } };
  }

  private grantProof(consumer: string, user: IUser, grantee: iam.IGrantable): void {
    const { cache, cacheArn } = this.props;
    if (user.authentication === UserAuthentication.IAM) {
      const grant = grantConnect(grantee, user.userArn, cacheArn());
      warnOfIneffectiveGrant(cache, consumer, grantee, grant, 'elasticache:Connect on the cache and on its user');
    } else if (user.secret) {
      warnOfIneffectiveGrant(cache, consumer, grantee, grantSecret(user.secret, grantee, READ), READ_IN_WORDS);
    }
  }
}

function isByIam({ options }: AdmissionRequest): boolean {
  return options.authentication === ConsumerAuthentication.IAM;
}
