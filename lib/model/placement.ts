import { HASH_SLOTS, parseSlots, type SlotRange } from './nodes';

/** One shard as it is placed by hand. A number that is known only at deployment is absent. */
export interface ShardPlan {
  readonly slots: string | undefined;
  readonly primaryAvailabilityZone: string | undefined;
  readonly replicaAvailabilityZones: readonly string[] | undefined;
  readonly replicas: number;
}

/** What is wrong with the slots of all shards together; nothing where each slot is held exactly once, or nobody says slots. */
export function slotsObjection(shards: readonly (string | undefined)[]): string | undefined {
  const given = shards.filter((slots) => slots !== undefined);
  if (given.length === 0) return undefined;
  if (given.length < shards.length) return `slots for ${given.length} of ${shards.length} shards`;
  const parsed = given.map((slots) => ({ slots, ranges: parseSlots(slots) }));
  const unreadable = parsed.find(({ ranges }) => ranges === undefined);
  if (unreadable !== undefined) return `slots '${unreadable.slots}'`;
  return coverageObjection(parsed.flatMap(({ ranges }) => ranges ?? []));
}

/** Walks the ranges in order: the next must begin right after the one before it ended. */
function coverageObjection(ranges: readonly SlotRange[]): string | undefined {
  let next = 0;
  for (const { first, last } of [...ranges].sort((a, b) => a.first - b.first)) {
    if (first > next) return `slots without ${rangeText(next, first - 1)}`;
    if (first < next) return `slot ${first} twice`;
    next = last + 1;
  }
  return next === HASH_SLOTS ? undefined : `slots without ${rangeText(next, HASH_SLOTS - 1)}`;
}

function rangeText(first: number, last: number): string {
  return first === last ? String(first) : `${first}-${last}`;
}
