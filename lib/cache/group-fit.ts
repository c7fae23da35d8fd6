import { type GroupMember, UserAuthentication } from '../access/user';
import { type IUserGroup, UserGroup } from '../access/user-group';
import { groupCacheObjection } from '../model/access-groups';
import { engineSupports, versionsWith } from '../model/engine-features';
import type { Finding } from '../model/finding';
import { known } from './known';

/** A cache that is given a user group. */
interface Served {
  readonly engine: { readonly name: string; readonly version: string };
  /** Whether it has a public endpoint, which takes IAM users only. */
  readonly isPublic?: boolean;
  /** Id of the finding that the group does not suit the cache. */
  readonly id: string;
}

/**
 * Why a given group does not suit a cache; nothing where it does, or where it was made elsewhere and nobody knows. Users that come into the
 * group later are judged in the same way.
 */
export function groupFindings(group: IUserGroup, served: Served): readonly Finding[] {
  const { engine, id } = served;
  const objection = groupCacheObjection(group.engineName, engine.name);
  const findings: Finding[] =
    objection === undefined
      ? []
      : [
          {
            id,
            given: `a user group of engine ${group.engineName} for ${engine.name} (${objection})`,
            allowed: 'groups of engine redis for Redis; of either engine for Valkey',
            fix: 'Make the group with an Engine.redis version, or the cache with an Engine.valkey version',
          },
        ];
  if (!(group instanceof UserGroup)) return findings;
  const judge = (member: GroupMember): readonly Finding[] => memberFindings(member, served);
  return [...findings, ...group._users.flatMap(judge)];
}

/** Has users judged that come into the group once the cache has it. */
export function serveWith(group: IUserGroup, served: Served): void {
  if (group instanceof UserGroup) group._serve((member) => memberFindings(member, served));
}

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html */
function memberFindings({ userId, authentication }: GroupMember, { engine, isPublic, id }: Served): readonly Finding[] {
  const lacksIam =
    authentication === UserAuthentication.IAM &&
    known(engine.version) !== undefined &&
    !engineSupports(engine.name, engine.version, 'iam');
  if (lacksIam) {
    return [
      {
        id,
        given: `a user group with the IAM user '${userId}' for ${engine.name} ${engine.version}`,
        allowed: versionsWith('iam'),
        fix: 'Upgrade the engine of the cache, or use a PasswordUser',
      },
    ];
  }
  if (isPublic !== true || authentication === undefined || authentication === UserAuthentication.IAM) return [];
  return [
    {
      id: 'SC_PUBLIC_NEEDS_IAM',
      given: `a user group with '${userId}', who does not authenticate by IAM, for a cache with a public endpoint`,
      allowed: 'users who authenticate by IAM',
      fix: 'Use an IamUser, or a cache without a public endpoint',
    },
  ];
}
