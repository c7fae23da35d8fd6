import { type ReplacingChange, replacingChanges, STATEFUL_TYPES } from '../model/create-only';
import type { Replacement } from './facts';
import { type Resource, type Resources, referencesIn } from './resources';

/**
 * What an update from one template to another would replace, of the resources that hold data.
 *
 * A replaced resource gets another name. What refers to it by a create-only property is therefore replaced too, and so on.
 */
export function replacementsBetween(before: Resources, after: Resources): readonly Replacement[] {
  const renewed = renewedResources(before, after);
  return before.ofType(...STATEFUL_TYPES).flatMap((old) => {
    const next = after.find(old.logicalId);
    if (next?.type !== old.type) {
      return [replacement(old, { property: '', change: 'removed', certainty: 'certain' }, old.type, next?.type)];
    }
    return changesOf(old, next, renewed).map((change) =>
      replacement(old, change, old.properties[change.property], next.properties[change.property]),
    );
  });
}

/** Logical ids behind which there will be another resource than before: grows until nothing follows any more. */
function renewedResources(before: Resources, after: Resources): ReadonlySet<string> {
  const renewed = new Set<string>();
  let size: number;
  do {
    size = renewed.size;
    for (const old of before.all) {
      const next = after.find(old.logicalId);
      if (next === undefined) continue;
      const isRenewed =
        next.type !== old.type || changesOf(old, next, renewed).some(({ certainty }) => certainty === 'certain');
      if (isRenewed) renewed.add(old.logicalId);
    }
  } while (renewed.size > size);
  return renewed;
}

function changesOf(old: Resource, next: Resource, renewed: ReadonlySet<string>): readonly ReplacingChange[] {
  return replacingChanges(old.type, old, next, (a, b) => {
    const refersToRenewed = [...referencesIn(b)].some((logicalId) => renewed.has(logicalId));
    return !refersToRenewed && canonical(a) === canonical(b);
  });
}

function replacement(
  { logicalId, type }: Resource,
  { property, change, certainty }: ReplacingChange,
  before: unknown,
  after: unknown,
): Replacement {
  return {
    logicalId,
    resourceType: type,
    property,
    change,
    certainty,
    before: before === undefined ? '' : canonical(before),
    after: after === undefined ? '' : canonical(after),
  };
}

/** The same text for values that differ only in the order of their names. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
