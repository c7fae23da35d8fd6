import { Stack } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { ManifestAuth, ManifestUser } from '../contract';
import { renderAccessString } from '../model/access-string';
import { connectionNeeds } from '../model/connection-needs';
import type { Finding } from '../model/finding';
import type { Accounts, Admission, AdmissionRequest } from './accounts';
import { CacheUser } from './cache-user';
import { PasswordRotation } from './password-rotation';
import { grantSecret, READ } from './secret-access';
import type { UserGroup } from './user-group';

/** Fixed by the service: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/quota-limits.html */
const MAX_USERS = 100;

/** The cache whose consumers have users of their own. */
export interface UserAccountsProps {
  readonly cache: Construct;
  readonly kind: 'replicated' | 'sharded' | 'serverless';
  readonly engine: string;
  readonly group: UserGroup;
  readonly key: kms.IKey | undefined;
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

  public findings(): readonly Finding[] {
    if (this.users.length < MAX_USERS) return [];
    return [
      {
        id: 'CON_TOO_MANY',
        given: `consumer number ${this.users.length + 1}`,
        allowed: `${MAX_USERS} users in one user group`,
        fix: 'Let consumers with the same rights share a name and a secret, or use a second cache',
      },
    ];
  }

  public admit({ consumer, namespaces, grantee }: AdmissionRequest): Admission {
    const user = this.createUser(consumer, namespaces);
    if (grantee) grantSecret(user.secret, this.props.key, grantee, READ);
    const described: ManifestUser = {
      consumer,
      userName: user.userName,
      secretArn: user.secret.secretArn,
      namespaces: namespaces.map(({ name }) => name),
    };
    this.users.push(described);
    return {
      auth: { kind: 'users', users: [described] },
      userName: user.userName,
      secret: user.secret,
      scope: user,
    };
  }

  private createUser(consumer: string, namespaces: AdmissionRequest['namespaces']): CacheUser {
    const { cache, kind, engine, group, key } = this.props;
    const user = new CacheUser(cache, `User-${consumer}`, {
      consumer,
      accessString: renderAccessString([
        connectionNeeds(kind === 'replicated' ? 'replicated' : 'sharded'),
        ...namespaces.map(({ pattern, keyPrefix }) => pattern._needs(keyPrefix)),
      ]),
      encryptionKey: key,
      identity: { stackName: Stack.of(cache).stackName, path: cache.node.path, engine },
    });
    group.admit(user.resource);
    this.rotation ??= new PasswordRotation(cache, 'Rotation', key);
    this.rotation.rotate(user);
    return user;
  }
}
