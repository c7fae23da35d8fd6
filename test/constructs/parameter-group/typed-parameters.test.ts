import { readFileSync, readdirSync } from 'node:fs';
import * as path from 'node:path';
import { Duration, Size } from 'aws-cdk-lib';
import fc from 'fast-check';
import { checkParameter, parameterFacts, parametersOf } from '../../../lib/model/parameter-catalog';
import { ENGINE_PARAMETER_FAMILIES, MEMCACHED_PARAMETER_FAMILIES } from '../../../lib/model/parameter-facts';
import {
  ENGINE_FIELDS,
  MEMCACHED_FIELDS,
  renderEngineParameters,
  renderMemcachedParameters,
} from '../../../lib/parameter-group/typed-parameters';
import type { EngineParameters } from '../../../lib/vocabulary/engine-parameters';

type Field = { readonly names: readonly [string, ...string[]]; readonly text: (value: never) => string };

const ENGINE = Object.entries(ENGINE_FIELDS as unknown as Record<string, Field>);
const MEMCACHED = Object.entries(MEMCACHED_FIELDS as unknown as Record<string, Field>);

/** Source of the structs: the comments are what a user reads, so they are held to the tables. */
const VOCABULARY = path.join(__dirname, '../../../lib/vocabulary');
const SOURCE = readdirSync(VOCABULARY)
  .filter((file) => file.endsWith('-parameters.ts'))
  .map((file) => readFileSync(path.join(VOCABULARY, file), 'utf8'))
  .join('\n');

interface Declaration {
  readonly comment: string;
  readonly type: string;
}

const DECLARATIONS = new Map(
  [...ENGINE, ...MEMCACHED].map(([property]): [string, Declaration] => {
    const match = new RegExp(`/\\*\\*((?:(?!\\*/)[^])*)\\*/\\s*readonly ${property}\\?: ([^;]+(?:; \\})?)`).exec(
      SOURCE,
    );
    return [property, { comment: (match?.[1] ?? '').replace(/\s*\n\s*\* ?/g, ' '), type: match?.[2] ?? '' }];
  }),
);

function declarationOf(property: string): Declaration {
  return DECLARATIONS.get(property) ?? { comment: '', type: '' };
}

it('every parameter that can be changed has a typed field, and every field is a parameter', () => {
  const named = (fields: [string, Field][]): Set<string> => new Set(fields.flatMap(([, { names }]) => names));
  const existing = (families: readonly string[]): string[] => [
    ...new Set(
      families.flatMap((family) =>
        parametersOf(family)
          .filter(({ change }) => change !== 'never')
          .map(({ name }) => name),
      ),
    ),
  ];
  const current = ENGINE_PARAMETER_FAMILIES.slice(2);
  expect(existing(current).filter((name) => !named(ENGINE).has(name))).toEqual(['maxmemory-policy', 'cluster-enabled']);
  expect([...named(ENGINE)].filter((name) => !existing(current).includes(name))).toEqual([]);
  expect(existing(['memcached1.6']).filter((name) => !named(MEMCACHED).has(name))).toEqual([
    'track_sizes',
    'watcher_logbuf_size',
    'worker_logbuf_size',
    'inline_ascii_resp',
  ]);
  expect([...named(MEMCACHED)].filter((name) => !existing(['memcached1.6']).includes(name))).toEqual([]);
});

it.each([...ENGINE, ...MEMCACHED])('the comment of %s names its parameter and its default', (property, { names }) => {
  const { comment, type } = declarationOf(property);
  expect(comment).toContain(`\`${names[0]}\``);
  const family = names[0].includes('_') || property === 'idleTimeout' ? 'memcached1.6' : undefined;
  const facts = [...(family ? [family] : []), 'valkey9', 'valkey8', 'valkey7', 'redis6.x']
    .map((candidate) => parameterFacts(candidate, names[0]))
    .find((found) => found !== undefined);
  const said = /@default (?:- )?(.*?)\s*$/.exec(comment)?.[1] ?? '';
  const expected = facts?.defaultValue ?? '';
  if (type === 'boolean') expect(said).toBe(String(expected === 'yes' || expected === '1'));
  else if (type === 'number') expect(said).toBe(property === 'clusterDatabases' ? 'one database' : expected);
  else if (type === 'Duration' || type === 'Size')
    expect(inBaseUnits(said)).toBeCloseTo(Number(expected) * unitOf(property), 6);
  else if (type === 'string' || type.startsWith('{')) expect([said, expected]).toEqual(['none', '']);
  else expect(said).toBe(`${type}.${expected.toUpperCase().replaceAll('-', '_')}`);
});

/** Milliseconds or bytes of what a comment says: `10 MiB; before Valkey 8 1 MiB`. */
function inBaseUnits(text: string): number {
  const UNITS: Readonly<Record<string, number>> = {
    '': 1,
    millisecond: 1,
    second: 1000,
    minute: 60_000,
    bytes: 1,
    byte: 1,
    KiB: 2 ** 10,
    MiB: 2 ** 20,
    GiB: 2 ** 30,
  };
  const match = /^(\d+(?:\.\d+)?)(?: ([A-Za-z]+?)s?)?(?:;|$)/.exec(text);
  return Number(match?.[1]) * (UNITS[match?.[2] ?? ''] ?? Number.NaN);
}

/** Milliseconds or bytes in which a parameter counts. */
function unitOf(property: string): number {
  const { text } = (ENGINE_FIELDS as unknown as Record<string, Field>)[property] ?? { text: undefined };
  const memcached = (MEMCACHED_FIELDS as unknown as Record<string, Field>)[property];
  const { type } = declarationOf(property);
  const render = (text ?? memcached?.text) as unknown as (value: unknown) => string;
  return type === 'Size' ? 2 ** 40 / Number(render(Size.tebibytes(1))) : 86_400_000 / Number(render(Duration.days(1)));
}

/** A value of a field's own type, from the number or word that the parameter would be. */
function typed(property: string, word: string): unknown {
  const { type } = declarationOf(property);
  switch (type) {
    case 'boolean':
      return word === 'yes' || word === '1';
    case 'number':
      return Number(word);
    case 'Duration':
      return Duration.millis(Number(word) * unitOf(property));
    case 'Size':
      return Size.bytes(Number(word) * unitOf(property));
    default:
      return word;
  }
}

interface Case {
  readonly family: string;
  readonly property: string;
  readonly name: string;
}

/** Every field in every family that has it. */
function cases(fields: [string, Field][], families: readonly string[]): Case[] {
  return fields.flatMap(([property, { names }]) =>
    families.flatMap((family) => {
      const name = names.find((candidate) => parameterFacts(family, candidate) !== undefined);
      return name === undefined ? [] : [{ family, property, name }];
    }),
  );
}

const CASES = [...cases(ENGINE, ENGINE_PARAMETER_FAMILIES), ...cases(MEMCACHED, MEMCACHED_PARAMETER_FAMILIES)];

function rendered({ family, property }: Case, value: unknown): Readonly<Record<string, string>> {
  return family.startsWith('memcached')
    ? renderMemcachedParameters(family, { [property]: value })
    : renderEngineParameters(family, { [property]: value });
}

it('whatever is typed and in range is rendered by its name and accepted', () => {
  for (const subject of CASES) {
    const type = parameterFacts(subject.family, subject.name)?.type;
    // The engine's own limits are beyond what a double tells apart once a unit is taken into account.
    const words =
      type?.kind === 'integer'
        ? fc.integer({ min: Math.max(0, type.min), max: Math.min(type.max, 2 ** 31 - 1) }).map(String)
        : type?.kind === 'choice'
          ? fc.constantFrom(...type.values)
          : type?.kind === 'decimal'
            ? fc.integer({ min: 101, max: 1000 }).map((hundredths) => String(hundredths / 100))
            : subject.name === 'slab_chunk_max'
              ? fc.integer({ min: 0, max: 20 }).map((exponent) => String(2 ** exponent))
              : fc.constant('');
    if (subject.name === 'rename-commands') continue;
    fc.assert(
      fc.property(words, (word) => {
        expect(rendered(subject, typed(subject.property, word))).toEqual({ [subject.name]: word });
        expect(checkParameter(subject.family, subject.name, word)).toBeUndefined();
      }),
      { numRuns: 8 },
    );
  }
});

it('whatever is typed and out of range is rendered as it is and refused', () => {
  let judged = 0;
  for (const subject of CASES) {
    const type = parameterFacts(subject.family, subject.name)?.type;
    if (type?.kind !== 'integer') continue;
    const outside = [type.min - 1, type.max + 1].filter(
      (number) => number >= 0 && number < 2 ** 40 && type.also?.includes(number) !== true,
    );
    for (const number of outside) {
      judged++;
      const text = rendered(subject, typed(subject.property, String(number)))[subject.name];
      expect([subject, checkParameter(subject.family, subject.name, text)?.kind]).toEqual([subject, 'value']);
    }
  }
  expect(judged).toBeGreaterThan(100);
});

it('renamed commands are rendered in the order of their names and accepted', () => {
  const command = fc
    .stringMatching(/^[a-z]{3,10}$/)
    .filter((name) => checkParameter('valkey8', 'rename-commands', `${name} x`) === undefined);
  const name = fc.oneof(fc.constant('blocked'), fc.stringMatching(/^[a-zA-Z0-9]{1,20}$/));
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(command, name), { maxLength: 5, selector: ([one]) => one }), (pairs) => {
      const targets = pairs.map(([, target]) => target).filter((target) => target !== 'blocked');
      fc.pre(new Set(targets).size === targets.length);
      const value = renderEngineParameters('valkey8', { renameCommands: Object.fromEntries(pairs) })['rename-commands'];
      expect(value?.split(' ').filter((_, i) => i % 2 === 0)).toEqual(
        pairs.length === 0 ? [''] : pairs.map(([one]) => one).sort(),
      );
      expect(checkParameter('valkey8', 'rename-commands', value)).toBeUndefined();
    }),
  );
});

it('a list that Redis 6 packs as a ziplist is called so there, and listpack from Redis 7 on', () => {
  const parameters: EngineParameters = { hashMaxListpackEntries: 1024, zsetMaxListpackValue: Size.bytes(128) };
  expect(renderEngineParameters('redis6.x', parameters)).toEqual({
    'hash-max-ziplist-entries': '1024',
    'zset-max-ziplist-value': '128',
  });
  expect(renderEngineParameters('redis7', parameters)).toEqual({
    'hash-max-listpack-entries': '1024',
    'zset-max-listpack-value': '128',
  });
});

it('nothing said is nothing rendered', () => {
  expect([
    renderEngineParameters('valkey8', { timeout: undefined }),
    renderMemcachedParameters('memcached1.6', {}),
  ]).toEqual([{}, {}]);
});
