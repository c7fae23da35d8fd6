import type { TwinError, TwinErrorCode } from '../errors';
import { AVAILABILITY_ZONES, NO_VALUE, REGION } from './pseudo-parameters';
import { isList, isObject, type Json, show, type Template, toText } from './template';

export type Evaluated = Json | typeof NO_VALUE;

/** What an intrinsic function needs from the evaluator that runs it. */
export interface IntrinsicContext {
  readonly template: Template;
  evaluate(value: Json, at: string): Evaluated;
  reference(name: string, at: string): Evaluated;
  attribute(logicalId: string, attribute: string, at: string): Json;
  condition(name: string, at: string): boolean;
  truth(value: Json, at: string): boolean;
  error(code: TwinErrorCode, at: string, message: string): TwinError;
}

type Intrinsic = (context: IntrinsicContext, argument: Json, at: string) => Evaluated;

/** The intrinsic functions by name, as the CloudFormation Template Reference describes them. */
export const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  Ref: (c, argument, at) => c.reference(literal(c, argument, at), at),
  Condition: (c, argument, at) => c.condition(literal(c, argument, at), at),
  'Fn::GetAtt': getAtt,
  'Fn::Sub': sub,
  'Fn::Join': (c, argument, at) => {
    const [separator, items] = several(c, argument, at, 2);
    return strings(c, items, `${at}[1]`).join(text(c, separator, `${at}[0]`));
  },
  'Fn::Select': (c, argument, at) => {
    const [position, items] = several(c, argument, at, 2);
    const index = Number(c.evaluate(position, `${at}[0]`));
    const list = array(c, items, `${at}[1]`);
    const item = list[index];
    if (item !== undefined) return item;
    throw c.error('INTRINSIC_INVALID', at, `index ${show(position)} is outside of the list's ${list.length} items`);
  },
  'Fn::Split': (c, argument, at) => {
    const [separator, whole] = several(c, argument, at, 2);
    return text(c, whole, `${at}[1]`).split(text(c, separator, `${at}[0]`));
  },
  'Fn::If': (c, argument, at) => {
    const [condition, then, otherwise] = several(c, argument, at, 3);
    const holds = c.condition(literal(c, condition, `${at}[0]`), `${at}[0]`);
    return holds ? c.evaluate(then, `${at}[1]`) : c.evaluate(otherwise, `${at}[2]`);
  },
  'Fn::Equals': (c, argument, at) => {
    const [left, right] = several(c, argument, at, 2);
    return show(c.evaluate(left, `${at}[0]`)) === show(c.evaluate(right, `${at}[1]`));
  },
  'Fn::And': (c, argument, at) => many(c, argument, at).every((item, i) => c.truth(item, `${at}[${i}]`)),
  'Fn::Or': (c, argument, at) => many(c, argument, at).some((item, i) => c.truth(item, `${at}[${i}]`)),
  'Fn::Not': (c, argument, at) => !c.truth(several(c, argument, at, 1)[0], `${at}[0]`),
  'Fn::FindInMap': findInMap,
  'Fn::GetAZs': (c, argument, at) => {
    const region = c.evaluate(argument, at);
    return region === '' || region === REGION
      ? AVAILABILITY_ZONES
      : AVAILABILITY_ZONES.map((zone) => zone.replace(REGION, region === NO_VALUE ? '' : toText(region)));
  },
  'Fn::Base64': (c, argument, at) => Buffer.from(text(c, argument, at), 'utf8').toString('base64'),
  'Fn::Length': (c, argument, at) => array(c, argument, at).length,
  'Fn::ToJsonString': (c, argument, at) => JSON.stringify(c.evaluate(argument, at)),
  'Fn::ImportValue': fromAnotherStack,
  'Fn::GetStackOutput': fromAnotherStack,
};

function fromAnotherStack(c: IntrinsicContext, argument: Json, at: string): never {
  throw c.error(
    'IMPORT_UNRESOLVED',
    at,
    `${show(argument)} belongs to another stack, which the twin does not see; move the cache's users, parameters and secrets into ` +
      'the stack of the cache',
  );
}

function getAtt(c: IntrinsicContext, argument: Json, at: string): Json {
  const [logicalId, attribute] =
    typeof argument === 'string'
      ? splitOnce(argument, '.')
      : several(c, argument, at, 2).map((part) => text(c, part, at));
  return c.attribute(logicalId ?? '', attribute ?? '', at);
}

function sub(c: IntrinsicContext, argument: Json, at: string): string {
  const [pattern, variables]: [Json, Json] = Array.isArray(argument) ? several(c, argument, at, 2) : [argument, {}];
  if (!isObject(variables)) {
    throw c.error('INTRINSIC_INVALID', at, `the variables must be an object, got ${show(variables)}`);
  }
  return literal(c, pattern, at).replace(/\$\{([^}]*)\}/g, (whole: string, name: string) => {
    if (name.startsWith('!')) return `\${${name.slice(1)}}`;
    const variable = variables[name.trim()];
    if (variable !== undefined) return text(c, variable, `${at}.${name}`);
    const [logicalId, attribute] = splitOnce(name.trim(), '.');
    const found = attribute === undefined ? c.reference(logicalId, at) : c.attribute(logicalId, attribute, at);
    return scalar(c, found, `${at} ${whole}`);
  });
}

function findInMap(c: IntrinsicContext, argument: Json, at: string): Json {
  const parts = many(c, argument, at);
  const [map = '', top = '', second = ''] = parts.slice(0, 3).map((part, i) => text(c, part, `${at}[${i}]`));
  const branch = c.template.mappings[map]?.[top];
  const found = isObject(branch) ? branch[second] : undefined;
  if (found !== undefined) return found;
  const options = parts[3];
  const fallback = isObject(options) ? options.DefaultValue : undefined;
  if (fallback === undefined) {
    throw c.error('REFERENCE_MISSING', at, `there is no mapping ${map}.${top}.${second} in the template`);
  }
  const value = c.evaluate(fallback, `${at}[3].DefaultValue`);
  return value === NO_VALUE ? null : value;
}

/** A name that CloudFormation does not let be computed. */
function literal(c: IntrinsicContext, value: Json, at: string): string {
  if (typeof value === 'string') return value;
  throw c.error('INTRINSIC_INVALID', at, `must be a string, got ${show(value)}`);
}

function text(c: IntrinsicContext, value: Json, at: string): string {
  return scalar(c, c.evaluate(value, at), at);
}

function scalar(c: IntrinsicContext, value: Evaluated, at: string): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw c.error('INTRINSIC_INVALID', at, `must be a text, got ${value === NO_VALUE ? 'AWS::NoValue' : show(value)}`);
}

function array(c: IntrinsicContext, value: Json, at: string): readonly Json[] {
  const result = c.evaluate(value, at);
  if (result !== NO_VALUE && isList(result)) return result;
  throw c.error('INTRINSIC_INVALID', at, `must be a list, got ${result === NO_VALUE ? 'AWS::NoValue' : show(result)}`);
}

function strings(c: IntrinsicContext, value: Json, at: string): string[] {
  return array(c, value, at).map((item, i) => scalar(c, item, `${at}[${i}]`));
}

function many(c: IntrinsicContext, argument: Json, at: string): readonly Json[] {
  if (isList(argument)) return argument;
  throw c.error('INTRINSIC_INVALID', at, `must be given a list, got ${show(argument)}`);
}

type Several<N extends 1 | 2 | 3> = N extends 1 ? [Json] : N extends 2 ? [Json, Json] : [Json, Json, Json];

function several<N extends 1 | 2 | 3>(c: IntrinsicContext, argument: Json, at: string, count: N): Several<N> {
  const items = many(c, argument, at);
  if (items.length === count) return [...items] as Several<N>;
  throw c.error('INTRINSIC_INVALID', at, `must be given ${count} values, got ${items.length}`);
}

function splitOnce(value: string, separator: string): [string, string?] {
  const at = value.indexOf(separator);
  return at < 0 ? [value] : [value.slice(0, at), value.slice(at + 1)];
}
