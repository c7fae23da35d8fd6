import fc from 'fast-check';
import { type Piece, ReplyScanner, RequestScanner } from '../../../local/src/engine/memcache-stream';
import { discoveryReply } from '../../../local/src/engine/memcached-front';

/** What passes, with each line that was found in brackets. */
const show = (pieces: readonly Piece[]): string =>
  pieces.map((piece) => ('found' in piece ? `<${piece.found}>` : piece.pass.toString('latin1'))).join('');

/** Feeds a text in parts, cut at these places. */
function feed(scanner: { feed(bytes: Buffer): Piece[] }, text: string, cuts: readonly number[] = []): string {
  const bytes = Buffer.from(text, 'latin1');
  const places = [0, ...[...cuts].map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return show(places.slice(1).flatMap((end, index) => scanner.feed(bytes.subarray(places[index], end))));
}

const requests = (): RequestScanner => new RequestScanner((line) => line === 'config get cluster');

/** Data that looks like the very lines that are looked for. */
const data = fc.oneof(
  fc.constantFrom('config get cluster\r\n', 'MN\r\n', '\r\nconfig get cluster\r\nMN\r\n', 'set a 0 0 9\r\n'),
  fc.string({ maxLength: 40 }),
);
const cuts = fc.array(fc.nat(), { maxLength: 12 });
const bytesOf = (text: string): number => Buffer.byteLength(text, 'latin1');

it('finds a command between others, and never inside of data, wherever the stream is cut', () => {
  const command = fc.oneof(
    fc.constant({ text: 'config get cluster\r\n', shown: '<config get cluster>' }),
    fc
      .constantFrom('get a', 'mn', 'mg a v', 'get config get cluster', `get ${'k '.repeat(6000)}x`, 'version')
      .map(plain),
    data.map((value) => plain(`set a 0 0 ${bytesOf(value)}\r\n${value}`)),
    data.map((value) => plain(`cas a 0 0 ${bytesOf(value)} 7 noreply\r\n${value}`)),
    data.map((value) => plain(`ms a ${bytesOf(value)} T30\r\n${value}`)),
  );
  fc.assert(
    fc.property(fc.array(command, { maxLength: 8 }), cuts, (commands, places) => {
      const text = commands.map((each) => each.text).join('');
      expect(feed(requests(), text, places)).toBe(commands.map((each) => each.shown).join(''));
    }),
  );
});

it('finds the replies to mn between others, and never inside of values', () => {
  const reply = fc.oneof(
    fc.constant({ text: 'MN\r\n', shown: '<MN>' }),
    fc.constantFrom('END', 'STORED', 'HD', 'STAT pid 1', 'SERVER_ERROR object too large for cache').map(plain),
    data.map((value) => plain(`VALUE a 0 ${bytesOf(value)}\r\n${value}`)),
    data.map((value) => plain(`VALUE a 0 ${bytesOf(value)} 12\r\n${value}`)),
    data.map((value) => plain(`VA ${bytesOf(value)} s2\r\n${value}`)),
  );
  fc.assert(
    fc.property(fc.array(reply, { maxLength: 8 }), cuts, (replies, places) => {
      const text = replies.map((each) => each.text).join('');
      expect(feed(new ReplyScanner(), text, places)).toBe(replies.map((each) => each.shown).join(''));
    }),
  );
});

it('lets the binary protocol pass, whatever its bytes say', () => {
  expect(feed(requests(), '\x80\x00\r\nconfig get cluster\r\n', [3, 9])).toBe('\x80\x00\r\nconfig get cluster\r\n');
  expect(feed(new ReplyScanner(), '\x81\x00\r\nMN\r\n', [3])).toBe('\x81\x00\r\nMN\r\n');
});

it('writes a configuration as ElastiCache does: its length, version, nodes', () => {
  const reply = discoveryReply([
    { host: 'a.cfg', port: 1 },
    { host: 'b.cfg', port: 2 },
  ]).toString();
  expect(reply).toBe('CONFIG cluster 0 38\r\n1\na.cfg|127.0.0.1|1 b.cfg|127.0.0.1|2\n\r\nEND\r\n');
});

function plain(line: string): { readonly text: string; readonly shown: string } {
  return { text: `${line}\r\n`, shown: `${line}\r\n` };
}
