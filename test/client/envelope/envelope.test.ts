import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { anatomy } from './support/anatomy';
import { decodeEntry, encodeLease, encodeValue, readMeta } from '../../../client/src/envelope';

const META = { createdAt: 1_790_000_000_123, loadMs: 42 };
const FIXTURES = join(__dirname, '../../fixtures/envelopes');

function roundTrip(value: unknown): unknown {
  const decoded = decodeEntry(encodeValue(value, META));
  if (decoded.kind !== 'value') throw new Error(`came back as ${JSON.stringify(decoded)}`);
  return decoded.value;
}

describe('values come back with the type they went in (P8)', () => {
  const cyclic: { self?: unknown } = {};
  cyclic.self = cyclic;
  const shared = { x: 1 };

  it.each<[string, unknown]>([
    ['null', null],
    ['text', 'naïve \u{1f600} \ud800 \n\x01'],
    ['an empty text', ''],
    ['numbers', [0, -0, 1.5, NaN, Infinity, -Infinity, 2 ** 53]],
    ['booleans', [true, false]],
    ['BigInt', { amount: 12345678901234567890n }],
    ['Date', { at: new Date(1_790_000_000_123), never: new Date(NaN) }],
    ['Map', new Map<unknown, unknown>([['a', new Map([[1, { b: 2 }]])]])],
    ['Set', new Set([1, 'a', null])],
    ['RegExp', /a+b/giu],
    ['undefined inside objects', { a: undefined, b: [undefined, 1] }],
    ['holes', [1, , 3]], // eslint-disable-line no-sparse-arrays
    ['boxed primitives', [Object(1), Object('a'), Object(true), Object(1n)]],
    ['ArrayBuffer', new Uint8Array([1, 2, 3]).buffer],
    ['members called like JSON hooks', { toJSON: 'not a function', constructor: 1 }],
    ['own __proto__', JSON.parse('{"__proto__":{"a":1}}')],
    ['an empty object and an empty array', [{}, []]],
    ['cycles', cyclic],
    ['shared references', [shared, shared]],
  ])('%s', (_, value) => {
    expect(anatomy(roundTrip(value))).toEqual(anatomy(value));
  });

  it('Buffer and typed arrays, each with memory of its own', () => {
    const value = {
      buffer: Buffer.from('bytes'),
      bytes: new Uint8Array([1, 2, 3]),
      doubles: new Float64Array([1.5, -0]),
      bigs: new BigInt64Array([-1n]),
      view: new DataView(new Uint8Array([9, 8, 7]).buffer, 1, 2),
    };
    const back = roundTrip(value) as typeof value;
    expect(Buffer.isBuffer(back.buffer)).toBe(true);
    expect(back.buffer.toString()).toBe('bytes');
    expect([back.bytes, back.doubles, back.bigs].map((array) => array.constructor.name)).toEqual([
      'Uint8Array',
      'Float64Array',
      'BigInt64Array',
    ]);
    expect([[...back.bytes], [...back.doubles], [...back.bigs]]).toEqual([[1, 2, 3], [1.5, -0], [-1n]]);
    expect([back.bytes.buffer.byteLength, back.doubles.buffer.byteLength]).toEqual([3, 16]);
    expect([back.view.byteLength, back.view.getUint8(0), back.view.getUint8(1)]).toEqual([2, 8, 7]);
  });

  it('Error with its kind, message and cause', () => {
    const back = roundTrip(new RangeError('too far', { cause: 7 })) as RangeError;
    expect([back.name, back.message, back.cause]).toEqual(['RangeError', 'too far', 7]);
    expect(Object.prototype.toString.call(back)).toBe('[object Error]');
  });

  it('whatever structured cloning copies', () => {
    const values = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 3, depthSize: 'small', withCrossShrink: true },
        tie('leaf'),
        tie('list'),
        tie('record'),
        tie('map'),
        tie('set'),
      ),
      leaf: fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.double(),
        fc.integer(),
        fc.bigInt(),
        fc.boolean(),
        fc.date({ noInvalidDate: false }),
        fc.uint8Array(),
        fc.float64Array(),
        fc.constantFrom(null, undefined, -0),
      ),
      list: fc.oneof(fc.array(tie('any'), { maxLength: 5 }), fc.sparseArray(tie('any'), { maxLength: 5 })),
      record: fc.dictionary(fc.string({ unit: 'binary' }), tie('any'), { noNullPrototype: true, maxKeys: 5 }),
      map: fc.array(fc.tuple(tie('any'), tie('any')), { maxLength: 5 }).map((pairs) => new Map(pairs)),
      set: fc.array(tie('any'), { maxLength: 5 }).map((items) => new Set(items)),
    })).any;
    fc.assert(
      fc.property(
        values.filter((value) => value !== undefined),
        (value) => {
          expect(anatomy(roundTrip(value))).toEqual(anatomy(value));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('whatever JSON can express, readable as JSON in the engine', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const exact = JSON.parse(JSON.stringify(value)) as unknown; // without -0
        expect(encodeValue(exact, META).slice(2).split('\n')[1]).toBe(JSON.stringify(exact));
        expect(isDeepStrictEqual(roundTrip(exact), exact)).toBe(true);
      }),
    );
  });

  it('a class instance comes back as the plain object that structured cloning makes of it', () => {
    class Money {
      public readonly amount = 3;
      public get doubled(): number {
        return this.amount * 2;
      }
    }
    expect(anatomy(roundTrip({ price: new Money() }))).toEqual(anatomy({ price: { amount: 3 } }));
  });
});

describe('values that cannot be cached', () => {
  it.each([
    ['a function', () => 1, 'value is a function'],
    ['a method', { a: [{ b: () => 1 }] }, 'value.a[0].b is a function'],
    ['a symbol', new Map([['k', Symbol('s')]]), 'value.<entry 0> is a symbol'],
    ['a promise', { p: Promise.resolve(1) }, 'it cannot be copied'],
    ['undefined', undefined, 'undefined means "no value"'],
  ])('%s is refused with the place where it sits', (_, value, message) => {
    expect(() => encodeValue(value, META)).toThrow(
      expect.objectContaining({
        code: 'VALUE_NOT_CACHEABLE',
        message: expect.stringContaining(message) as string,
      }) as Error,
    );
  });
});

describe('entries that cannot be read are misses, never exceptions', () => {
  it.each([1, 'text', { a: [1, 2, { b: 'c' }] }, new Map([['a', new Date(0)]]), [undefined], 12345678901234567890n])(
    'cut off anywhere: %p',
    (value) => {
      const whole = encodeValue(value, META);
      for (let length = 0; length < whole.length; length++) {
        expect([length, decodeEntry(whole.slice(0, length)).kind]).toEqual([length, 'corrupt']);
      }
    },
  );

  it('arbitrary text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('', '\x01', '\x01j', '\x01v', '\x02j'),
        (text, start) => {
          expect(['value', 'lease', 'corrupt']).toContain(decodeEntry(start + text).kind);
        },
      ),
    );
  });

  it('structured bytes with any one character changed', () => {
    const whole = encodeValue(new Map([['a', [new Date(0), Buffer.from('b'), 1n]]]), META);
    fc.assert(
      fc.property(fc.nat({ max: whole.length - 1 }), fc.string({ minLength: 1, maxLength: 1 }), (at, other) => {
        expect(['value', 'lease', 'corrupt']).toContain(
          decodeEntry(whole.slice(0, at) + other + whole.slice(at + 1)).kind,
        );
      }),
      { numRuns: 500 },
    );
  });

  it('and the reason does not quote the value', () => {
    expect(decodeEntry('\x01jc0;t0\n{"secret": hunter2}\n')).toEqual({
      kind: 'corrupt',
      reason: 'its body cannot be read (SyntaxError)',
    });
  });
});

describe('the header', () => {
  it('says when the value was loaded and how long that took', () => {
    expect(readMeta(encodeValue({ a: 1 }, META))).toEqual(META);
    expect(readMeta(encodeValue(1n, META))).toEqual(META);
  });

  it('may carry fields of a later release', () => {
    const later = encodeValue({ a: 1 }, META).replace('\n', ';z9;y\n');
    expect([decodeEntry(later), readMeta(later)]).toEqual([{ kind: 'value', value: { a: 1 } }, META]);
  });

  it('is absent from a lease and from anything else', () => {
    expect([readMeta(encodeLease('t')), readMeta('junk'), readMeta('\x01j\n1\n')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('entries of every release still decode', () => {
  const releases = readdirSync(FIXTURES).filter((name) => name.endsWith('.json'));

  it('there are some', () => {
    expect(releases).toContain('v1.json');
  });

  it.each(releases)('%s', (release) => {
    const entries = JSON.parse(readFileSync(join(FIXTURES, release), 'utf8')) as Record<
      string,
      { bytes: string; shows: unknown }
    >;
    for (const [name, { bytes, shows }] of Object.entries(entries)) {
      const decoded = decodeEntry(Buffer.from(bytes, 'base64').toString('utf8'));
      expect([name, decoded.kind === 'value' ? anatomy(decoded.value) : decoded.kind]).toEqual([name, shows]);
    }
  });
});
