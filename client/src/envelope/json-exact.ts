/**
 * Whether JSON gives this value back exactly: `JSON.parse(JSON.stringify(value))` has the same types, the same members and no
 * difference in identity that could be seen (an object that occurs twice would come back as two).
 */
export function isJsonExact(value: unknown): boolean {
  return walk(value, new Set());
}

function walk(value: unknown, seen: Set<object>): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true;
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0);
    case 'object':
      return value === null || walkObject(value, seen);
    default:
      return false;
  }
}

function walkObject(value: object, seen: Set<object>): boolean {
  if (seen.has(value)) return false;
  seen.add(value);
  if (Array.isArray(value)) {
    // Fewer keys than elements means holes; more means named members, which JSON drops.
    if (Object.keys(value).length !== value.length || 'toJSON' in value) return false;
    return value.every((item) => walk(item, seen));
  }
  if (!isPlain(value) || 'toJSON' in value) return false;
  return Object.values(value).every((member) => walk(member, seen));
}

/** Made by `{}`, in whatever realm: an object whose prototype is the end of its chain and carries what `Object.prototype` does. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (typeof prototype !== 'object' || prototype === null) return false;
  return (
    prototype === Object.prototype ||
    (Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, 'isPrototypeOf'))
  );
}
