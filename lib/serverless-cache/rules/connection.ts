import { engineSupports, versionsWith } from '../../model/engine-features';
import { type Rule, unless } from '../../model/finding';
import { known } from '../../cache/known';
import type { ServerlessPlan } from '../plan';

const vpcNeeded: Rule<ServerlessPlan> = {
  id: 'SC_VPC_MISSING',
  check: ({ isPublic, given }) =>
    unless(isPublic || given.vpc, {
      given: 'no vpc',
      allowed: 'a VPC, unless the cache is reached through the internet',
      fix: 'Name the network with `vpc`, or say connectionType: ServerlessConnectionType.PUBLIC',
    }),
};

const publicHasNoNetwork: Rule<ServerlessPlan> = {
  id: 'SC_PUBLIC_OUTSIDE_VPC',
  check: ({ isPublic, given }) => {
    const { vpc, vpcSubnets, securityGroups } = given;
    const names = Object.entries({ vpc, vpcSubnets, securityGroups: securityGroups !== undefined })
      .filter(([, isGiven]) => isGiven)
      .map(([name]) => name);
    return unless(!isPublic || names.length === 0, {
      given: `${names.join(', ')} with connectionType PUBLIC`,
      allowed: 'a public cache without network: its endpoint is in no VPC, and no security group guards it',
      fix: 'Leave these properties out, or the connectionType',
    });
  },
};

const publicEngine: Rule<ServerlessPlan> = {
  id: 'SC_PUBLIC_UNSUPPORTED',
  check: ({ isPublic, engine }) => {
    const version = known(engine.version);
    return unless(!isPublic || version === undefined || engineSupports(engine.name, version, 'publicEndpoint'), {
      given: `connectionType PUBLIC with ${engine.name} ${engine.version}`,
      allowed: `public endpoints with ${versionsWith('publicEndpoint')}`,
      fix: 'Use ServerlessEngine.VALKEY_9, or leave `connectionType` out',
    });
  },
};

const publicUsers: Rule<ServerlessPlan> = {
  id: 'SC_PUBLIC_NEEDS_USERS',
  check: ({ isPublic, authentication }) =>
    unless(!isPublic || authentication === 'users', {
      given: `connectionType PUBLIC with authentication '${authentication}'`,
      allowed: 'users who authenticate by IAM: the service takes no others on a public endpoint',
      fix: 'Leave `authentication` out',
    }),
};

const securityGroups: Rule<ServerlessPlan> = {
  id: 'SC_SECURITY_GROUPS_EMPTY',
  check: ({ given, isPublic }) =>
    unless(isPublic || given.securityGroups !== 0, {
      given: 'an empty list of security groups, for which ElastiCache takes the default group of the VPC',
      allowed: 'at least one security group',
      fix: 'Leave `securityGroups` out: a closed one is made',
    }),
};

export const CONNECTION_RULES: readonly Rule<ServerlessPlan>[] = [
  vpcNeeded,
  publicHasNoNetwork,
  publicEngine,
  publicUsers,
  securityGroups,
];
