import { CfnOutput, Lazy, Names, NestedStack, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { type CacheManifest, MANIFEST_OUTPUT_PREFIX } from '../contract';
import { madeDescription } from '../model/description';

/**
 * Puts the whole manifest out: what the client and the local twin find a cache by. Only the outputs of the outermost stack reach
 * `cdk deploy --outputs-file`, so a cache in a nested stack is put out there.
 *
 * @param describe called when the template is made, after all namespaces and consumers are known
 */
export function publishManifest(cache: Construct, describe: () => CacheManifest): void {
  const own = Stack.of(cache);
  const stack = outermost(own);
  const logicalId = outputId(stack, cache);
  const output = new CfnOutput(stack === own ? cache : stack, stack === own ? 'Manifest' : logicalId, {
    description: madeDescription(`How to use the cache ${cache.node.path}`),
    value: Lazy.string({ produce: () => stack.toJsonString(describe()) }),
  });
  output.overrideLogicalId(logicalId);
}

/** The ids of each stack's outputs. */
const taken = new WeakMap<Stack, Set<string>>();

/** CloudFormation's own limit, with room for the CDK's fingerprint: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/outputs-section-structure.html */
const LONGEST_NAME = 200;

/** Readable, and told apart by a fingerprint only where two paths read the same without what an output's name may not hold. */
function outputId(stack: Stack, cache: Construct): string {
  const ids = taken.get(stack) ?? new Set();
  taken.set(stack, ids);
  const name = cache.node.path.slice(stack.node.path.length).replace(/[^A-Za-z0-9]/g, '');
  const plain = `${MANIFEST_OUTPUT_PREFIX}${name}`;
  const isFree = name !== '' && name.length <= LONGEST_NAME && !ids.has(plain);
  const id = isFree ? plain : `${plain.slice(0, LONGEST_NAME)}${Names.nodeUniqueId(cache.node).slice(-8)}`;
  ids.add(id);
  return id;
}

function outermost(stack: Stack): Stack {
  const parent = stack.nestedStackParent;
  return parent === undefined || !NestedStack.isNestedStack(stack) ? stack : outermost(parent);
}
