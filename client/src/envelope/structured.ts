import { DefaultDeserializer, type Deserializer, serialize } from 'node:v8';

/** The value as text: every type of the structured clone algorithm, and Buffer as Buffer. Throws what V8 throws. */
export function structuredToText(value: unknown): string {
  return serialize(value).toString('base64');
}

/** @throws when the text is not what {@link structuredToText} wrote */
export function structuredFromText(text: string): unknown {
  // Not Buffer.from: its small buffers are windows of a pool that is shared with the rest of the process.
  const bytes = Buffer.allocUnsafeSlow(Buffer.byteLength(text, 'base64'));
  const length = bytes.write(text, 'base64');
  const reader = new OwnedDeserializer(bytes.subarray(0, length));
  reader.readHeader();
  return reader.readValue();
}

/** Node's reader, with the hook for typed arrays and Buffers that it documents on the writing side and that its typings leave out. */
const NodeDeserializer = DefaultDeserializer as unknown as new (bytes: Buffer) => Deserializer & {
  _readHostObject(): ArrayBufferView;
};

/** Node's reader hands out views of the bytes that it reads from; a value's typed array has memory of its own. */
class OwnedDeserializer extends NodeDeserializer {
  public override _readHostObject(): ArrayBufferView {
    const view = super._readHostObject();
    const own = view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength);
    if (Buffer.isBuffer(view)) return Buffer.from(own);
    const View = view.constructor as new (buffer: ArrayBufferLike) => ArrayBufferView;
    return new View(own);
  }
}
