import { TwinError } from '../errors';

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** A CloudFormation template, its sections present and shaped as they should be. */
export interface Template {
  readonly parameters: Readonly<Record<string, JsonObject>>;
  readonly mappings: Readonly<Record<string, JsonObject>>;
  readonly conditions: Readonly<Record<string, Json>>;
  readonly resources: Readonly<Record<string, TemplateResource>>;
  readonly outputs: Readonly<Record<string, JsonObject>>;
}

export interface TemplateResource {
  readonly type: string;
  readonly properties: JsonObject;
  /** Name of the condition under which the resource exists. */
  readonly condition?: string;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: unknown): value is readonly Json[] {
  return Array.isArray(value);
}

/** A value as text: a text as it is, everything else as JSON. */
export function toText(value: Json | undefined): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

/** A value as an error message shows it. */
export function show(value: unknown): string {
  const text = value === undefined ? 'nothing' : (JSON.stringify(value) ?? typeof value);
  return text.length > 100 ? `${text.slice(0, 97)}...` : text;
}

/**
 * Checks the outline of a template and nothing that the twin does not use.
 *
 * @throws TwinError TEMPLATE_INVALID
 */
export function readTemplate(input: unknown, where: string): Template {
  const invalid = (at: string, allowed: string, got: unknown): TwinError =>
    new TwinError('TEMPLATE_INVALID', `${where}: ${at} must be ${allowed}, got ${show(got)}; run cdk synth again`);
  if (!isObject(input)) throw invalid('a CloudFormation template', 'a JSON object', input);
  const section = (name: string): JsonObject => {
    const value = input[name] ?? {};
    if (!isObject(value)) throw invalid(name, 'an object', value);
    return value;
  };
  const objects = (name: string): Record<string, JsonObject> =>
    bare(
      Object.entries(section(name)).map(([key, value]) => {
        if (!isObject(value)) throw invalid(`${name}.${key}`, 'an object', value);
        return [key, value];
      }),
    );
  if (input.Resources === undefined) throw invalid('Resources', 'present in a CloudFormation template', undefined);
  const resources = Object.entries(objects('Resources')).map(([id, body]): [string, TemplateResource] => {
    const properties = body.Properties ?? {};
    if (typeof body.Type !== 'string') throw invalid(`Resources.${id}.Type`, 'a string', body.Type);
    if (!isObject(properties)) throw invalid(`Resources.${id}.Properties`, 'an object', properties);
    const condition = typeof body.Condition === 'string' ? { condition: body.Condition } : {};
    return [id, { type: body.Type, properties, ...condition }];
  });
  return {
    parameters: objects('Parameters'),
    mappings: objects('Mappings'),
    conditions: bare(Object.entries(section('Conditions'))),
    resources: bare(resources),
    outputs: objects('Outputs'),
  };
}

/** An object that has nothing but these entries: a template's names come from outside, and may be `constructor`. */
function bare<T>(entries: readonly (readonly [string, T])[]): Record<string, T> {
  return Object.assign(Object.create(null) as object, Object.fromEntries(entries));
}
