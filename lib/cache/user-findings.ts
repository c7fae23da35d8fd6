import { MAX_USERS_IN_GROUP } from '../access/group-rules';
import { UserAuthentication } from '../access/user';
import { engineSupports, versionsWith } from '../model/engine-features';
import { type Finding, findingsOf, type Rule, unless } from '../model/finding';
import type { Engine } from '../vocabulary/engine';
import type { AdmissionRequest } from './accounts';
import { ConsumerAuthentication } from './connect-options';
import { known } from './known';

/** What an admission is judged by. */
interface UserFacts {
  readonly engine: Engine;
  /** Whether users can only be added to the group elsewhere. */
  readonly isForeignGroup: boolean;
  /** Whether the group has no place for a further user. */
  readonly isFull: boolean;
}

type Subject = AdmissionRequest & UserFacts;

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/quota-limits.html */
const atMost: Rule<Subject> = {
  id: 'CON_TOO_MANY',
  check: ({ consumer, isFull }) =>
    unless(!isFull, {
      given: `a further user for '${consumer}' in a full user group`,
      allowed: `${MAX_USERS_IN_GROUP} users in one user group, the default user of engine redis included`,
      fix: 'Let consumers with the same rights share a name and a secret, or use a second cache',
    }),
};

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html */
const iamSupported: Rule<Subject> = {
  id: 'CON_IAM_UNSUPPORTED',
  check: ({ consumer, engine, options }) => {
    const wantsIam =
      options.authentication === ConsumerAuthentication.IAM || options.user?.authentication === UserAuthentication.IAM;
    const isSupported = known(engine.version) === undefined || engineSupports(engine.name, engine.version, 'iam');
    return unless(!wantsIam || isSupported, {
      given: `IAM authentication of '${consumer}' with ${engine.name} ${engine.version}`,
      allowed: versionsWith('iam'),
      fix: 'Upgrade the engine, or leave `authentication` out',
    });
  },
};

const oneWay: Rule<Subject> = {
  id: 'CON_USER_CONTRADICTION',
  check: ({ consumer, options }) =>
    unless(options.user === undefined || options.authentication === undefined, {
      given: `both \`user\` and \`authentication\` for '${consumer}'`,
      allowed: 'an existing user, which proves who it is in its own way, or a new one',
      fix: 'Leave one of them out',
    }),
};

const proof: Rule<Subject> = {
  id: 'CON_USER_WITHOUT_PROOF',
  check: ({ consumer, options: { user } }) =>
    unless(user === undefined || user.authentication === UserAuthentication.IAM || user.secret !== undefined, {
      given: `the user '${user?.userName}' for '${consumer}', whose secret is not known`,
      allowed: 'users with IAM authentication, or with a secret that holds { "username", "password" }',
      fix: 'Import it with its secret: PasswordUser.fromUserAttributes(…, { secret })',
    }),
};

const foreignGroup: Rule<Subject> = {
  id: 'CON_GROUP_IMPORTED',
  check: ({ consumer, isForeignGroup, options: { user } }) =>
    unless(!isForeignGroup || user !== undefined, {
      given: `a new user for '${consumer}' in a user group that was made elsewhere`,
      allowed: 'existing members of that group',
      fix: 'Pass one of them: connect(…, { user }), or give the cache a group of this app',
    }),
};

const RULES: readonly Rule<Subject>[] = [atMost, iamSupported, oneWay, proof, foreignGroup];

/** What forbids to admit a consumer to a cache with users. */
export function userFindings(request: AdmissionRequest, facts: UserFacts): readonly Finding[] {
  return findingsOf(RULES, { ...request, ...facts });
}
