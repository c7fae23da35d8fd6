import { fail } from './failure';

/** A CloudFormation template, as far as caches are concerned. */
export interface TemplateJson {
  readonly Resources?: Readonly<Record<string, ResourceJson>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value?: unknown }>>;
}

export interface ResourceJson {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly Metadata?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdatePolicy?: { readonly UseOnlineResharding?: unknown };
}

/** One resource and the names it can be called by. */
export interface Resource {
  readonly logicalId: string;
  readonly type: string;
  /** Properties that the template gives; those that it takes back with `AWS::NoValue` are absent. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** Path of the construct, where it is known. */
  readonly path: string | undefined;
  readonly deletionPolicy: string | undefined;
  readonly reshardsOnline: boolean;
}

/** The resources of a template and how they refer to each other. */
export class Resources {
  public readonly all: readonly Resource[];

  public constructor(
    public readonly template: TemplateJson,
    paths: ReadonlyMap<string, string>,
  ) {
    this.all = Object.entries(template.Resources ?? {}).map(([logicalId, json]) => ({
      logicalId,
      type: json.Type,
      properties: withoutNoValues(json.Properties ?? {}),
      path: paths.get(logicalId) ?? pathInMetadata(json),
      deletionPolicy: json.DeletionPolicy,
      reshardsOnline: json.UpdatePolicy?.UseOnlineResharding === true,
    }));
  }

  public ofType(...types: readonly string[]): readonly Resource[] {
    return this.all.filter(({ type }) => types.includes(type));
  }

  public find(logicalId: string): Resource | undefined {
    return this.all.find((resource) => resource.logicalId === logicalId);
  }

  /**
   * The resource of this type that a property's value means: by a reference, or by the name that the template gives to it.
   *
   * @param nameProperty the property that holds the resource's own name
   */
  public meant(value: unknown, type: string, nameProperty: string): Resource | undefined {
    const referenced = referencesIn(value);
    return this.ofType(type).find(
      ({ logicalId, properties }) =>
        referenced.has(logicalId) || (typeof value === 'string' && properties[nameProperty] === value),
    );
  }
}

/** Logical ids that a value refers to, however deep: `Ref`, `Fn::GetAtt` and the placeholders of `Fn::Sub`. */
export function referencesIn(value: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    for (const [name, item] of Object.entries(part)) {
      if (name === 'Ref' && typeof item === 'string') found.add(item);
      else if (name === 'Fn::GetAtt') found.add(String(Array.isArray(item) ? item[0] : item).split('.')[0] ?? '');
      else if (name === 'Fn::Sub') for (const id of placeholders(item)) found.add(id);
      visit(item);
    }
  };
  visit(value);
  return found;
}

/**
 * Whether a name that a test uses means the resource: its logical id, that id without the hash which the CDK puts behind it, its
 * construct's path, or the end of the path.
 */
export function isCalled({ logicalId, path }: Pick<Resource, 'logicalId' | 'path'>, name: string): boolean {
  if (logicalId === name || logicalId.replace(/[0-9A-F]{8}$/, '') === name) return true;
  const construct = path?.replace(/\/(Resource|Default)$/, '');
  return construct === name || construct?.endsWith(`/${name}`) === true;
}

/** The name by which a message calls a resource. */
export function nameOf({ logicalId, path }: Pick<Resource, 'logicalId' | 'path'>): string {
  return path?.replace(/\/(Resource|Default)$/, '') ?? logicalId;
}

/** Reads the text of a template; YAML is for CloudFormation, this reads what the CDK writes. */
export function parseTemplate(text: string): TemplateJson {
  try {
    return JSON.parse(text) as TemplateJson;
  } catch (error) {
    return fail(`the text is not a JSON template: ${(error as Error).message}`);
  }
}

function placeholders(argument: unknown): readonly string[] {
  const text: unknown = Array.isArray(argument) ? argument[0] : argument;
  return typeof text === 'string' ? [...text.matchAll(/\$\{([A-Za-z0-9]+)/g)].map((match) => match[1] ?? '') : [];
}

function withoutNoValues(properties: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(properties).filter(([, value]) => (value as { Ref?: unknown } | null)?.Ref !== 'AWS::NoValue'),
  );
}

function pathInMetadata({ Metadata }: ResourceJson): string | undefined {
  const path = Metadata?.['aws:cdk:path'];
  return typeof path === 'string' ? path : undefined;
}
