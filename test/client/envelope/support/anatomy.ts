/**
 * A value in a form that JSON can hold and that differs wherever the values do: by type, holes, `undefined` members, -0, order of maps,
 * and by which objects are one and the same.
 */
export function anatomy(value: unknown): unknown {
  const met = new Map<object, number>();
  const walk = (part: unknown): unknown => {
    switch (typeof part) {
      case 'undefined':
        return { undefined: true };
      case 'bigint':
        return { BigInt: String(part) };
      case 'number':
        return Object.is(part, -0) ? { number: '-0' } : Number.isFinite(part) ? part : { number: String(part) };
      case 'object':
        return part === null ? null : walkObject(part);
      default:
        return part;
    }
  };
  const walkObject = (part: object): unknown => {
    const before = met.get(part);
    if (before !== undefined) return { same: before };
    met.set(part, met.size);
    const type = Object.prototype.toString.call(part).slice(8, -1);
    if (Buffer.isBuffer(part)) return { Buffer: part.toString('hex') };
    if (part instanceof DataView || type === 'DataView') return { DataView: hex(part as DataView) };
    if (ArrayBuffer.isView(part)) return { [type]: hex(part) };
    switch (type) {
      case 'Date':
        return { Date: walk((part as Date).getTime()) };
      case 'Map':
        return { Map: [...(part as Map<unknown, unknown>)].map((pair) => pair.map(walk)) };
      case 'Set':
        return { Set: [...(part as Set<unknown>)].map(walk) };
      case 'RegExp':
        return { RegExp: `/${(part as RegExp).source}/${(part as RegExp).flags}` };
      case 'Error':
        return { Error: `${(part as Error).name}: ${(part as Error).message}` };
      case 'ArrayBuffer':
        return { ArrayBuffer: Buffer.from(part as ArrayBuffer).toString('hex') };
      case 'Number':
      case 'String':
      case 'Boolean':
      case 'BigInt':
        return { [`boxed ${type}`]: (part as { valueOf(): number | string | boolean | bigint }).valueOf().toString() };
      case 'Array':
        return {
          Array: (part as unknown[]).length,
          of: Object.keys(part).map((at) => [at, walk((part as unknown[])[Number(at)])]),
        };
      default:
        return { [type]: Object.entries(part).map(([name, member]) => [name, walk(member)]) };
    }
  };
  return walk(value);
}

function hex(view: ArrayBufferView): string {
  return Buffer.from(view.buffer, view.byteOffset, view.byteLength).toString('hex');
}
