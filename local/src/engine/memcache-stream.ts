/**
 * Memcached's text protocol, as far as one must know it to find where a command, and where a reply, ends.
 * https://github.com/memcached/memcached/blob/master/doc/protocol.txt
 */

const LINE_END = '\r\n';

/** Commands that a block of data follows; its length is the word at this place. */
const DATA_LENGTH_AT: Readonly<Record<string, number>> = {
  set: 4,
  add: 4,
  replace: 4,
  append: 4,
  prepend: 4,
  cas: 4,
  ms: 2,
};

/** First byte of every command, and of every reply, in the binary protocol. */
const BINARY = { request: 0x80, reply: 0x81 } as const;

/** A longer line is none that this code needs to know; it passes on as it is. In bytes. */
const LONGEST_LINE = 8192;

/** A part of a stream: bytes to pass on as they are, or a line that was looked for. */
export type Piece = { readonly pass: Buffer } | { readonly found: string };

/**
 * Cuts a stream into lines and blocks of data, and passes it on except for the lines that are looked for.
 */
class LineScanner {
  #line: Buffer = Buffer.alloc(0);
  #dataLeft = 0;
  #midLine = false;
  #atStart = true;
  /** The binary protocol has no lines: everything passes. */
  #blind = false;

  /**
   * @param dataAfter how many bytes follow a line that are not lines, without their line end
   * @param isFound whether a line is looked for
   * @param binary first byte where the peer speaks the binary protocol
   */
  public constructor(
    private readonly dataAfter: (line: string) => number | undefined,
    private readonly isFound: (line: string) => boolean,
    private readonly binary: number,
  ) {}

  public feed(bytes: Buffer): Piece[] {
    if (this.#blind) return [{ pass: bytes }];
    if (this.#atStart && bytes.length > 0) {
      this.#atStart = false;
      this.#blind = bytes[0] === this.binary;
      if (this.#blind) return [{ pass: bytes }];
    }
    const pieces: Piece[] = [];
    const buffer = this.#line.length === 0 ? bytes : Buffer.concat([this.#line, bytes]);
    this.#line = Buffer.alloc(0);
    let passFrom = 0;
    let at = 0;
    const pass = (end: number): void => {
      if (end > passFrom) pieces.push({ pass: buffer.subarray(passFrom, end) });
    };
    while (at < buffer.length) {
      if (this.#dataLeft > 0) {
        const step = Math.min(this.#dataLeft, buffer.length - at);
        this.#dataLeft -= step;
        at += step;
        continue;
      }
      const newline = buffer.indexOf(0x0a, at);
      if (newline < 0) {
        if (this.#midLine || buffer.length - at > LONGEST_LINE) {
          this.#midLine = true; // nothing that is looked for is that long
          at = buffer.length;
          break;
        }
        pass(at);
        this.#line = buffer.subarray(at);
        return pieces;
      }
      const whole = !this.#midLine;
      this.#midLine = false;
      const end = newline + 1;
      const text = whole ? buffer.toString('latin1', at, newline).replace(/\r$/, '') : '';
      if (whole && this.isFound(text)) {
        pass(at);
        pieces.push({ found: text });
        passFrom = end;
      } else if (whole) {
        const data = this.dataAfter(text);
        if (data !== undefined) this.#dataLeft = data + LINE_END.length;
      }
      at = end;
    }
    pass(at);
    return pieces;
  }
}

/** What a client sends. */
export class RequestScanner extends LineScanner {
  /** @param isFound which lines to take out */
  public constructor(isFound: (line: string) => boolean) {
    super(dataOfRequest, isFound, BINARY.request);
  }
}

/** What a node answers: finds the replies to `mn`. */
export class ReplyScanner extends LineScanner {
  public constructor() {
    super(dataOfReply, (line) => line === 'MN', BINARY.reply);
  }
}

function dataOfRequest(line: string): number | undefined {
  const words = line.split(' ').filter((word) => word !== '');
  const at = Object.hasOwn(DATA_LENGTH_AT, words[0] ?? '') ? DATA_LENGTH_AT[words[0] ?? ''] : undefined;
  return at === undefined ? undefined : length(words[at]);
}

/** `VALUE <key> <flags> <bytes>` and `VA <bytes> …` have data. */
function dataOfReply(line: string): number | undefined {
  const words = line.split(' ');
  if (words[0] === 'VALUE') return length(words[3]);
  return words[0] === 'VA' ? length(words[1]) : undefined;
}

function length(word: string | undefined): number | undefined {
  return word !== undefined && /^\d+$/.test(word) ? Number(word) : undefined;
}
