/** Where in a value the first thing sits that cannot be copied, such as `value.price.format`, and what it is. */
export interface Uncloneable {
  readonly path: string;
  readonly what: string;
}

/** Finds a function or a symbol, the two that people meet; undefined where something rarer is in the way. */
export function findUncloneable(value: unknown): Uncloneable | undefined {
  const seen = new Set<object>();
  const pending: { readonly at: unknown; readonly path: string }[] = [{ at: value, path: 'value' }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { at, path } = next;
    if (typeof at === 'function' || typeof at === 'symbol') return { path, what: `a ${typeof at}` };
    if (typeof at !== 'object' || at === null || seen.has(at) || ArrayBuffer.isView(at)) continue;
    seen.add(at);
    for (const [name, member] of membersOf(at)) pending.push({ at: member, path: path + name });
  }
  return undefined;
}

function* membersOf(value: object): Iterable<[string, unknown]> {
  if (value instanceof Map || value instanceof Set) {
    // By position: a map's keys are data, and data does not belong in an error.
    let position = 0;
    for (const [key, member] of value.entries()) {
      yield [`.<entry ${position}>`, key];
      yield [`.<entry ${position}>`, member];
      position += 1;
    }
  } else {
    for (const [name, member] of Object.entries(value)) yield [Array.isArray(value) ? `[${name}]` : `.${name}`, member];
  }
}
