import type { Construct } from 'constructs';
import { refuse } from '../errors/configuration-error';
import { warn } from '../errors/warn';
import type { AccessTarget } from '../model/access-target';
import { type Finding, findingsOf } from '../model/finding';
import { identityOf } from './identity';
import { isUserEngine, USER_RULES, type UserPlan } from './user-rules';
import type { UserAuthentication, UserProps } from './user';

/** Decides what a user is called and may do. */
export function planUser(
  construct: Construct,
  props: UserProps,
  authentication: UserAuthentication,
  userName?: string,
): UserPlan {
  const { engine, access, serverless = false } = props;
  const createOnly = [engine.name, ...(userName === undefined ? [] : [userName])];
  const userId = props.userId ?? identityOf(construct, 'user', createOnly);
  return {
    engineName: engine.name,
    engineVersion: engine.version,
    authentication,
    serverless,
    access,
    userId,
    userName: userName ?? userId,
  };
}

/** Refuses everything that is wrong with a user at once, says what is dangerous, and gives its access string. */
export function accessStringOf(construct: Construct, plan: UserPlan, further: readonly Finding[] = []): string {
  const target = targetOf(plan);
  const rights = target === undefined ? [] : plan.access._findings(target);
  refuse(construct.node.path, [...findingsOf(USER_RULES, plan), ...further, ...rights]);
  // An engine without users has been refused.
  if (target === undefined) return '';
  warn(construct, plan.access._cautions(target));
  return plan.access._render(target);
}

/**
 * A user may be used with several caches, so its rights are written for the one that asks most of a client: one with slots. Nothing for
 * an engine without users, which is refused.
 */
function targetOf({ engineName, engineVersion, serverless }: UserPlan): AccessTarget | undefined {
  if (!isUserEngine(engineName)) return undefined;
  return { engine: engineName, version: engineVersion, kind: serverless ? 'serverless' : 'sharded' };
}
