import { compareVersions } from './engine-catalog';
import { titleOf } from './engine-features';
import { type NodeTypeFacts, nodeTypeFacts, parseNodeType, sizesOf } from './node-catalog';
import { refusedFamily } from './node-families';

/**
 * Why a node type cannot run caches of an engine; nothing where it can, or where its family is newer than this release.
 *
 * @param engineVersion absent where only the deployment knows it
 */
export function nodeTypeObjection(nodeType: string, engineName: string, engineVersion?: string): string | undefined {
  const parsed = parseNodeType(nodeType);
  if (parsed === undefined) return 'not of the form cache.<family>.<size>';
  const refused = refusedFamily(parsed.family);
  if (refused !== undefined) return refused;
  const sizes = sizesOf(parsed.family);
  if (sizes.length > 0 && !sizes.includes(parsed.size)) return `${parsed.family} comes in ${sizes.join(', ')}`;
  const facts = nodeTypeFacts(nodeType);
  return facts === undefined ? undefined : engineObjection(facts, engineName, engineVersion);
}

/** What most caches run well on, the newest first. */
const USUAL_NODE_TYPES = ['cache.r7g.large', 'cache.r6g.large', 'cache.r5.large'];

/** A node type that an engine version takes, for messages: its name, and the constant of it. */
export function suggestedNodeType(
  engineName: string,
  engineVersion?: string,
): { readonly name: string; readonly constant: string } {
  const name =
    USUAL_NODE_TYPES.find((type) => nodeTypeObjection(type, engineName, engineVersion) === undefined) ??
    'cache.r5.large';
  return { name, constant: name.replace('cache.', '').replace('.', '_').toUpperCase() };
}

function engineObjection(facts: NodeTypeFacts, engineName: string, engineVersion?: string): string | undefined {
  const minimums: Readonly<Record<string, string>> = facts.minimumVersions;
  const minimum = Object.hasOwn(minimums, engineName) ? minimums[engineName] : undefined;
  if (minimum === undefined) return `${facts.family} nodes do not run ${titleOf(engineName)}`;
  return engineVersion === undefined || compareVersions(engineVersion, minimum) >= 0
    ? undefined
    : `${facts.family} nodes run ${titleOf(engineName)} from ${minimum} on`;
}
