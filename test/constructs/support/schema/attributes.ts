import type { Json } from './intrinsics';
import type { TypeSchema } from './types';

interface Template {
  readonly Resources?: Readonly<Record<string, { readonly Type: string }>>;
}

/** References, anywhere in a template, to attributes that an ElastiCache resource does not have. */
export function attributeFindings(template: Template, schemas: Readonly<Record<string, TypeSchema>>): string[] {
  return [...references(template as unknown as Json, '')].flatMap(({ logicalId, attribute, where }) => {
    const type = template.Resources?.[logicalId]?.Type;
    const schema = type === undefined ? undefined : schemas[type];
    return schema === undefined || schema.attributes.includes(attribute)
      ? []
      : [`${where}: ${type} (${logicalId}) has no attribute ${attribute}`];
  });
}

interface Reference {
  readonly logicalId: string;
  readonly attribute: string;
  readonly where: string;
}

function* references(value: Json, where: string): Generator<Reference> {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, item] of Object.entries(value)) {
    const here = where === '' ? name : `${where}.${name}`;
    if (name === 'Fn::GetAtt') yield* getAtt(item, where);
    else if (name === 'Fn::Sub') yield* substitutions(item, where);
    yield* references(item, here);
  }
}

function* getAtt(argument: Json, where: string): Generator<Reference> {
  const parts = typeof argument === 'string' ? argument.split('.') : Array.isArray(argument) ? argument : [];
  const [logicalId, ...attribute] = parts.filter((part) => typeof part === 'string');
  if (logicalId !== undefined) yield { logicalId, attribute: attribute.join('.'), where };
}

/** `${Cache.PrimaryEndPoint.Address}`, but not `${!literal}`. */
function* substitutions(argument: Json, where: string): Generator<Reference> {
  const text: unknown = Array.isArray(argument) ? argument[0] : argument;
  for (const match of String(text).matchAll(/\$\{([A-Za-z0-9]+)\.([A-Za-z0-9.]+)\}/g)) {
    yield { logicalId: match[1] ?? '', attribute: match[2] ?? '', where };
  }
}
