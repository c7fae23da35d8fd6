import { CfnOutput, Lazy, NestedStack, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { type CacheManifest, MANIFEST_OUTPUT_PREFIX } from '../contract';

/**
 * Puts the whole manifest out: what the client and the local twin find a cache by. Only the outputs of the outermost stack reach
 * `cdk deploy --outputs-file`, so a cache in a nested stack is put out there.
 *
 * @param describe called when the template is made, after all namespaces and consumers are known
 */
export function publishManifest(cache: Construct, describe: () => CacheManifest): void {
  const own = Stack.of(cache);
  const stack = outermost(own);
  const name = cache.node.path.slice(stack.node.path.length).replace(/[^A-Za-z0-9]/g, '');
  const logicalId = `${MANIFEST_OUTPUT_PREFIX}${name}`;
  const output = new CfnOutput(stack === own ? cache : stack, stack === own ? 'Manifest' : logicalId, {
    description: `How to use the cache ${cache.node.path}`,
    value: Lazy.string({ produce: () => stack.toJsonString(describe()) }),
  });
  output.overrideLogicalId(logicalId);
}

function outermost(stack: Stack): Stack {
  const parent = stack.nestedStackParent;
  return parent === undefined || !NestedStack.isNestedStack(stack) ? stack : outermost(parent);
}
