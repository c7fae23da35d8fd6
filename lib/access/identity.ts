import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { kebab, physicalName } from '../model/names';

/**
 * The id of a user or user group, which CloudFormation wants from us. It is different in every stack and for every construct, and
 * contains what replaces the resource (its engine, its name), so that the replacement can be made before the original goes.
 *
 * @param kind tells users from groups
 * @param createOnly what replaces the resource besides
 * @param label what a person recognizes; the construct's id where nothing is said
 */
export function identityOf(
  construct: Construct,
  kind: 'user' | 'group',
  createOnly: readonly string[],
  label = kebab(construct.node.id),
): string {
  return physicalName(label || kind, [
    outermost(Stack.of(construct)).stackName,
    construct.node.path,
    ...createOnly,
    kind,
  ]);
}

/** The name of a nested stack is known only at deployment; its path tells it from others. */
function outermost(stack: Stack): Stack {
  return stack.nestedStackParent === undefined ? stack : outermost(stack.nestedStackParent);
}
