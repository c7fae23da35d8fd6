import { ErrorReply } from '@redis/client';
import fc from 'fast-check';
import { parseEndpoint } from '../../../client/src/driver/endpoint';
import { redirectionOf, toDriverError } from '../../../client/src/driver/failure';
import { redialPause } from '../../../client/src/driver/settings';
import { parseClusterSlots } from '../../../client/src/driver/topology';

const HERE = { host: 'here', port: 6379 };

describe('what an engine says', () => {
  it.each([
    ['WRONGPASS invalid username-password pair', 'auth'],
    ['NOAUTH Authentication required.', 'auth'],
    ['NOPERM No permissions to access a key', 'denied'],
    ["READONLY You can't write against a read only replica.", 'readonly'],
    ["OOM command not allowed when used memory > 'maxmemory'.", 'oom'],
    ['CLUSTERDOWN Hash slot not served', 'unavailable'],
    ['LOADING Valkey is loading the dataset in memory', 'unavailable'],
    ['TRYAGAIN Multiple keys request during rehashing of slot', 'unavailable'],
    ['MASTERDOWN Link with MASTER is down', 'unavailable'],
    ['WRONGTYPE Operation against a key', 'reply'],
  ])('%s is %s', (message, kind) => {
    expect(toDriverError(new ErrorReply(message), HERE)).toMatchObject({ kind, message, node: 'here:6379' });
  });

  it('anything that the engine did not say means that the connection is down', () => {
    expect(toDriverError(new Error('WRONGPASS in a message of ours'), HERE).kind).toBe('down');
  });

  it.each([
    ['MOVED 3999 other:6380', { kind: 'moved', slot: 3999, to: { host: 'other', port: 6380 } }],
    ['ASK 3999 2001:db8::1:6380', { kind: 'ask', slot: 3999, to: { host: '2001:db8::1', port: 6380 } }],
    ['MOVED 3999 :6380', { kind: 'moved', slot: 3999, to: { host: 'here', port: 6380 } }],
    ['MOVED 3999 ?:6380', undefined],
    ['MOVED 3999 other:no', undefined],
    ['ERR MOVED 3999 other:6380', undefined],
  ])('%s redirects to %j', (message, expected) => {
    expect(redirectionOf(new ErrorReply(message), HERE)).toEqual(expected);
  });

  it('any host and port come back from host:port', () => {
    const host = fc.stringMatching(/^[a-z0-9.:-]{1,30}$/);
    fc.assert(
      fc.property(host, fc.integer({ min: 1, max: 65_535 }), (name, port) => {
        expect(parseEndpoint(`${name}:${port}`, HERE)).toEqual({ host: name, port });
      }),
    );
  });
});

describe('CLUSTER SLOTS', () => {
  const replica = ['b', 2, 'id', []];

  it('names the node that was asked by null or an empty text', () => {
    const reply = [
      [0, 8_000, [null, 1, 'id', []], replica],
      [8_001, 16_383, ['', 3, 'id', []]],
    ];
    expect(parseClusterSlots(reply, HERE)?.ranges).toEqual([
      { first: 0, last: 8_000, primary: { host: 'here', port: 1 }, replicas: [{ host: 'b', port: 2 }] },
      { first: 8_001, last: 16_383, primary: { host: 'here', port: 3 }, replicas: [] },
    ]);
  });

  it('leaves out a primary whose name is not known yet instead of promoting its replica', () => {
    const reply = [
      [0, 10, ['?', 1, 'id', []], replica],
      [11, 20, ['a', 1, 'id', []]],
    ];
    expect(parseClusterSlots(reply, HERE)?.ranges.map(({ first }) => first)).toEqual([11]);
  });

  it.each([[[]], ['OK'], [[[0, 99_999, ['a', 1]]]], [[['x']]], [null]])('is not believed when it is %j', (reply) => {
    expect(parseClusterSlots(reply, HERE)).toBeUndefined();
  });
});

describe('pauses between attempts to connect', () => {
  it('stay between half of the shortest and the longest, and differ between clients', () => {
    const pace = { minMs: 50, maxMs: 500 };
    fc.assert(
      fc.property(
        fc.nat({ max: 100_000 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (attempt, random) => {
          const pause = redialPause(attempt, pace, () => random);
          expect(pause).toBeGreaterThanOrEqual(25);
          expect(pause).toBeLessThanOrEqual(500);
        },
      ),
    );
    expect(redialPause(3, pace, () => 0)).not.toBe(redialPause(3, pace, () => 0.9));
  });
});
