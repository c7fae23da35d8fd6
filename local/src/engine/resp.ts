/** A reply of the engine (RESP2), strings decoded as UTF-8. */
export type EngineReply = string | number | null | EngineFault | readonly EngineReply[];

/** An error reply. */
export class EngineFault extends Error {
  public constructor(message: string) {
    super(message);
    this.name = 'EngineFault';
  }
}

/** A command in the engine's protocol. */
export function encodeCommand(words: readonly string[]): string {
  return `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`;
}

/** Cuts a stream of bytes into replies. https://valkey.io/topics/protocol/ */
export class ReplyReader {
  #pending: Buffer = Buffer.alloc(0);

  /** The replies that are complete with these bytes. */
  public feed(bytes: Buffer): EngineReply[] {
    this.#pending = this.#pending.length === 0 ? bytes : Buffer.concat([this.#pending, bytes]);
    const replies: EngineReply[] = [];
    for (;;) {
      const cursor = { at: 0 };
      const reply = read(this.#pending, cursor);
      if (reply === undefined) return replies;
      this.#pending = this.#pending.subarray(cursor.at);
      replies.push(reply);
    }
  }
}

/** `undefined`: the reply has not arrived in full. */
function read(bytes: Buffer, cursor: { at: number }): EngineReply | undefined {
  const end = bytes.indexOf('\r\n', cursor.at);
  if (end < 0) return undefined;
  const kind = String.fromCharCode(bytes[cursor.at] ?? 0);
  const text = bytes.toString('utf8', cursor.at + 1, end);
  cursor.at = end + 2;
  switch (kind) {
    case '+':
      return text;
    case '-':
      return new EngineFault(text);
    case ':':
      return Number(text);
    case '$':
      return readBulk(bytes, cursor, Number(text));
    case '*':
      return readArray(bytes, cursor, Number(text));
    default:
      throw new EngineFault(`not a RESP2 reply: ${JSON.stringify(kind + text.slice(0, 60))}`);
  }
}

function readBulk(bytes: Buffer, cursor: { at: number }, size: number): string | null | undefined {
  if (size < 0) return null;
  if (bytes.length < cursor.at + size + 2) return undefined;
  const text = bytes.toString('utf8', cursor.at, cursor.at + size);
  cursor.at += size + 2;
  return text;
}

function readArray(bytes: Buffer, cursor: { at: number }, count: number): readonly EngineReply[] | null | undefined {
  if (count < 0) return null;
  const items: EngineReply[] = [];
  for (let i = 0; i < count; i++) {
    const item = read(bytes, cursor);
    if (item === undefined) return undefined;
    items.push(item);
  }
  return items;
}
