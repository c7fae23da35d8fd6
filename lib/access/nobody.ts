import type { Construct } from 'constructs';
import { Engine } from '../vocabulary/engine';
import { Access } from './access';
import { IamUser } from './iam-user';

/**
 * CloudFormation refuses a group without members, and a cache is often deployed before its first consumer: until then a user stands in
 * that may not log in and may do nothing. It authenticates by IAM so that there is no password to keep.
 */
export function makeNobody(group: Construct, id: string): IamUser {
  return new IamUser(group, id, { engine: Engine.VALKEY_7_2, access: Access.none() });
}
