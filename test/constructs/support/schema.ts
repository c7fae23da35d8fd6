import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { attributeFindings } from './schema/attributes';
import { branchesOf, isIntrinsic, isNoValue, type Json } from './schema/intrinsics';
import { literalFindings, type PropertySchema, type TypeSchema } from './schema/types';

/** What CloudFormation knows about the resources of ElastiCache, as data. */
export const SCHEMAS = (
  JSON.parse(readFileSync(path.join(__dirname, 'schema/elasticache.json'), 'utf8')) as {
    readonly types: Readonly<Record<string, TypeSchema>>;
  }
).types;

interface Template {
  readonly Resources?: Readonly<Record<string, { readonly Type: string; readonly Properties?: Json }>>;
}

/**
 * What CloudFormation would refuse about a template's ElastiCache resources before it asks the service: a property that does not exist, a value
 * of the wrong type, a missing property, a literal outside its enumeration, form or range, and an attribute that a resource lacks.
 * Values that are known only at deployment are taken to be right.
 */
export function schemaFindings(template: Template): string[] {
  const findings: string[] = [];
  for (const [logicalId, { Type, Properties }] of Object.entries(template.Resources ?? {})) {
    if (!Type.startsWith('AWS::ElastiCache::')) continue;
    const schema = SCHEMAS[Type];
    if (schema === undefined) {
      findings.push(`${logicalId}: there is no resource type ${Type}`);
      continue;
    }
    findings.push(...shapeFindings(schema, schema.properties, Properties ?? {}, logicalId));
  }
  return [...findings, ...attributeFindings(template, SCHEMAS)];
}

function shapeFindings(
  schema: TypeSchema,
  properties: Readonly<Record<string, PropertySchema>>,
  value: Json,
  where: string,
): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [`${where}: ${JSON.stringify(value)} is not an object`];
  }
  const findings: string[] = [];
  for (const [name, property] of Object.entries(properties)) {
    if (property.required === true && isNoValue(value[name])) findings.push(`${where}.${name}: is required`);
  }
  for (const [name, given] of Object.entries(value)) {
    const property = properties[name];
    if (property === undefined) findings.push(`${where}.${name}: there is no such property`);
    else if (property.readOnly === true) findings.push(`${where}.${name}: is read-only`);
    else if (property.deprecated === true) findings.push(`${where}.${name}: is deprecated`);
    else findings.push(...valueFindings(schema, property, given, `${where}.${name}`));
  }
  return findings;
}

function valueFindings(schema: TypeSchema, property: PropertySchema, value: Json | undefined, where: string): string[] {
  if (value === undefined || isNoValue(value)) return [];
  if (isIntrinsic(value)) {
    return branchesOf(value).flatMap((branch) => valueFindings(schema, property, branch, where));
  }
  if (property.type.endsWith('[]')) return listFindings(schema, property, value, where);
  const shape = schema.shapes[property.type];
  if (shape !== undefined) return shapeFindings(schema, shape, value, where);
  return literalFindings(property, value).map((objection) => `${where}: ${objection}`);
}

function listFindings(schema: TypeSchema, property: PropertySchema, value: Json, where: string): string[] {
  if (!Array.isArray(value)) return [`${where}: ${JSON.stringify(value)} is not a list`];
  const item: PropertySchema = { ...property.items, type: property.type.slice(0, -'[]'.length) };
  return [
    ...literalFindings(property, value).map((objection) => `${where}: ${objection}`),
    ...value.flatMap((each, index) => valueFindings(schema, item, each, `${where}[${index}]`)),
  ];
}
