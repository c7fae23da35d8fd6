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
import type { Engine } from '../vocabulary/engine';
import type { Accounts, Admission, AdmissionRequest } from './accounts';
import { ConsumerAuthentication } from './connect-options';
import { dynamicReferenceFindings } from './dynamic-references';
import { grantSecret, READ } from './secret-access';
import { userFindings } from './user-findings';

/** The cache whose consumers have users of their own. */
export interface UserAccountsProps {
  readonly cache: Construct;
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
    const { cache, engine, group } = this.props;
    const { user, authentication } = request.options;
    const isNewPassword = user === undefined && authentication !== ConsumerAuthentication.IAM;
    const findings = userFindings(request, {
      engine,
      isForeignGroup: !(group instanceof UserGroup),
      admitted: this.users.length,
    });
    return [...findings, ...(isNewPassword ? dynamicReferenceFindings(cache, 1) : [])];
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
    if (grantee) this.grantProof(user, grantee);
    return {
      auth: { kind: 'users', users: [described] },
      userName: user.userName,
      secret: user.secret,
      scope: options.user === undefined ? user : undefined,
    };
  }

  private createUser({ consumer, namespaces, options }: AdmissionRequest): IUser {
    const { cache, kind, engine, key } = this.props;
    const isIam = options.authentication === ConsumerAuthentication.IAM;
    const props = {
      engine,
      serverless: kind === 'serverless',
      access: Access._forCache(namespaces, kind),
      userId: identityOf(cache, 'user', [engine.name, consumer], consumer),
    };
    const id = `User-${consumer}`;
    if (isIam) return new IamUser(cache, id, props);
    const user = new PasswordUser(cache, id, { ...props, encryptionKey: key });
    this.rotation ??= new PasswordRotation(cache, 'Rotation');
    this.rotation.rotate(user);
    return user;
  }

  private proofOf(user: IUser): Pick<ManifestUser, 'secretArn' | 'iam'> {
    if (user.authentication !== UserAuthentication.IAM) return { secretArn: user.secret?.secretArn };
    const { kind, cacheName } = this.props;
    return { iam: { userId: user.userId, cacheName: cacheName(), serverless: kind === 'serverless' } };
  }

  private grantProof(user: IUser, grantee: iam.IGrantable): void {
    if (user.authentication === UserAuthentication.IAM) grantConnect(grantee, user.userArn, this.props.cacheArn());
    else if (user.secret) grantSecret(user.secret, grantee, READ);
  }
}
