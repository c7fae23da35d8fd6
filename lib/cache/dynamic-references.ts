import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Finding } from '../model/finding';

/** Fixed by the service: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html */
const MAX_REFERENCES = 60;

/** How many passwords and tokens each template asks Secrets Manager for. */
const counted = new WeakMap<Stack, number>();

/** Why a template cannot ask for more secrets; nothing where it can. Refused while it is written, because CloudFormation would refuse all of it. */
export function dynamicReferenceFindings(scope: Construct, more: number): readonly Finding[] {
  const stack = Stack.of(scope);
  const count = (counted.get(stack) ?? 0) + more;
  if (count <= MAX_REFERENCES) return [];
  return [
    {
      id: 'CACHE_DYNAMIC_REFERENCES',
      given: `password number ${count} in the template of ${stack.node.path || 'the stack'}`,
      allowed: `${MAX_REFERENCES} dynamic references in a template, those of other resources included`,
      fix: 'Let consumers authenticate by IAM, which takes none: connect(…, { authentication: ConsumerAuthentication.IAM }); or move caches to another stack',
    },
  ];
}

/** Counts what a template has come to ask for. */
export function countDynamicReferences(scope: Construct, more: number): void {
  const stack = Stack.of(scope);
  counted.set(stack, (counted.get(stack) ?? 0) + more);
}
