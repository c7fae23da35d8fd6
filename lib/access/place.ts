import { Stack, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { Finding } from '../model/finding';
import type { IUser } from './user';

/**
 * Why a user cannot be in a group because of where it is. A group waits for its users, so its stack depends on theirs; and a cache knows the
 * users of its own account and Region only.
 */
export function placeFindings(group: IConstruct, user: IUser): readonly Finding[] {
  const home = Stack.of(group);
  const findings: Finding[] = [];
  if (differ(user.env.account, home.account) || differ(user.env.region, home.region)) {
    findings.push({
      id: 'GRP_USER_ELSEWHERE',
      given: `user '${user.node.path}' of ${user.env.account}/${user.env.region} in a group of ${home.account}/${home.region}`,
      allowed: 'users of the group’s account and Region',
      fix: 'Make the user where the group is',
    });
  }
  const stack = Stack.of(user);
  if (stack !== home && dependsOn(stack, home)) {
    findings.push({
      id: 'GRP_USER_CYCLE',
      given: `user '${user.node.path}', whose stack depends on that of the group ${group.node.path}`,
      allowed: 'users of the group’s stack, or of a stack that does not depend on it: the group waits for its users',
      fix: `Make the user in the stack ${home.node.path}`,
    });
  }
  return findings;
}

/** Whether a stack depends on another, also by way of others, as far as is known by now. */
export function dependsOn(stack: Stack, other: Stack, seen = new Set<Stack>()): boolean {
  if (seen.has(stack)) return false;
  seen.add(stack);
  return stack.dependencies.some((each) => each === other || dependsOn(each, other, seen));
}

/** What only the deployment knows is not judged. */
export function differ(one: string, other: string): boolean {
  return !Token.isUnresolved(one) && !Token.isUnresolved(other) && one !== other;
}
