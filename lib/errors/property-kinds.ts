import type { Finding } from '../model/finding';

/** What the value of a property is. TypeScript says it at compile time; JavaScript, and a cast, let anything through. */
export interface PropertyKind {
  /** With its article, for messages. */
  readonly title: string;
  readonly fits: (value: unknown) => boolean;
  /** How to write it. */
  readonly example: string;
}

export interface PropertyTable {
  readonly required: Readonly<Record<string, PropertyKind>>;
  readonly optional: Readonly<Record<string, PropertyKind>>;
}

/** Ids of the findings, which tell the construct. */
export interface PropertyFindingIds {
  readonly missing: string;
  readonly kind: string;
}

/** What is missing or is not what it has to be. Values are not repeated: one in the wrong place may be a password. */
export function propertyFindings(
  ids: PropertyFindingIds,
  table: PropertyTable,
  props: object | undefined,
): readonly Finding[] {
  const given = (props ?? {}) as Readonly<Record<string, unknown>>;
  const missing = Object.entries(table.required).filter(([name]) => (given[name] ?? undefined) === undefined);
  const lacks = (name: string): boolean => missing.some(([other]) => other === name);
  const unfit = Object.entries({ ...table.required, ...table.optional }).filter(
    ([name, { fits }]) => given[name] !== undefined && !lacks(name) && !fits(given[name]),
  );
  return [
    ...missing.map(([name, { title, example }]) => ({
      id: ids.missing,
      given: `no \`${name}\``,
      allowed: title,
      fix: `Give it, for example ${example}`,
    })),
    ...unfit.map(([name, { title, example }]) => ({
      id: ids.kind,
      given: `${kindOf(given[name])} as \`${name}\``,
      allowed: title,
      fix: `Write it as ${example}`,
    })),
  ];
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return `an object of class ${value.constructor?.name ?? 'Object'}`;
  return `a ${typeof value}`;
}
