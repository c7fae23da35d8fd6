import { DefaultTokenResolver, NestedStack, Reference, Stack, Token, Tokenization } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { kebab, physicalName } from '../model/names';

/** Everything whose change makes CloudFormation replace a serverless cache, as it will be emitted. */
export interface CreateOnlyInputs {
  readonly keyArn: string | undefined;
  readonly subnetIds: readonly string[] | undefined;
  readonly restoreFrom: readonly string[] | undefined;
  readonly networkType: string | undefined;
  readonly connectionType: string | undefined;
}

/**
 * A name for a serverless cache. CloudFormation generates none and makes a replacement before it deletes the original, so the two need different
 * names: each input that replaces the cache is part of the name, and nothing else is.
 */
export function generatedName(cache: IConstruct, inputs: CreateOnlyInputs): string {
  const { keyArn, subnetIds, restoreFrom, networkType, connectionType } = inputs;
  const createOnly = { keyArn, subnetIds, restoreFrom, networkType, connectionType };
  return physicalName(kebab(cache.node.id) || 'cache', [
    deploymentName(cache),
    cache.node.path,
    ...Object.entries(createOnly).map(([name, value]) => `${name}=${stableForm(cache, value ?? null)}`),
  ]);
}

/** Values in an order that says nothing: a list that is given in another order does not replace the cache. */
export function stableOrder(scope: IConstruct, values: readonly string[]): readonly string[] {
  if (Token.isUnresolved(values)) return values;
  const keyed = values.map((value) => ({ value, key: stableForm(scope, value) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ value }) => value);
}

/** Name of the stack that is deployed: that of a nested stack is known at deployment only. */
export function deploymentName(scope: IConstruct): string {
  const stack = outermost(Stack.of(scope));
  return stableForm(scope, stack.stackName);
}

function outermost(stack: Stack): Stack {
  const parent = stack.nestedStackParent;
  return parent === undefined || !NestedStack.isNestedStack(stack) ? stack : outermost(parent);
}

/**
 * What CloudFormation will see, as text that is the same in every synthesis: tokens are numbered in the order in which they are made, so
 * their text is not. A reference is told by its stack too, because two stacks can hold resources of one logical id.
 */
export function stableForm(scope: IConstruct, value: unknown): string {
  return JSON.stringify(Tokenization.resolve(value, { scope, resolver: new StableResolver(), preparing: false }));
}

class StableResolver extends DefaultTokenResolver {
  public constructor() {
    super({ join: (left: unknown, right: unknown) => [left, right].filter((part) => part !== undefined) });
  }

  public override resolveToken(...[token, context, postProcessor]: Parameters<DefaultTokenResolver['resolveToken']>) {
    const resolved: unknown = super.resolveToken(token, context, postProcessor);
    return Reference.isReference(token) ? { of: Stack.of(token.target).node.path, is: resolved } : resolved;
  }
}
