import { DefaultDeserializer, serialize } from 'node:v8';

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

/** Node's reader hands out views of the bytes it reads from; a value's typed array has a buffer of its own. */
class OwnedDeserializer extends DefaultDeserializer {
  /** Called by Node for a typed array or Buffer. */
  public _readHostObject(): unknown {
    const view = readView.call(this);
    const own = view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength);
    if (Buffer.isBuffer(view)) return Buffer.from(own);
    const View = view.constructor as new (buffer: ArrayBufferLike) => ArrayBufferView;
    return new View(own);
  }
}

// Node documents the host-object hook of a Serializer for overriding; the typings leave the inherited implementation out.
const readView = (DefaultDeserializer.prototype as unknown as { _readHostObject(this: unknown): ArrayBufferView })
  ._readHostObject;
