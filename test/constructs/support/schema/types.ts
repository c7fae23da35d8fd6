import { isDynamicReference, type Json } from './intrinsics';

/** One property: its type (`string`, `integer`, `boolean`, `map<string,string>`, the name of a shape, or a list `…[]`) and its limits. */
export interface PropertySchema {
  readonly type: string;
  readonly required?: boolean;
  readonly readOnly?: boolean;
  readonly deprecated?: boolean;
  readonly enum?: readonly string[];
  /** Whether the enumeration is compared without regard to upper and lower case. */
  readonly anyCase?: boolean;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly items?: Omit<PropertySchema, 'type'>;
}

/** One resource type. */
export interface TypeSchema {
  readonly properties: Readonly<Record<string, PropertySchema>>;
  readonly attributes: readonly string[];
  /** Properties whose change replaces the resource. */
  readonly createOnly: readonly string[];
  readonly shapes: Readonly<Record<string, Readonly<Record<string, PropertySchema>>>>;
}

/** What is wrong with a value that the template itself holds. */
export function literalFindings(schema: PropertySchema, value: Json): string[] {
  const shown = JSON.stringify(value);
  if (!hasType(schema.type, value)) return [`${shown} is not of type ${schema.type}`];
  if (typeof value === 'number') return outside(value, schema.minimum, schema.maximum, shown);
  if (Array.isArray(value)) {
    const repeated =
      schema.uniqueItems === true && new Set(value.map((item) => JSON.stringify(item))).size < value.length;
    return [
      ...outside(value.length, schema.minItems, schema.maxItems, `a list of ${value.length}`),
      ...(repeated ? [`${shown} holds an item twice`] : []),
    ];
  }
  if (typeof value !== 'string' || isDynamicReference(value)) return [];
  return [
    ...(inEnum(schema, value) ? [] : [`${shown} is none of ${schema.enum?.join(', ')}`]),
    ...(schema.pattern === undefined || new RegExp(schema.pattern).test(value)
      ? []
      : [`${shown} does not match ${schema.pattern}`]),
    ...outside(value.length, schema.minLength, schema.maxLength, `a text of ${value.length} characters`),
  ];
}

function hasType(type: string, value: Json): boolean {
  if (type.endsWith('[]')) return Array.isArray(value);
  switch (type) {
    case 'string':
    case 'boolean':
      return typeof value === type;
    case 'integer':
      return Number.isInteger(value);
    case 'map<string,string>':
      return (
        typeof value === 'object' &&
        value !== null &&
        !Array.isArray(value) &&
        Object.values(value).every((item) => typeof item === 'string' || (typeof item === 'object' && item !== null))
      );
    default:
      throw new Error(`the schema names an unknown type: ${type}`);
  }
}

function inEnum({ enum: allowed, anyCase }: PropertySchema, value: string): boolean {
  if (allowed === undefined) return true;
  return allowed.includes(anyCase === true ? value.toLowerCase() : value);
}

function outside(value: number, least: number | undefined, most: number | undefined, shown: string): string[] {
  if (least !== undefined && value < least) return [`${shown} is less than ${least}`];
  if (most !== undefined && value > most) return [`${shown} is more than ${most}`];
  return [];
}
